import type { Fact, Found } from './fact';
import { installScripts } from './facts/install-scripts';
import { licence } from './facts/licence';
import { newDependencies } from './facts/new-dependencies';
import { maintainers, maintainersAdded, publisher, publisherChange } from './facts/people';
import { packageSince, publishTime } from './facts/publish-time';
import { burst, dormancy } from './facts/rhythm';
import { sourceAgainstInside, sourceRepository } from './facts/source-repository';
import { versionJump } from './facts/version-jump';
import { weeklyDownloads } from './facts/weekly-downloads';
import { deprecated, yanked } from './facts/withdrawn';
import type { PackageHistory } from './history';
import { REGISTRY_FACT_NAMES, type RegistryFactName, type RegistryFacts } from './registry-facts';
import { releaseInTime, type ReleaseInTime, type Surroundings } from './timeline';

type Derivation = (release: ReleaseInTime) => Found<unknown>;

/** One a fact; a fact without one does not compile. */
const DERIVATIONS: Readonly<Record<RegistryFactName, Derivation>> = {
  publishedAt: publishTime,
  packageSince,
  yanked,
  deprecated,
  publisher,
  publisherChange,
  maintainers,
  maintainersAdded,
  dormancy,
  burst,
  versionJump,
  newDependencies,
  weeklyDownloads,
  licence,
  sourceRepository,
  sourceAgainstInside,
  installScripts,
};

/**
 * Everything that can be said of one version from the history of its package. Pure; what cannot be said is `unknown`.
 * @param version normalised
 */
export function registryFactsOf(
  history: PackageHistory,
  version: string,
  surroundings: Surroundings = {},
): RegistryFacts {
  const release = releaseInTime(history, version, surroundings);
  if (release === undefined)
    return unknownFacts('the registry does not list this version', history.source, history.asOf);
  const { source, asOf } = history;
  return factsBy((name) => ({ ...DERIVATIONS[name](release), source, asOf }));
}

/** Where nothing could be had: an answer that did not come, or could not be read. */
export function unknownFacts(why: string, source: string, asOf: string): RegistryFacts {
  return factsBy(() => ({ unknown: why.slice(0, 200) || 'no reason given', source, asOf }));
}

function factsBy(factOf: (name: RegistryFactName) => Fact<unknown>): RegistryFacts {
  return Object.fromEntries(REGISTRY_FACT_NAMES.map((name) => [name, factOf(name)])) as RegistryFacts;
}
