import type { Ecosystem } from '../package';

/** A name under suspicion, taken apart. It need not be legal: what looks like a name is what people type. */
export interface Subject {
  readonly ecosystem: Ecosystem;
  readonly raw: string;
  /** Folded: lower case, and for PyPI with one separator. */
  readonly name: string;
  /** Without `@`; of npm names that have one. */
  readonly scope: string | undefined;
  /** Without the scope. */
  readonly base: string;
  readonly isAscii: boolean;
}

/** No registry has longer names; what is longer imitates nothing and is not looked at. */
export const LONGEST_NAME = 214;

export function subjectOf(ecosystem: Ecosystem, raw: string): Subject {
  const name = foldName(ecosystem, raw);
  const { scope, base } = scopeOf(name);
  // eslint-disable-next-line no-control-regex -- ASCII begins there
  return { ecosystem, raw, name, scope, base, isAscii: /^[\u0000-\u007f]*$/.test(raw) };
}

/** As `normalizeName`, but for names that are not legal too, and with npm's old capitals folded: nobody sees them as another name. */
export function foldName(ecosystem: Ecosystem, raw: string): string {
  const lower = raw.toLowerCase();
  return ecosystem === 'pypi' ? lower.replace(/[-_.]+/g, '-') : lower;
}

export function scopeOf(name: string): { scope: string | undefined; base: string } {
  const slash = name.indexOf('/');
  if (!name.startsWith('@') || slash < 0) return { scope: undefined, base: name };
  return { scope: name.slice(1, slash), base: name.slice(slash + 1) };
}
