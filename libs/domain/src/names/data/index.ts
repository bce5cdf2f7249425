import type { Ecosystem } from '../../package';
import { PopularNames } from '../popular-names';
import { WELL_KNOWN_NPM } from './well-known-npm';
import { WELL_KNOWN_PYPI } from './well-known-pypi';

const TEXT: Readonly<Record<Ecosystem, string>> = { npm: WELL_KNOWN_NPM, pypi: WELL_KNOWN_PYPI };

/** A small list for those who load no other. It knows what everybody knows, and calls nothing else established. */
export const builtInPopularNames = (ecosystem: Ecosystem): PopularNames =>
  new PopularNames(ecosystem, TEXT[ecosystem].split(/\s+/));

const NAMES: Readonly<Record<Ecosystem, ReadonlySet<string>>> = {
  npm: new Set(TEXT.npm.split(/\s+/)),
  pypi: new Set(TEXT.pypi.split(/\s+/)),
};

/** The same names without the index of what imitates them, which takes a while to make. */
export const isWellKnown = (ecosystem: Ecosystem, name: string): boolean => NAMES[ecosystem].has(name);
