import { likeArtifact, type NamedArtifact } from './like-artifact';

const wheel = (tags: string): NamedArtifact => ({ kind: 'wheel', filename: `a-1.0-${tags}.whl` });
const SDIST: NamedArtifact = { kind: 'sdist', filename: 'a-1.0.tar.gz' };
const PURE = wheel('py3-none-any');
const LINUX = wheel('cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64');

describe('scan/delta/like-artifact', () => {
  it.each<[string, NamedArtifact, NamedArtifact[], NamedArtifact | undefined]>([
    ['an sdist for an sdist', SDIST, [PURE, SDIST], SDIST],
    ['no wheel for an sdist', SDIST, [PURE, LINUX], undefined],
    ['no sdist for a wheel', PURE, [SDIST], undefined],
    ['a pure wheel for a pure wheel', PURE, [LINUX, PURE], PURE],
    ['no wheel of a platform for a pure one', PURE, [LINUX], undefined],
    ['the same tags before others', LINUX, [wheel('cp310-cp310-manylinux_2_17_x86_64'), LINUX], LINUX],
    ['a newer base of the same system', wheel('cp311-cp311-manylinux_2_28_x86_64'), [LINUX], LINUX],
    [
      'another Python where there is no better',
      wheel('cp313-cp313-manylinux_2_17_x86_64'),
      [wheel('cp313-cp313-macosx_11_0_arm64'), LINUX],
      LINUX,
    ],
    ['no other machine', wheel('cp311-cp311-manylinux_2_17_aarch64'), [LINUX], undefined],
    ['no other system', wheel('cp311-cp311-musllinux_1_2_x86_64'), [LINUX], undefined],
    ['the wheel with a build number too', wheel('1-py3-none-any'), [PURE], PURE],
    ['nothing for a name that is none', { kind: 'wheel', filename: 'a.whl' }, [PURE], undefined],
    ['nothing where nothing is', PURE, [], undefined],
  ])('%s', (_title, artifact, others, expected) => {
    expect(likeArtifact(artifact, others)).toBe(expected);
    expect(likeArtifact(artifact, [...others].reverse())).toBe(expected);
  });
});
