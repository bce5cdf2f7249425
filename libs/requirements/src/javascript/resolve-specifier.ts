import { posix } from 'node:path';
import { readPrefix, readSpecifier } from './npm-specifier';
import type { PathAliases } from './path-aliases';

export type ResolvedSpecifier =
  | { kind: 'local' | 'builtin' | 'foreign' | 'alias' | 'open' }
  | { kind: 'package'; name: string; range?: string };

/** One `package.json` or `deno.json` of the skill, as far as it leads specifiers elsewhere. */
export interface ModuleMap {
  folder: string;
  /** Own name, where `exports` lets the package import itself by it. */
  self?: string;
  /** `imports`: a specifier or pattern to all its targets, whatever the conditions. */
  imports: readonly { pattern: string; targets: readonly string[] }[];
}

/** What the skill's files say about where specifiers lead. */
export interface Surroundings {
  files: ReadonlySet<string>;
  maps: readonly ModuleMap[];
  aliases: readonly PathAliases[];
  /** Names that lead to folders of the skill: members of its workspace, `file:` and `workspace:` dependencies. */
  local: ReadonlySet<string>;
}

const ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.d.ts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.json',
  '.vue',
  '.svelte',
];
const MAX_STEPS = 5;

/** All that a specifier in a file can mean: `imports` may lead to one package for Node.js and to another for browsers. */
export function resolveSpecifier(
  text: string,
  file: string,
  around: Surroundings,
  isPrefix = false,
): ResolvedSpecifier[] {
  // `!!raw-loader!./x` of webpack: each part is a module.
  if (text.includes('!') && !isPrefix)
    return text
      .split('!')
      .filter((part) => part !== '')
      .flatMap((part) => resolve(part, file, around, false, 0));
  return resolve(text, file, around, isPrefix, 0);
}

function resolve(
  text: string,
  file: string,
  around: Surroundings,
  isPrefix: boolean,
  step: number,
): ResolvedSpecifier[] {
  if (step > MAX_STEPS) return [{ kind: 'alias' }];
  const specifier = isPrefix ? readPrefix(text) : readSpecifier(text);
  if (specifier?.kind === 'path') return [{ kind: 'local' }];
  if (specifier?.kind === 'builtin') return [{ kind: 'builtin' }];
  for (const map of mapsFor(file, around.maps)) {
    const targets = matching(text, map.imports);
    if (targets.length > 0)
      return targets.flatMap((target) => resolve(target, file, around, isPrefix, step + 1));
  }
  if (leadsInside(text, file, around, isPrefix)) return [{ kind: 'local' }];
  if (specifier === undefined) return [{ kind: 'open' }];
  if (specifier.kind !== 'package') return [{ kind: specifier.kind === 'foreign' ? 'foreign' : 'alias' }];
  const { name, range } = specifier;
  const own = mapsFor(file, around.maps)[0]?.self;
  if (around.local.has(name) || own === name) return [{ kind: 'local' }];
  return [{ kind: 'package', name, ...(range === undefined ? {} : { range }) }];
}

/** Those of the folders around a file, the nearest first. */
function mapsFor(file: string, maps: readonly ModuleMap[]): ModuleMap[] {
  return maps.filter(({ folder }) => isIn(file, folder)).sort((a, b) => b.folder.length - a.folder.length);
}

/** TypeScript goes on to packages where no target of a pattern is there, so a pattern alone hides nothing. */
function leadsInside(
  text: string,
  file: string,
  { aliases, files }: Surroundings,
  isPrefix: boolean,
): boolean {
  const there = (path: string): boolean =>
    isPrefix
      ? [...files].some((each) => each.startsWith(path))
      : ENDINGS.some((ending) => files.has(path + ending) || files.has(`${path}/index${ending}`)) ||
        // TypeScript writes the name that the compiled file will have.
        (/\.[cm]?js$/.test(path) && files.has(path.replace(/js$/, 'ts')));
  return aliases
    .filter(({ folder }) => isIn(file, folder))
    .some(
      ({ patterns, base }) =>
        matching(text, patterns).some((path) => !/(?:^|\/)node_modules\//.test(path) && there(path)) ||
        (base !== undefined && there(posix.normalize(posix.join(base, text)))),
    );
}

/** `#a`, `@/*` and, in import maps, `lib/`: the longest beginning wins; `*` in targets is what stood for it. */
function matching(
  text: string,
  patterns: readonly { pattern: string; targets: readonly string[] }[],
): string[] {
  let best: { length: number; targets: string[] } = { length: -1, targets: [] };
  for (const { pattern, targets } of patterns) {
    const star = pattern.indexOf('*');
    if (star === -1) {
      if (pattern === text) return [...targets];
      if (pattern.endsWith('/') && text.startsWith(pattern) && pattern.length > best.length)
        best = {
          length: pattern.length,
          targets: targets.map((target) => target + text.slice(pattern.length)),
        };
      continue;
    }
    const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (
      !text.startsWith(start) ||
      !text.endsWith(end) ||
      text.length < pattern.length - 1 ||
      star <= best.length
    )
      continue;
    const middle = text.slice(start.length, text.length - end.length);
    best = { length: star, targets: targets.map((target) => target.replaceAll('*', middle)) };
  }
  return best.targets;
}

function isIn(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}
