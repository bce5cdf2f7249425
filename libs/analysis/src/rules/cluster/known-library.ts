import { isSamePackage, thereSince, type Bearer } from './bearer';

const DAY = 24 * 60 * 60 * 1_000;
/** A file that has been in a release for so long without anybody taking offence is nobody's new payload. */
export const ESTABLISHED_AFTER_MS = 30 * DAY;
/** Where packages put files of others, and the name of the package that a path then says. */
const VENDORED =
  /(?:^|\/)(?:node_modules|_?vendor(?:ed)?|third_party|third-party|external|externals|extern|deps|bundled)\/((?:@[^/]+\/)?[^/]+)/gi;

/** Whether the file was in a release long before `time`, which nothing speaks against. */
export function isEstablished(bearers: readonly Bearer[], time: number): boolean {
  return bearers.some((bearer) => !bearer.isMalicious && thereSince(bearer) <= time - ESTABLISHED_AFTER_MS);
}

/**
 * Whether it is another package's file, lying where its path says so: a path alone says nothing, the package of that name
 * must be known to hold the file, and must itself not make it run.
 */
export function isVendored(bearer: Bearer, bearers: readonly Bearer[]): boolean {
  if (bearer.path === null || bearer.marks.includes('runs')) return false;
  const names = [...bearer.path.matchAll(VENDORED)].map(([, name]) => normalised(name ?? ''));
  return bearers.some(
    (other) =>
      other.ecosystem === bearer.ecosystem &&
      !isSamePackage(other, bearer) &&
      !other.isMalicious &&
      !other.marks.includes('runs') &&
      names.includes(normalised(other.name)),
  );
}

function normalised(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(?:py|js|mjs|cjs)$/, '')
    .replace(/[-_.]+/g, '-');
}
