import type { FileMark } from '@sallyport/analysis';
import type { Digest } from '@sallyport/domain';
import {
  MAX_NEWEST,
  MAX_OLDEST,
  type ArtifactKey,
  type FileHash,
  type FileMemory,
  type RememberedFile,
  type ScannedArtifact,
} from './file-memory';

const AT = new Date('2026-03-01T00:00:00.000Z');
const LATER = new Date('2026-04-01T00:00:00.000Z');
const hash = (digit: string, kind: 'file' | 'tree' = 'file'): FileHash => `${kind}:${digit.repeat(32)}`;
const digestOf = (name: string): Digest =>
  `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)}`;

function file(of: FileHash, ...marks: FileMark[]): RememberedFile {
  return { hash: of, path: 'lib/a.js', marks };
}

function scanned(name: string, own: Partial<ScannedArtifact> = {}): ScannedArtifact {
  const digest = own.digest ?? digestOf(name);
  return {
    id: { ecosystem: 'npm', name, version: '1.0.0' },
    locked: {
      ...{ name, version: '1.0.0', path: `node_modules/${name}`, dependencies: [], digest },
      artifact: { kind: 'tarball', filename: 'x.tgz', url: 'https://r.invalid/x', integrity: 'sha512-aa' },
    },
    ...{ rulesVersion: 'r1', isMalicious: false, repository: null, dependencies: [], files: [] },
    ...own,
    digest,
  };
}

const keyOf = ({ id, digest }: ScannedArtifact): ArtifactKey => ({ id, digest });
const namesOf = async (memory: FileMemory, of: FileHash) =>
  (await memory.bearers([of])).get(of)?.map(({ name }) => name);

