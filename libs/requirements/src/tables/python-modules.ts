import { normalizeName } from '@sallyport/domain';
import { PYTHON_IMPORTS } from './python-imports';
import { GOOGLE_IMPORTS, PYTHON_NAMESPACES, PYTHON_NAMESPACE_ROWS } from './python-namespaces';

/** What the tables know of a module. */
export type ModuleEntry =
  /** The first is meant, unless a manifest names one of the others. */
  | { kind: 'known'; distributions: readonly [string, ...string[]] }
  /** None of them is more likely; or there is none on PyPI. */
  | { kind: 'ambiguous'; distributions: readonly string[] };

const ROWS: ReadonlyMap<string, ModuleEntry> = new Map(
  `${PYTHON_IMPORTS}${GOOGLE_IMPORTS}${PYTHON_NAMESPACE_ROWS}`
    .split('\n')
    .filter((line) => line !== '')
    .map(readRow),
);

/** Module to how many of its parts make a distribution's name, and what stands before them. */
const NAMESPACES: ReadonlyMap<string, { parts: number; prefix: string }> = new Map(
  PYTHON_NAMESPACES.split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [module = '', parts = '', prefix = ''] = line.split(' ');
      return [module, { parts: Number(parts), prefix }];
    }),
);

/** Rows of the table; for the specification that holds its size. */
export const MODULE_ROWS = ROWS.size;

/** The entry of the longest known module that `module` is or lies in; nothing where its name is all we know. */
export function entryOf(module: string): ModuleEntry | undefined {
  const parts = module.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const prefix = parts.slice(0, length).join('.');
    const namespace = NAMESPACES.get(prefix);
    // A row of the same length says more than the rule; `azure` itself has a rule and no row.
    const row = ROWS.get(prefix);
    if (row !== undefined) return row;
    if (namespace !== undefined) {
      if (parts.length < namespace.parts) return { kind: 'ambiguous', distributions: [] };
      const name = `${namespace.prefix}${parts.slice(0, namespace.parts).join('-')}`;
      return { kind: 'known', distributions: [normalizeName('pypi', name)] };
    }
  }
  return undefined;
}

/** Modules that a distribution gives under another name than its own, by the table. */
const MODULES_OF: ReadonlyMap<string, readonly string[]> = (() => {
  const modules = new Map<string, string[]>();
  for (const [module, { distributions }] of ROWS)
    for (const name of distributions) modules.set(name, [...(modules.get(name) ?? []), module]);
  return modules;
})();

export function modulesOf(distribution: string): readonly string[] {
  return MODULES_OF.get(distribution) ?? [];
}

function readRow(line: string): [string, ModuleEntry] {
  const [module = '', ...words] = line.split(' ');
  const distributions = words
    .filter((word) => word !== '~' && word !== '?')
    .map((word) => normalizeName('pypi', word));
  const [first, ...others] = distributions;
  return words[0] === '?' || first === undefined
    ? [module, { kind: 'ambiguous', distributions }]
    : [module, { kind: 'known', distributions: [first, ...others] }];
}
