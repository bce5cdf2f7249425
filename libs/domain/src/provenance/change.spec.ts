import {
  pinnedBy,
  provenanceChanged,
  releaseProvenance,
  type FileProvenance,
  type ReleaseProvenance,
} from './change';
import { sourceOf, type ProvenanceIdentity, type ProvenanceSource } from './identity';

const SOURCE: ProvenanceSource = {
  issuer: 'https://ci.invalid',
  repository: 'https://forge.invalid/acme/widget',
  repositoryId: '4711',
  workflow: '.github/workflows/release.yml',
  subject: null,
};
const from = (changes: Partial<ProvenanceSource> = {}): ReleaseProvenance => ({
  state: 'verified',
  source: { ...SOURCE, ...changes },
});
const ABSENT: ReleaseProvenance = { state: 'absent', source: null };
const UNVERIFIED: ReleaseProvenance = { state: 'unverified', source: null };
const UNKNOWN: ReleaseProvenance = { state: null, source: null };
const UNSAID: ReleaseProvenance = { state: 'verified', source: null };

const file = (state: FileProvenance['state'], source: ProvenanceSource | null = null): FileProvenance => ({
  digest: `sha256:${'a'.repeat(64)}`,
  state,
  source,
  why: null,
});

describe('libs/domain/provenance/change', () => {
  it.each<[string, ReleaseProvenance, ReleaseProvenance | undefined, string]>([
    ['the same source', from(), from(), 'unchanged'],
    ['none, as before', ABSENT, ABSENT, 'unchanged'],
    ['none that counts, as before', UNVERIFIED, ABSENT, 'unchanged'],
    ['none after some', ABSENT, from(), 'lost'],
    ['none that counts after some', UNVERIFIED, from(), 'lost'],
    ['another repository', from({ repository: 'https://forge.invalid/mallory/widget' }), from(), 'changed'],
    ['the repository made again under its name', from({ repositoryId: '4712' }), from(), 'changed'],
    ['the number of the repository no longer named', from({ repositoryId: null }), from(), 'changed'],
    ['another workflow', from({ workflow: '.github/workflows/test.yml' }), from(), 'changed'],
    ['another issuer', from({ issuer: 'https://other.invalid' }), from(), 'changed'],
    ['the first that is known', from(), undefined, 'first'],
    ['the first that is known, without any', ABSENT, undefined, 'first'],
    ['the first with any', from(), ABSENT, 'first'],
    ['unknown', UNKNOWN, from(), 'unknown'],
    ['unknown, and the first', UNKNOWN, undefined, 'unknown'],
    ['some after an unknown', from(), UNKNOWN, 'unknown'],
    ['none after an unknown', ABSENT, UNKNOWN, 'unknown'],
    ['a source that is not known', UNSAID, from(), 'unknown'],
    ['after a source that is not known', from(), UNSAID, 'unknown'],
  ])('%s', (_, now, before, expected) => {
    expect(provenanceChanged(now, before)).toBe(expected);
  });

  it.each<[string, ReleaseProvenance[], ReleaseProvenance | undefined]>([
    ['nothing', [], undefined],
    [
      'the newest that was verified',
      [from({ workflow: 'b' }), from({ workflow: 'a' })],
      from({ workflow: 'b' }),
    ],
    ['the one before releases without any', [ABSENT, UNVERIFIED, UNKNOWN, from()], from()],
    ['none, where none had any', [UNKNOWN, ABSENT], ABSENT],
    ['an unknown, where nothing else is', [UNKNOWN, UNKNOWN], UNKNOWN],
  ])('a package is pinned by %s', (_, earlier, expected) => {
    expect(pinnedBy(earlier)).toEqual(expected);
  });

  it.each<[string, FileProvenance[], ReleaseProvenance]>([
    ['no file', [], UNKNOWN],
    ['one', [file('verified', SOURCE)], from()],
    ['two from one source', [file('verified', SOURCE), file('verified', { ...SOURCE })], from()],
    ['one without', [file('verified', SOURCE), file('absent')], ABSENT],
    ['one that does not count', [file('verified', SOURCE), file('unverified')], UNVERIFIED],
    ['one that nobody could ask about', [file('verified', SOURCE), file('unknown')], UNKNOWN],
    ['one without and one that is not known', [file('unknown'), file('absent')], ABSENT],
    [
      'two from two sources',
      [file('verified', SOURCE), file('verified', { ...SOURCE, repositoryId: '1' })],
      UNVERIFIED,
    ],
  ])('a release of %s is as good as its worst file', (_, files, expected) => {
    expect(releaseProvenance(files)).toEqual(expected);
  });

  it.each<[string, Partial<ProvenanceIdentity>, Partial<ProvenanceSource>]>([
    ['a repository, without who signed this release', {}, {}],
    [
      'who signed, where no repository is named',
      { repository: null },
      { repository: null, subject: 'signer' },
    ],
  ])('a source is %s', (_, changes, expected) => {
    const identity = { ...SOURCE, subject: 'signer', ref: 'refs/tags/v1', commit: 'abc', builder: 'b' };

    expect(sourceOf({ ...identity, ...changes })).toEqual({ ...SOURCE, ...expected });
  });
});