/** What every memory of files must do. Each is made empty. */
export function fileMemoryContract(make: () => Promise<FileMemory>): void {
  it('finds who holds a file, first seen first, where any of them has a mark', async () => {
    const memory = await make();
    const published = scanned('b', {
      repository: 'https://f.invalid/b',
      dependencies: ['c'],
      isMalicious: true,
    });
    published.locked.publishedAt = '2026-02-01T00:00:00.000Z';

    await memory.remember([scanned('a', { files: [file(hash('1')), file(hash('2'))] })], AT);
    await memory.remember([{ ...published, files: [file(hash('1'), 'runs', 'cited')] }], LATER);

    const found = await memory.bearers([hash('1'), hash('2'), hash('3'), hash('1', 'tree'), hash('1')]);
    expect([...found.keys()]).toEqual([hash('1')]);
    expect(found.get(hash('1'))).toEqual([
      {
        ...{ ecosystem: 'npm', name: 'a', version: '1.0.0', digest: digestOf('a'), path: null, marks: [] },
        ...{
          publishedAt: null,
          firstSeen: AT.getTime(),
          publisher: null,
          repository: null,
          dependencies: [],
        },
        ...{ isMalicious: false, isHeld: false },
      },
      {
        ...{ ecosystem: 'npm', name: 'b', version: '1.0.0', digest: digestOf('b'), path: 'lib/a.js' },
        ...{ publishedAt: Date.parse('2026-02-01'), firstSeen: LATER.getTime(), publisher: null },
        ...{ repository: 'https://f.invalid/b', dependencies: ['c'], isMalicious: true, isHeld: false },
        marks: ['runs', 'cited'],
      },
    ]);
  });

  it('keeps when it saw something first, and replaces what other rules saw', async () => {
    const memory = await make();
    const before = scanned('a', { files: [file(hash('1'), 'runs'), file(hash('2'), 'runs')] });

    await memory.remember([before], AT);
    await memory.remember([before, before], LATER);
    expect((await memory.bearers([hash('1')])).get(hash('1'))).toMatchObject([{ firstSeen: AT.getTime() }]);
    await memory.noteHeld([keyOf(before)], true);
    await memory.remember(
      [{ ...before, rulesVersion: 'r2', isMalicious: true, files: [file(hash('1'), 'acts')] }],
      LATER,
    );

    expect((await memory.bearers([hash('1')])).get(hash('1'))).toMatchObject([
      { firstSeen: AT.getTime(), marks: ['acts'], isMalicious: true, isHeld: true },
    ]);
    expect(await namesOf(memory, hash('2'))).toBeUndefined();
  });

  it('keeps the earliest time of publication that it was told', async () => {
    const memory = await make();
    const told = (publishedAt?: string) => {
      const artifact = scanned('a', { files: [file(hash('1'), 'runs')] });
      return { ...artifact, locked: { ...artifact.locked, ...(publishedAt && { publishedAt }) } };
    };

    await memory.remember([told()], AT);
    await memory.remember([told('2026-02-02T00:00:00.000Z')], AT);
    await memory.remember([told('2026-02-01T00:00:00.000Z')], AT);
    await memory.remember([told('not a time')], AT);

    expect((await memory.bearers([hash('1')])).get(hash('1'))).toMatchObject([
      { publishedAt: Date.parse('2026-02-01') },
    ]);
  });

  it('tells one version from another, and one ecosystem from the other', async () => {
    const memory = await make();
    const files = [file(hash('1'), 'runs')];
    const newer = scanned('a', { id: { ecosystem: 'npm', name: 'a', version: '2.0.0' }, files });
    const other = scanned('a', { id: { ecosystem: 'pypi', name: 'a', version: '1.0.0' }, files });

    await memory.remember([scanned('a', { files }), newer, other], AT);

    expect(await namesOf(memory, hash('1'))).toEqual(['a', 'a', 'a']);
  });

  it('gives back what is needed to tell of an artifact again', async () => {
    const memory = await make();
    const one = scanned('a', { files: [file(hash('2', 'tree')), file(hash('1'), 'runs')] });
    await memory.remember([one, scanned('b')], AT);

    const { files: _, ...expected } = one;
    expect(await memory.artifacts([keyOf(scanned('c')), keyOf(one)])).toEqual([expected]);
    expect(
      [...(await memory.hashesOf([keyOf(one), keyOf(scanned('b')), keyOf(scanned('c'))])).values()].sort(),
    ).toEqual([[], [hash('1'), hash('2', 'tree')]]);
  });

  it('remembers who is held', async () => {
    const memory = await make();
    const [one, two] = ['a', 'b'].map((name) => scanned(name, { files: [file(hash('1'), 'runs')] })) as [
      ScannedArtifact,
      ScannedArtifact,
    ];
    await memory.remember([one, two], AT);

    await memory.noteHeld([keyOf(two)], true);
    await memory.noteHeld([], true);
    const held = (await memory.bearers([hash('1')])).get(hash('1'))?.map(({ isHeld }) => isHeld);
    await memory.noteHeld([keyOf(two)], false);

    expect(held).toEqual([false, true]);
    expect((await memory.bearers([hash('1')])).get(hash('1'))?.map(({ isHeld }) => isHeld)).toEqual([
      false,
      false,
    ]);
  });

  it('is bounded: of a file of many it keeps the oldest, the newest and the malicious', async () => {
    const memory = await make();
    const count = MAX_OLDEST + MAX_NEWEST + 10;
    const many = Array.from({ length: count }, (_, n) =>
      scanned(`p${String(n).padStart(3, '0')}`, {
        files: [file(hash('1'), 'runs')],
        isMalicious: n === MAX_OLDEST + 5,
      }),
    );

    for (const one of many) await memory.remember([one], AT);

    const names = (await namesOf(memory, hash('1'))) as string[];
    expect(names).toHaveLength(MAX_OLDEST + MAX_NEWEST + 1);
    expect(names.slice(0, MAX_OLDEST)).toEqual(many.slice(0, MAX_OLDEST).map(({ id }) => id.name));
    expect(names.at(-1)).toBe(many.at(-1)?.id.name);
    expect(names).toContain(`p${MAX_OLDEST + 5}`);
  });

  it('takes nothing, the same hash twice and text that databases dislike', async () => {
    const memory = await make();
    const odd = { ...file(hash('1'), 'runs'), path: 'a\u0000b' };

    await memory.remember([], AT);
    await memory.remember([scanned('a', { files: [odd] })], AT);

    expect(await namesOf(memory, hash('1'))).toEqual(['a']);
    expect(await memory.bearers([])).toEqual(new Map());
  });
}
