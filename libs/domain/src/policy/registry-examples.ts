import type { Fact } from '../registry-facts/fact';
import type { RegistryFactName, RegistryFacts } from '../registry-facts/registry-facts';
import type { PolicyRules } from './policy';

const FROM = { source: 'npm packument', asOf: '2026-06-15T11:00:00.000Z' };
const told = <Value>(value: Value) => ({ value, ...FROM });

/** What a registry says of a release that nothing speaks against. */
export const REGISTRY_IN_ORDER: RegistryFacts = {
  publishedAt: told('2025-06-15T12:00:00.000Z'),
  packageSince: told('2012-04-23T16:37:11.000Z'),
  yanked: { unknown: 'the registry does not say whether a version was yanked', ...FROM },
  deprecated: told({ deprecated: false, message: null }),
  publisher: told('jdalton'),
  publisherChange: told({ before: 'jdalton', changed: false, isNewcomer: false }),
  maintainers: told({ names: ['jdalton'], count: 1 }),
  maintainersAdded: told([]),
  dormancy: told({ days: 30, previous: '4.17.20' }),
  burst: told({ hour: 1, day: 1 }),
  versionJump: told({ highest: '4.17.20', majors: 0, isLower: false, continuesLine: true }),
  newDependencies: told({ previous: '4.17.20', step: 'patch', added: [], more: 0 }),
  weeklyDownloads: { unknown: 'the registry does not say how often it is downloaded', ...FROM },
  licence: told('MIT'),
  sourceRepository: told('https://github.com/lodash/lodash'),
  sourceAgainstInside: told({
    agrees: true,
    registry: 'https://github.com/lodash/lodash',
    inside: 'https://github.com/lodash/lodash',
  }),
  installScripts: told({ agrees: true, registry: false, inside: false }),
};

type Known<Told> = Told extends { value: infer Value } ? Value : never;

/** In order, but for these; `unknown` stands for a fact that could not be had. */
export function registryWith(changes: {
  readonly [Name in RegistryFactName]?: Known<RegistryFacts[Name]> | 'unknown';
}): RegistryFacts {
  const facts = Object.entries(changes).map(([name, value]): [string, Fact<unknown>] => [
    name,
    value === 'unknown' ? { unknown: 'the registry does not say', ...FROM } : told(value),
  ]);
  return { ...REGISTRY_IN_ORDER, ...(Object.fromEntries(facts) as Partial<RegistryFacts>) };
}

const mode = 'enforce' as const;
const BY_TRUST = { intern: false, supervised: false, autonomous: true };

/** Every rule over what a registry says, as a strict house might set them. */
export const REGISTRY_SETTINGS = {
  deprecated: { mode, allow: BY_TRUST },
  'publisher-changed': { mode, allow: { intern: 'same', supervised: 'earlier', autonomous: 'anyone' } },
  'long-dormant': { mode, maxDays: { intern: 365, supervised: 730, autonomous: 1_825 } },
  'release-burst': {
    mode,
    maxInHour: { intern: 3, supervised: 5, autonomous: 10 },
    maxInDay: { intern: 10, supervised: 20, autonomous: 50 },
  },
  'version-jump': { mode, maxMajors: { intern: 1, supervised: 2, autonomous: 10 }, allowLower: BY_TRUST },
  'new-dependency-in-patch': { mode, minAgeDays: { intern: 90, supervised: 30, autonomous: 0 } },
  'source-mismatch': { mode, allow: BY_TRUST },
  'install-scripts-hidden': { mode, allow: BY_TRUST },
} as const satisfies Partial<PolicyRules>;
