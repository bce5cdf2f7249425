import { KNOWN_IN_ORDER } from '../policy/decide.examples';
import type { PackageFacts } from '../policy/package-facts';
import type { FileProvenance } from './change';
import { mergeAttested, provenanceFacts, type VersionFacts } from './release-facts';

const SOURCE = {
  issuer: 'https://ci.invalid',
  repository: 'https://forge.invalid/acme/widget',
  repositoryId: null,
  workflow: null,
  subject: null,
};
const MOVED = { ...SOURCE, repository: 'https://forge.invalid/other/widget' };

const file = (
  state: FileProvenance['state'],
  letter = 'a',
  source: FileProvenance['source'] = state === 'verified' ? SOURCE : null,
): FileProvenance => ({ digest: `sha256:${letter.repeat(64)}`, state, source, why: null });

function version(number: string, publishedAt: string | null, ...attested: FileProvenance[]): VersionFacts {
  const release = { ...KNOWN_IN_ORDER.release, publishedAt };
  const facts: PackageFacts = { ...KNOWN_IN_ORDER, release, ...(attested.length > 0 && { attested }) };
  return [number, facts];
}

describe('libs/domain/provenance/release-facts', () => {
  it.each<[string, VersionFacts, VersionFacts[], object]>([
    [
      'the first',
      version('1.0.0', null, file('verified')),
      [],
      { provenance: 'verified', provenanceBefore: null, provenanceSource: SOURCE, provenanceChange: 'first' },
    ],
    [
      'one that is known later and was earlier',
      version('1.0.0', null, file('verified')),
      [version('2.0.0', null, file('absent'))],
      { provenanceBefore: null, provenanceChange: 'first' },
    ],
    [
      'by version where no time is known, and not by letters',
      version('1.10.0', null, file('absent')),
      [version('1.9.0', null, file('verified'))],
      {
        provenance: 'absent',
        provenanceBefore: 'verified',
        provenanceSource: null,
        provenanceChange: 'lost',
      },
    ],
    [
      'an old line, published after a new one',
      version('1.9.1', '2026-05-01T00:00:00Z', file('absent')),
      [
        version('1.9.0', '2025-01-01T00:00:00Z', file('absent')),
        version('2.0.0', '2026-04-01T00:00:00Z', file('verified')),
      ],
      { provenanceBefore: 'verified', provenanceChange: 'lost' },
    ],
    [
      'the newest before it, of several',
      version('3.0.0', null, file('verified', 'a', MOVED)),
      [version('1.0.0', null, file('verified')), version('2.0.0', null, file('verified', 'a', MOVED))],
      { provenanceBefore: 'verified', provenanceChange: 'unchanged' },
    ],
    [
      'another source, after one release without any',
      version('3.0.0', null, file('verified', 'a', MOVED)),
      [version('1.0.0', null, file('verified')), version('2.0.0', null, file('absent'))],
      { provenanceBefore: 'verified', provenanceChange: 'changed' },
    ],
    [
      'a version before that nobody asked about',
      version('2.0.0', null, file('verified')),
      [version('1.0.0', null)],
      { provenanceBefore: null, provenanceChange: 'unknown' },
    ],
    [
      'itself among the others',
      version('1.0.0', null, file('verified')),
      [version('1.0.0', null, file('absent'))],
      { provenanceBefore: null, provenanceChange: 'first' },
    ],
  ])('%s', (_, now, others, expected) => {
    expect(provenanceFacts('npm', now, others)).toMatchObject(expected);
  });

  it.each<[string, FileProvenance[], FileProvenance[], FileProvenance[]]>([
    [
      'a file that is new',
      [file('absent')],
      [file('verified', 'b')],
      [file('absent'), file('verified', 'b')],
    ],
    ['a file that was told of before', [file('verified')], [file('absent')], [file('absent')]],
    ['a file that could not be asked about now', [file('verified')], [file('unknown')], [file('verified')]],
    ['a file that could never be asked about', [], [file('unknown')], [file('unknown')]],
    ['a file that could be asked about at last', [file('unknown')], [file('verified')], [file('verified')]],
  ])('remembers %s', (_, known, told, expected) => {
    expect(mergeAttested(known, told)).toEqual(expected);
  });

  it('remembers so many files and no more', () => {
    const told = Array.from({ length: 300 }, (_, n) => ({ ...file('absent'), digest: `sha256:${n}` }));

    expect(mergeAttested([], told).map(({ digest }) => digest)).toEqual(
      told.slice(100).map(({ digest }) => digest),
    );
  });
});
