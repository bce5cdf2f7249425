import { isSamePackage, type Bearer } from './bearer';

/** Shorter names are parts of too many others to say anything. */
const MIN_STEM = 3;
/** Words that a platform or a kind of package gives, and no author. */
const COMMON_STEMS: ReadonlySet<string> = new Set([
  ...['node', 'npm', 'python', 'lib', 'api', 'app', 'cli', 'core', 'test', 'web', 'util', 'utils', 'types'],
  ...[
    'react',
    'vue',
    'angular',
    'next',
    'express',
    'webpack',
    'babel',
    'eslint',
    'django',
    'flask',
    'pytest',
  ],
  ...['discord', 'solana', 'ethereum', 'web3', 'aws', 'azure', 'google', 'openai', 'langchain', 'mcp'],
]);

/**
 * Whether two packages have something to do with each other, so that one file in both says nothing: one package, scope,
 * publisher or repository, one named after the other, or one depending on the other. A repository is a claim, which
 * attackers make too: it does not relate packages whose publishers are known to differ, nor, where those are not known,
 * packages by a file that acts as attacks do.
 */
export function areRelated(a: Bearer, b: Bearer): boolean {
  if (isSamePackage(a, b) || dependsOn(a, b) || dependsOn(b, a)) return true;
  const scope = scopeOf(a);
  if (scope !== undefined && scope === scopeOf(b)) return true;
  if (isNamedAfter(a.name, b.name) || isNamedAfter(b.name, a.name)) return true;
  if (a.publisher !== null && b.publisher !== null) return a.publisher === b.publisher;
  if (a.marks.includes('acts') || b.marks.includes('acts')) return false;
  return a.repository !== null && a.repository === b.repository;
}

/** npm's scopes belong to one owner each. */
function scopeOf({ ecosystem, name }: Bearer): string | undefined {
  return ecosystem === 'npm' ? /^@[^/]+(?=\/)/.exec(name)?.[0] : undefined;
}

function dependsOn(a: Bearer, b: Bearer): boolean {
  return a.ecosystem === b.ecosystem && a.dependencies.includes(b.name);
}

/** `core-js-pure` is named after `core-js`; a shared first word alone makes no family, anybody may use it. */
function isNamedAfter(name: string, stem: string): boolean {
  const [own, other] = [bare(name), bare(stem)];
  if (own === other) return true;
  return other.length >= MIN_STEM && !COMMON_STEMS.has(other) && own.startsWith(`${other}-`);
}

/** `@acme/thing` without the at, and every separator the same. */
function bare(name: string): string {
  return name.replace(/^@/, '').replace(/[/._-]+/g, '-');
}

/**
 * Members of which no two are related, as many as a simple choice finds. Long names are taken first: a package that all
 * others are named after would stand for all of them.
 */
export function unrelated(bearers: readonly Bearer[], to: readonly Bearer[] = []): Bearer[] {
  const chosen: Bearer[] = [...to];
  for (const bearer of [...bearers].sort((a, b) => b.name.length - a.name.length))
    if (chosen.every((each) => !areRelated(each, bearer))) chosen.push(bearer);
  return chosen.slice(to.length);
}
