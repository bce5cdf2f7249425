import type { ProfileDependency } from '@sallyport/domain';
import { fieldsOf } from '../fields-of';
import { jsonOf } from '../npm/manifest';
import { equalText } from './equal-text';

/** Nesting of `exports` that is followed; Node's own has two or three. */
const MAX_DEPTH = 8;

export type StatedDependency = Omit<ProfileDependency, 'isNamed'>;

export interface Stated {
  readonly dependencies: readonly StatedDependency[];
  readonly entryPoints: readonly string[];
}

/** What package.json says; parts of a wrong shape count as absent, as for npm itself. */
export function statedByNpm(text: string | undefined): Stated {
  const manifest = fieldsOf(jsonOf(text));
  const bundled = manifest['bundleDependencies'] ?? manifest['bundledDependencies'];
  return {
    dependencies: [
      ...section('required', manifest['dependencies']),
      ...section('optional', manifest['optionalDependencies']),
      ...section('peer', manifest['peerDependencies']),
      ...(Array.isArray(bundled) ? bundled : []).flatMap((name): StatedDependency[] =>
        typeof name === 'string' ? [{ section: 'bundled', name: equalText(name), range: '' }] : [],
      ),
    ],
    entryPoints: [
      ...['main', 'module', 'browser', 'types', 'exports'].flatMap((field) =>
        leaves(field, manifest[field], 0),
      ),
      ...(typeof manifest['bin'] === 'string'
        ? [`bin=${manifest['bin']}`]
        : leaves('bin', manifest['bin'], 0)),
    ].map(equalText),
  };
}

function section(name: 'required' | 'optional' | 'peer', value: unknown): StatedDependency[] {
  return Object.entries(fieldsOf(value)).flatMap(([dependency, range]) =>
    typeof range === 'string'
      ? [{ section: name, name: equalText(dependency), range: equalText(range) }]
      : [],
  );
}

function leaves(path: string, value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [`${path}=${value}`];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${path}:${key}`, inner, depth + 1));
}
