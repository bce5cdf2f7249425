/** What an artifact is by its name: enough to find the one of another version that it can be compared with. */
export interface NamedArtifact {
  readonly kind: 'wheel' | 'sdist' | 'tarball';
  readonly filename: string;
}

interface Tags {
  /** `cp311`, `py3`; the versions of Python that a wheel is for. */
  readonly python: string;
  readonly abi: string;
  readonly platform: string;
}

/** `{name}-{version}(-{build})?-{python}-{abi}-{platform}.whl` (binary distribution format, "File name convention"). */
const WHEEL = /-([^-]+)-([^-]+)-([^-]+)\.whl$/i;
/** What comes before the version of the system it needs: `manylinux_2_28_x86_64` and `manylinux2014_x86_64` are alike. */
const SYSTEM = /^(manylinux|musllinux|linux|macosx|win|android|ios|emscripten|pyodide|any)/;
const MACHINE = /(x86_64|amd64|aarch64|arm64|universal2|i[3-6]86|armv\w+|ppc64\w*|s390x|riscv64|wasm32)$/;

/**
 * The one of `others` that the artifact can be compared with, best first: an sdist with an sdist, a wheel with one of the
 * same tags, or else of the same system and machine for other versions of Python. undefined: nothing to compare with.
 */
export function likeArtifact<Other extends NamedArtifact>(
  artifact: NamedArtifact,
  others: readonly Other[],
): Other | undefined {
  const ranked = others
    .filter(({ kind }) => kind === artifact.kind)
    .map((other) => ({ other, likeness: likeness(artifact, other) }))
    .filter(({ likeness: rank }) => rank > 0)
    .sort((a, b) => b.likeness - a.likeness || (a.other.filename < b.other.filename ? -1 : 1));
  return ranked[0]?.other;
}

/** 0: not alike. Higher is liker. */
function likeness(a: NamedArtifact, b: NamedArtifact): number {
  if (a.kind !== 'wheel') return 1;
  const [left, right] = [tagsOf(a.filename), tagsOf(b.filename)];
  if (left === undefined || right === undefined) return 0;
  if (systemOf(left) !== systemOf(right)) return 0;
  return (
    1 +
    4 * Number(left.python === right.python) +
    2 * Number(left.abi === right.abi) +
    Number(left.platform === right.platform)
  );
}

function tagsOf(filename: string): Tags | undefined {
  const [, python, abi, platform] = WHEEL.exec(filename.toLowerCase()) ?? [];
  return python === undefined || abi === undefined || platform === undefined
    ? undefined
    : { python, abi, platform };
}

/** Compressed tag sets name several platforms; the first stands for them. */
function systemOf({ platform }: Tags): string {
  const first = platform.split('.', 1)[0] ?? '';
  return `${SYSTEM.exec(first)?.[1] ?? first}:${MACHINE.exec(first)?.[1] ?? ''}`;
}
