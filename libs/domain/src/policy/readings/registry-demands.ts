import type { RegistryFactName } from '../../registry-facts/registry-facts';
import type { Facts } from '../facts';
import type { PolicyRules, RuleMode } from '../policy';
import { settingFor } from './maturity-setting';
import { registryFact, whyUnknown } from './registry-fact';

export const REGISTRY_RULES = [
  'deprecated',
  'publisher-changed',
  'long-dormant',
  'release-burst',
  'version-jump',
  'new-dependency-in-patch',
  'source-mismatch',
  'install-scripts-hidden',
] as const satisfies readonly (keyof PolicyRules)[];
type RegistryRule = (typeof REGISTRY_RULES)[number];

export interface UnmetDemand {
  rule: RegistryRule;
  mode: RuleMode;
  /** What is not known, and why. */
  what: string;
}

type Setting<Name extends RegistryRule> = NonNullable<PolicyRules[Name]>;

/** Whether the rule could refuse anything to this agent: else nobody needs its fact. */
const COULD_REFUSE: { readonly [Name in RegistryRule]: (setting: Setting<Name>, facts: Facts) => boolean } = {
  deprecated: ({ allow }, { maturity }) => !settingFor(allow, maturity),
  'publisher-changed': ({ allow }, { maturity }) => settingFor(allow, maturity) !== 'anyone',
  'long-dormant': () => true,
  'release-burst': () => true,
  'version-jump': () => true,
  'new-dependency-in-patch': ({ minAgeDays }, { maturity }) => settingFor(minAgeDays, maturity) > 0,
  'source-mismatch': ({ allow }, { maturity }) => !settingFor(allow, maturity),
  'install-scripts-hidden': ({ allow }, { maturity }) => !settingFor(allow, maturity),
};

const FACT: Readonly<Record<RegistryRule, RegistryFactName>> = {
  deprecated: 'deprecated',
  'publisher-changed': 'publisherChange',
  'long-dormant': 'dormancy',
  'release-burst': 'burst',
  'version-jump': 'versionJump',
  'new-dependency-in-patch': 'newDependencies',
  'source-mismatch': 'sourceAgainstInside',
  'install-scripts-hidden': 'installScripts',
};

/** Facts that a rule of the policy asks for and that are not known. A rule that is left out or off asks for nothing. */
export function unmetDemands(rules: PolicyRules, facts: Facts): UnmetDemand[] {
  return REGISTRY_RULES.flatMap((rule) => demandOf(rule, rules, facts));
}

function demandOf<Name extends RegistryRule>(rule: Name, rules: PolicyRules, facts: Facts): UnmetDemand[] {
  const setting = rules[rule] as Setting<Name> | undefined;
  if (setting === undefined || setting.mode === 'off' || !COULD_REFUSE[rule](setting, facts)) return [];
  const { mode } = setting;
  if (registryFact(facts, FACT[rule]) === null)
    return [{ rule, mode, what: `${rule}: ${whyUnknown(facts, FACT[rule])}` }];
  if (rule !== 'new-dependency-in-patch') return [];
  const ageless = dependenciesOfUnknownAge(facts);
  return ageless.length === 0 ? [] : [{ rule, mode, what: `${rule}: how old ${ageless.join(', ')} is` }];
}

/** Of those that came in with a patch release. */
function dependenciesOfUnknownAge(facts: Facts): string[] {
  const change = registryFact(facts, 'newDependencies');
  if (change?.step !== 'patch') return [];
  // They are listed before the youngest, so what is not listed hides nothing.
  return change.added.filter(({ ageDays }) => ageDays === null).map(({ name }) => name);
}
