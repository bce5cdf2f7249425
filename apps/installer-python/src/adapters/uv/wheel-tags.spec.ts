import { chooseWheel, parseWheelName, supportedTags, type WheelTarget } from './wheel-tags';

const X86: WheelTarget = { pythonMinor: 11, glibcMinor: 36, arch: 'x86_64' };
const ARM: WheelTarget = { ...X86, arch: 'aarch64' };

describe('installer-python/uv/wheel-tags: names', () => {
  it.each([
    ['six-1.17.0-py2.py3-none-any.whl', 'six', '1.17.0', '', ['py2-none-any', 'py3-none-any']],
    ['a_b-1-2x-cp311-abi3-linux_x86_64.whl', 'a_b', '1', '2x', ['cp311-abi3-linux_x86_64']],
    [
      'n-1.0+local-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
      ...(['n', '1.0+local', ''] as const),
      ['cp311-cp311-manylinux2014_x86_64', 'cp311-cp311-manylinux_2_17_x86_64'],
    ],
  ])('reads %s', (filename, distribution, version, build, tags) => {
    expect(parseWheelName(filename)).toEqual({ distribution, version, build, tags });
  });

  it.each([
    'six-1.17.0.tar.gz',
    'six-1.17.0-any.whl',
    '../six-1.17.0-py3-none-any.whl',
    'a/six-1.17.0-py3-none-any.whl',
    'six-1.17.0-py3-none-any.whl\n',
    'six-1.17.0-py3-none-any.whl --index-url=x',
    '',
  ])('does not take %p for a wheel', (filename) => {
    expect(parseWheelName(filename)).toBeUndefined();
  });
});

describe('installer-python/uv/wheel-tags: order', () => {
  it.each([
    ['x86_64', X86, ['cp311-cp311-manylinux_2_36_x86_64', 'cp311-cp311-manylinux_2_35_x86_64']],
    ['aarch64', ARM, ['cp311-cp311-manylinux_2_36_aarch64', 'cp311-cp311-manylinux_2_35_aarch64']],
  ])('begins with the most specific, on %s', (_, target, first) => {
    expect(supportedTags(target).slice(0, 2)).toEqual(first);
  });

  it('ends with the most general', () => {
    expect(supportedTags(X86).slice(-2)).toEqual(['py31-none-any', 'py30-none-any']);
  });

  it('has no tag twice', () => {
    const tags = supportedTags(X86);

    expect(new Set(tags).size).toBe(tags.length);
  });

  it.each([
    ['cp311-cp311-manylinux_2_36_x86_64', 'cp311-cp311-manylinux_2_17_x86_64'],
    ['cp311-cp311-manylinux_2_17_x86_64', 'cp311-cp311-manylinux2014_x86_64'],
    ['cp311-cp311-manylinux2014_x86_64', 'cp311-cp311-manylinux_2_16_x86_64'],
    ['cp311-cp311-manylinux1_x86_64', 'cp311-cp311-linux_x86_64'],
    ['cp311-cp311-linux_x86_64', 'cp311-abi3-manylinux_2_36_x86_64'],
    ['cp311-abi3-manylinux_2_5_x86_64', 'cp311-none-manylinux_2_36_x86_64'],
    ['cp311-none-linux_x86_64', 'cp310-abi3-manylinux_2_36_x86_64'],
    ['cp37-abi3-manylinux_2_17_x86_64', 'cp36-abi3-manylinux_2_36_x86_64'],
    ['cp32-abi3-linux_x86_64', 'py311-none-manylinux_2_36_x86_64'],
    ['py3-none-manylinux_2_17_x86_64', 'cp311-none-any'],
    ['cp311-none-any', 'py3-none-any'],
    ['py3-none-any', 'py310-none-any'],
  ])('prefers %s to %s', (better, worse) => {
    const tags = supportedTags(X86);

    expect([tags.includes(better), tags.indexOf(better) < tags.indexOf(worse)]).toEqual([true, true]);
  });

  it.each([
    ['a newer Python', 'cp312-cp312-manylinux_2_17_x86_64'],
    ['an older Python without a stable ABI', 'cp310-cp310-manylinux_2_17_x86_64'],
    ['a newer stable ABI', 'cp312-abi3-manylinux_2_17_x86_64'],
    ['a newer glibc', 'cp311-cp311-manylinux_2_37_x86_64'],
    ['musl', 'cp311-cp311-musllinux_1_2_x86_64'],
    ['another architecture', 'cp311-cp311-manylinux_2_17_aarch64'],
    ['another system', 'cp311-cp311-macosx_11_0_arm64'],
    ['another system', 'cp311-cp311-win_amd64'],
    ['another Python', 'pp311-pypy311_pp73-manylinux_2_17_x86_64'],
    ['a debug or threaded build', 'cp311-cp311t-manylinux_2_17_x86_64'],
    ['Python 2', 'py2-none-any'],
  ])('takes nothing for %s: %s', (_, tag) => {
    expect(supportedTags(X86)).not.toContain(tag);
  });
});

describe('installer-python/uv/wheel-tags: choice', () => {
  const wheels = (...names: string[]) => names.map((name) => ({ filename: `p-1-${name}.whl` }));

  it.each([
    [['py3-none-any', 'cp311-cp311-manylinux_2_28_x86_64'], 'cp311-cp311-manylinux_2_28_x86_64'],
    [
      ['cp311-cp311-manylinux_2_17_x86_64', 'cp311-cp311-manylinux_2_28_x86_64'],
      'cp311-cp311-manylinux_2_28_x86_64',
    ],
    [['cp37-abi3-manylinux_2_28_x86_64', 'py3-none-any'], 'cp37-abi3-manylinux_2_28_x86_64'],
    [
      ['cp39-abi3-manylinux_2_17_x86_64', 'cp311-abi3-manylinux_2_5_x86_64'],
      'cp311-abi3-manylinux_2_5_x86_64',
    ],
    [['cp312-cp312-manylinux_2_17_x86_64', 'py2.py3-none-any'], 'py2.py3-none-any'],
    [['1-py3-none-any', 'py3-none-any'], '1-py3-none-any'],
    [['9-py3-none-any', '10-py3-none-any'], '10-py3-none-any'],
    [['2a-py3-none-any', '2b-py3-none-any'], '2b-py3-none-any'],
  ])('of %j takes %s', (names, chosen) => {
    const tags = supportedTags(X86);

    expect(chooseWheel(wheels(...names), tags)).toEqual({ filename: `p-1-${chosen}.whl` });
    expect(chooseWheel(wheels(...[...names].reverse()), tags)).toEqual({ filename: `p-1-${chosen}.whl` });
  });

  it.each([[[]], [['cp312-cp312-manylinux_2_17_x86_64', 'cp311-cp311-win_amd64']]])(
    'of %j takes none',
    (names) => {
      expect(chooseWheel(wheels(...names), supportedTags(X86))).toBeUndefined();
    },
  );
});
