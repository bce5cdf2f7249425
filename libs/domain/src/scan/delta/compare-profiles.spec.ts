import { ArtifactDelta, MAX_DELTA_LIST } from './artifact-delta';
import { dependency, file, hook, profile } from '../testing/profiles';
import { compareProfiles } from './compare-profiles';
import { SKETCH_BINS, sketchText } from './sketch';

const sketch = (first: number) =>
  sketchText(Uint8Array.from({ length: SKETCH_BINS }, (_, bin) => first + bin));

describe('scan/delta/compare-profiles', () => {
  it('finds nothing between a profile and itself', () => {
    const same = profile({
      capabilities: ['network'],
      hooks: [hook()],
      entryPoints: ['main=index.js'],
      dependencies: [dependency()],
      files: [file('index.js', 'a')],
      findings: [{ rule: 'install-script', severity: 'low' }],
    });

    const delta = compareProfiles(same, same);

    expect(JSON.stringify(delta).match(/"count":(?!0)/g)).toBeNull();
    expect(delta.capabilities).toEqual({ gained: [], lost: [] });
    expect(ArtifactDelta.parse(delta)).toEqual(delta);
  });

  it('tells what came, what went and what changed', () => {
    const before = profile({
      capabilities: ['environment', 'network'],
      entryPoints: ['main=index.js'],
      dependencies: [dependency(), dependency({ name: 'gone' }), dependency({ name: 'moved' })],
      files: [file('index.js', 'a'), file('old.js', 'b')],
      bytes: 2,
      fileCount: 2,
      findings: [{ rule: 'known', severity: 'high' }],
    });
    const after = profile({
      capabilities: ['network', 'subprocess'],
      entryPoints: ['main=main.js'],
      dependencies: [
        dependency({ range: '^2.0.0' }),
        dependency({ name: 'new' }),
        dependency({ name: 'moved', section: 'optional' }),
      ],
      files: [file('index.js', 'aa'), file('x.node', 'n', { kind: 'native' })],
      bytes: 3,
      fileCount: 2,
      findings: [
        { rule: 'known', severity: 'high' },
        { rule: 'new', severity: 'low' },
      ],
    });

    const delta = compareProfiles(before, after);

    expect(delta.capabilities).toEqual({ gained: ['subprocess'], lost: ['environment'] });
    expect(delta.entryPoints).toMatchObject({ added: { first: ['main=main.js'] }, removed: { count: 1 } });
    expect(delta.dependencies.added.first.map(({ name }) => name)).toEqual(['new']);
    expect(delta.dependencies.removed.first.map(({ name }) => name)).toEqual(['gone']);
    expect(delta.dependencies.changed.first).toEqual([
      { section: 'required', name: 'left', before: '^1.0.0', after: '^2.0.0' },
      { section: 'optional', name: 'moved', before: '', after: '^1.0.0' },
    ]);
    expect(delta.files).toMatchObject({
      added: { first: [{ path: 'x.node', size: 1 }] },
      changed: { first: [{ path: 'index.js', before: 1, after: 2 }] },
      removed: { first: [{ path: 'old.js', size: 1 }] },
      native: { first: [{ path: 'x.node', size: 1 }] },
      restDiffers: null,
    });
    expect(delta.size).toEqual({ before: 2, after: 3, filesBefore: 2, filesAfter: 2 });
    expect(delta.findings.first).toEqual([{ rule: 'new', severity: 'low' }]);
  });

  it.each<[string, ReturnType<typeof file>, boolean]>([
    ['code that resembles a former file', file('b.js', 'x', { sketch: sketch(1) }), false],
    ['code that was moved', file('b.js', 'a'), false],
    ['code like none', file('b.js', 'x', { sketch: sketch(100) }), true],
    ['code too short to compare', file('b.js', 'x'), true],
    ['what is no code', file('b.json', 'x', { kind: 'data' }), false],
  ])('asks whether %s was there in another form', (_title, added, isUnlike) => {
    const before = profile({ files: [file('a.js', 'a', { sketch: sketch(1) })] });

    const { files } = compareProfiles(before, profile({ files: [...before.files, added] }));

    expect(files.unlike.count === 1).toBe(isUnlike);
  });

  it.each<[string, string | null, string | null, boolean | null]>([
    ['all files are listed', null, null, null],
    ['what is not listed is the same', 'a', 'a', false],
    ['what is not listed is another', 'a', 'b', true],
    ['only one of them lists all', null, 'a', true],
  ])('says whether the rest differs where %s', (_title, before, after, expected) => {
    const rest = (digest: string | null) => (digest === null ? null : { files: 1, bytes: 1, digest });

    const { files } = compareProfiles(profile({ rest: rest(before) }), profile({ rest: rest(after) }));

    expect(files.restDiffers).toBe(expected);
  });

  it('shows a bounded list and counts all', () => {
    const files = Array.from({ length: 300 }, (_, n) => file(`${n}.js`, String(n)));

    const { files: delta } = compareProfiles(profile(), profile({ files }));

    expect([delta.added.count, delta.added.first.length]).toEqual([300, MAX_DELTA_LIST]);
  });

  it('says what was cut from either', () => {
    expect(compareProfiles(profile({ cut: ['hooks'] }), profile({ cut: ['archive', 'hooks'] })).cut).toEqual([
      'archive',
      'hooks',
    ]);
  });
});
