import type { ArtifactProfile, ProfileDependency, ProfileFile } from '../profile';
import { MAX_DELTA_LIST, type ArtifactDelta } from './artifact-delta';
import { hooksBetween, type HooksBetween } from './hook-changes';
import { resembles } from './sketch';

/** Comparisons of sketches in one delta; each costs a microsecond. What is not compared counts as unlike. */
const MAX_SKETCH_COMPARISONS = 500_000;

/** What `after` has that `before` had not, and the other way round. Both are of like artifacts of one package. */
export function compareProfiles(before: ArtifactProfile, after: ArtifactProfile): ArtifactDelta {
  return {
    capabilities: {
      gained: after.capabilities.filter((one) => !before.capabilities.includes(one)),
      lost: before.capabilities.filter((one) => !after.capabilities.includes(one)),
    },
    hooks: listed(hooksBetween(before.hooks, after.hooks)),
    entryPoints: {
      added: list(after.entryPoints.filter((one) => !before.entryPoints.includes(one))),
      removed: list(before.entryPoints.filter((one) => !after.entryPoints.includes(one))),
    },
    dependencies: dependenciesBetween(before.dependencies, after.dependencies),
    files: filesBetween(before, after),
    size: {
      before: before.bytes,
      after: after.bytes,
      filesBefore: before.fileCount,
      filesAfter: after.fileCount,
    },
    findings: list(after.findings.filter(({ rule }) => !before.findings.some((had) => had.rule === rule))),
    cut: [...new Set([...before.cut, ...after.cut])].sort(),
  };
}

function list<Item>(items: readonly Item[]): { count: number; first: Item[] } {
  return { count: items.length, first: items.slice(0, MAX_DELTA_LIST) };
}

function listed({ added, changed, removed }: HooksBetween): ArtifactDelta['hooks'] {
  return { added: list(added), changed: list(changed), removed: list(removed) };
}

function dependenciesBetween(
  before: readonly ProfileDependency[],
  after: readonly ProfileDependency[],
): ArtifactDelta['dependencies'] {
  const names = new Set(before.map(({ name }) => name));
  const stay = new Set(after.map(({ name }) => name));
  const rangesBefore = new Map(before.map((one) => [dependencyKey(one), one.range]));
  return {
    // One that only moves between sections is no stranger.
    added: list(after.filter(({ name }) => !names.has(name))),
    changed: list(
      after
        .filter(({ name }) => names.has(name))
        .flatMap((one) => {
          const was = rangesBefore.get(dependencyKey(one)) ?? '';
          const { section, name, range } = one;
          return was === range ? [] : [{ section, name, before: was, after: range }];
        }),
    ),
    removed: list(before.filter(({ name }) => !stay.has(name))),
  };
}

function dependencyKey({ section, name }: ProfileDependency): string {
  return `${section}\0${name}`;
}

function filesBetween(before: ArtifactProfile, after: ArtifactProfile): ArtifactDelta['files'] {
  const had = new Map(before.files.map((file) => [file.path, file]));
  const has = new Set(after.files.map(({ path }) => path));
  const added = after.files.filter(({ path }) => !had.has(path));
  const changed = after.files.flatMap(({ path, size, digest }) => {
    const was = had.get(path);
    return was === undefined || was.digest === digest ? [] : [{ path, before: was.size, after: size }];
  });
  // A path that the other artifact only counts among its rest may have been there: it says so by `restDiffers`.
  const hadNative = new Set(before.files.filter(({ kind }) => kind === 'native').map(({ digest }) => digest));
  return {
    added: list(added.map(sized)),
    changed: list(changed),
    removed: list(before.files.filter(({ path }) => !has.has(path)).map(sized)),
    unlike: list(unlikeAny(before.files, added).map(sized)),
    native: list(added.filter(({ kind, digest }) => kind === 'native' && !hadNative.has(digest)).map(sized)),
    restDiffers:
      before.rest === null && after.rest === null ? null : before.rest?.digest !== after.rest?.digest,
  };
}

function sized({ path, size }: ProfileFile): { path: string; size: number } {
  return { path, size };
}

/** Moved, renamed and split files resemble something; what resembles nothing was not there in any form. */
function unlikeAny(before: readonly ProfileFile[], added: readonly ProfileFile[]): ProfileFile[] {
  const digests = new Set(before.map(({ digest }) => digest));
  const sketches = before.flatMap(({ sketch }) => sketch ?? []);
  let compared = 0;
  return added.filter(({ kind, digest, sketch }) => {
    if (kind !== 'code' || digests.has(digest)) return false;
    if (sketch === undefined) return true;
    compared += sketches.length;
    return compared > MAX_SKETCH_COMPARISONS || !sketches.some((former) => resembles(former, sketch));
  });
}
