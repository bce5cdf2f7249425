export { ACCUSATION_KINDS, type Accusation, type AccusationKind } from './accusation';
export { accuseName, type NameQuestion } from './accuse-name';
export { builtInPopularNames, isWellKnown } from './data';
export { type InternalNames } from './internal-names';
export { PopularNames } from './popular-names';
