import type { ArtifactDelta } from '@sallyport/domain';
import { paintFor } from '../screen/paint';
import { deltaLines } from './delta-text';
import type { Evidence } from './rank';

const PLAIN = paintFor({ isTTY: false } as never, {});
type Delta = NonNullable<Evidence['delta']>;
const NONE = { count: 0, first: [] };
const QUIET: ArtifactDelta = {
  capabilities: { gained: [], lost: [] },
  hooks: { added: NONE, changed: NONE, removed: NONE },
  entryPoints: { added: NONE, removed: NONE },
  dependencies: { added: NONE, changed: NONE, removed: NONE },
  files: { added: NONE, changed: NONE, removed: NONE, unlike: NONE, native: NONE, restDiffers: null },
  size: { before: 100, after: 90, filesBefore: 2, filesAfter: 3 },
  findings: NONE,
  cut: [],
};
const FILE = {
  digest: `sha256:${'a'.repeat(64)}` as const,
  filename: 'a-1.1.0.tgz',
  against: { digest: `sha256:${'b'.repeat(64)}` as const, filename: 'a-1.0.0.tgz' },
  ...{ delta: QUIET, why: null, signs: [] },
};
const lines = (own: Partial<Delta>) => deltaLines({ from: '1.0.0', gained: [], ...own }, PLAIN).join('\n');

describe('cli/review/delta-text', () => {
  it('has nothing to say where nothing was compared', () => {
    expect(deltaLines(null, PLAIN)).toEqual([]);
    expect(lines({})).toBe('nothing new since 1.0.0');
  });

  it('says that nobody approved what it was compared with', () => {
    expect(lines({ how: 'scanned', gained: ['network'] })).toBe(
      'new since 1.0.0 (scanned, approved by nobody): network',
    );
  });

  it('says who publishes now', () => {
    expect(lines({ publisher: { before: 'ann', after: null } })).toContain('publisher unknown, before ann');
  });

  it('says how large a file is, and what of it stands out', () => {
    const signs = [{ code: 'hook-added' as const, text: 'postinstall starts by itself: node x.js' }];

    expect(lines({ artifacts: [{ ...FILE, signs }] })).toBe(
      [
        'nothing new since 1.0.0',
        'a-1.1.0.tgz against a-1.0.0.tgz: -10 bytes (90), 2 to 3 files',
        '  hook-added: postinstall starts by itself: node x.js',
      ].join('\n'),
    );
  });

  it('names some of many, and counts the others', () => {
    const added = {
      count: 70,
      first: Array.from({ length: 50 }, (_, n) => ({ path: `${n}.js`, size: n })),
    };

    expect(
      lines({ artifacts: [{ ...FILE, delta: { ...QUIET, files: { ...QUIET.files, added } } }] }),
    ).toContain('files new: 0.js (0), 1.js (1), 2.js (2), 3.js (3) and 66 more');
  });

  it.each<[string, string]>([
    ['nothing-like', 'a-1.1.0.tgz: nothing to compare with'],
    ['not-seen', 'a-1.1.0.tgz: not compared: one of the two'],
    ['left-out', 'a-1.1.0.tgz: not compared: the answer was full'],
    ['nobody-listens', 'a-1.1.0.tgz: not compared: nobody-listens'],
  ])('says plainly that a file was not compared: %s', (why, expected) => {
    expect(lines({ artifacts: [{ ...FILE, delta: null, why }] })).toContain(expected);
  });

  it('lets nothing foreign through that a terminal obeys', () => {
    const evil = '\u001b[2Jx';
    const dependencies = {
      ...QUIET.dependencies,
      added: {
        count: 1,
        first: [{ section: 'required' as const, name: evil, range: evil, isNamed: false }],
      },
    };
    const text = lines({
      ...{ from: evil, gained: [evil], publisher: { before: evil, after: evil } },
      artifacts: [
        {
          ...{ ...FILE, filename: evil, delta: { ...QUIET, dependencies } },
          signs: [{ code: 'hook-added', text: evil }],
        },
      ],
    });

    expect(text).not.toContain('\u001b');
  });
});
