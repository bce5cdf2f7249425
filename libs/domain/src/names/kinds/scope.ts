import { skeletonOf } from '../confusables';
import { squashed, wordsOf } from '../forms';
import type { Kind, Suspicion } from '../kind';

/** Shorter scopes resemble each other by chance. */
const LEAST_SCOPE = 4;
/** `sourcemap-codec` can only mean one package; `core` can mean any. */
const DISTINCT = 10;
const TWIN_RANK = 500;
/** Scopes that promise the package itself, and are nobody's in particular. */
const GENERIC = new Set([
  'npm',
  'node',
  'nodejs',
  'js',
  'javascript',
  'official',
  'npmjs',
  'packages',
  'lib',
  'libs',
]);

/** `types-node` and `@type/node` for `@types/node`; `@lodash/lodash` for `lodash`. Only npm has scopes. */
export const scope: Kind = {
  kind: 'scope',
  find: (suspicion) => {
    if (suspicion.subject.ecosystem !== 'npm') return [];
    return suspicion.subject.scope === undefined
      ? [...joined(suspicion), ...twins(suspicion)]
      : [...lookAlikes(suspicion), ...repeated(suspicion)];
  },
};

const joined = ({ subject: { name }, popular }: Suspicion) =>
  popular
    .ofJoined(squashed(name.replace('/', '-')))
    .map((target) => ({ target, text: `It is ${target} with the scope written into the name.` }));

const twins = ({ subject: { name }, popular }: Suspicion) => {
  const targets = popular.ofBase(name);
  const target = targets[0];
  if (target === undefined || targets.length > 1) return [];
  if (name.length < DISTINCT || wordsOf(name).length < 2) return [];
  if ((popular.rankOf(target) ?? Infinity) > TWIN_RANK) return [];
  return [{ target, text: `It is ${target} without its scope.` }];
};

const lookAlikes = ({ subject: { scope: own = '', base }, popular }: Suspicion) =>
  popular
    .scopesNear(own)
    .filter((other) => Math.abs(other.length - own.length) <= 1 || skeletonOf(other) === skeletonOf(own))
    .filter((other) => other.length >= LEAST_SCOPE)
    .flatMap((other) => popular.called(`@${other}/${base}`) ?? [])
    .map((target) => ({ target, text: `It has the name of ${target} under a scope that looks alike.` }));

const repeated = ({ subject: { scope: own = '', base }, popular }: Suspicion) => {
  const target = popular.called(base);
  if (target === undefined || !(own === base || GENERIC.has(own))) return [];
  return [{ target, text: `It is ${target} under a scope that promises the package itself.` }];
};
