/** What wheels must fit, by PEP 425 (tags) and PEP 600 (manylinux). */
export interface WheelTarget {
  /** Minor version of CPython 3. */
  pythonMinor: number;
  /** Minor version of glibc 2. */
  glibcMinor: number;
  arch: 'x86_64' | 'aarch64';
}

export interface WheelName {
  distribution: string;
  version: string;
  /** PEP 427: wheels of one tag are ordered by it; empty where there is none. */
  build: string;
  /** Expanded: one entry for each `python-abi-platform`. */
  tags: readonly string[];
}

/** PEP 427, and nothing that could be a path. */
const WHEEL =
  /^(?<distribution>[A-Za-z0-9._]+)-(?<version>[A-Za-z0-9._!+]+)(?:-(?<build>[0-9][A-Za-z0-9._]*))?-(?<python>[a-z0-9_.]+)-(?<abi>[A-Za-z0-9_.]+)-(?<platform>[A-Za-z0-9_.]+)\.whl$/;

/** Nothing where it is no wheel's name. Compressed tag sets are expanded (`py2.py3-none-any` is two). */
export function parseWheelName(filename: string): WheelName | undefined {
  const parts = WHEEL.exec(filename)?.groups;
  if (!parts) return undefined;
  const { distribution = '', version = '', build = '', python = '', abi = '', platform = '' } = parts;
  const tags = python
    .split('.')
    .flatMap((py) => abi.split('.').flatMap((ab) => platform.split('.').map((pl) => `${py}-${ab}-${pl}`)));
  return { distribution, version, build, tags };
}

/** Old names of some manylinux platforms (PEP 600, "Legacy manylinux tags"). */
const LEGACY: Readonly<Record<number, string>> = {
  17: 'manylinux2014',
  12: 'manylinux2010',
  5: 'manylinux1',
};
/** The oldest glibc that manylinux knows for an architecture. */
const OLDEST: Readonly<Record<WheelTarget['arch'], number>> = { x86_64: 5, aarch64: 17 };

/** Every tag that runs on the target, best first: the order of `packaging.tags.sys_tags`. */
export function supportedTags(target: WheelTarget): string[] {
  const own = `cp3${target.pythonMinor}`;
  const platforms = platformsOf(target);
  const older = range(target.pythonMinor - 1, 2);
  const generic = [
    `py3${target.pythonMinor}`,
    'py3',
    ...range(target.pythonMinor - 1, 0).map((minor) => `py3${minor}`),
  ];
  return [
    ...platforms.map((platform) => `${own}-${own}-${platform}`),
    ...platforms.map((platform) => `${own}-abi3-${platform}`),
    ...platforms.map((platform) => `${own}-none-${platform}`),
    ...older.flatMap((minor) => platforms.map((platform) => `cp3${minor}-abi3-${platform}`)),
    ...generic.flatMap((python) => platforms.map((platform) => `${python}-none-${platform}`)),
    `${own}-none-any`,
    ...generic.map((python) => `${python}-none-any`),
  ];
}

function platformsOf({ arch, glibcMinor }: WheelTarget): string[] {
  const manylinux = range(glibcMinor, OLDEST[arch]).flatMap((minor) => {
    const legacy = LEGACY[minor];
    return [`manylinux_2_${minor}_${arch}`, ...(legacy ? [`${legacy}_${arch}`] : [])];
  });
  return [...manylinux, `linux_${arch}`];
}

/** Whole numbers from high to low, both included. */
function range(high: number, low: number): number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => high - index);
}

/** The one wheel that an installer would take: best tag, then highest build number. Nothing where none fits. */
export function chooseWheel<W extends { filename: string }>(
  wheels: readonly W[],
  tags: readonly string[],
): W | undefined {
  const rank = new Map(tags.map((tag, index) => [tag, index]));
  const fitting = wheels.flatMap((wheel) => {
    const name = parseWheelName(wheel.filename);
    const ranks = (name?.tags ?? []).flatMap((tag) => rank.get(tag) ?? []);
    return name && ranks.length > 0 ? [{ wheel, best: Math.min(...ranks), build: name.build }] : [];
  });
  return fitting.sort((a, b) => a.best - b.best || compareBuilds(b.build, a.build))[0]?.wheel;
}

/** PEP 427: the digits first as a number, then the rest as text; no build tag sorts before any. */
function compareBuilds(a: string, b: string): number {
  const [digitsA = '', restA = ''] = a.split(/(?<=^\d+)(?!\d)(.*)/s);
  const [digitsB = '', restB = ''] = b.split(/(?<=^\d+)(?!\d)(.*)/s);
  return Number(digitsA || -1) - Number(digitsB || -1) || (restA < restB ? -1 : restA > restB ? 1 : 0);
}
