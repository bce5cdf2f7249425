import type { ReleaseFacts } from '../policy/package-facts';
import { valueOf, type Fact } from './fact';
import { REGISTRY_FACT_NAMES, type RegistryFacts } from './registry-facts';

type Flat = Pick<ReleaseFacts, 'publishedAt' | 'yanked' | 'publisher' | 'licence' | 'weeklyDownloads'>;

/** What older rules read, of what a registry says; a field that it says nothing of is absent. */
export function releaseOf(facts: RegistryFacts): Partial<Flat> {
  const yanked = valueOf(facts.yanked)?.yanked;
  // npm does not yank: what its publisher took back is deprecated there.
  const withdrawn = yanked ?? valueOf(facts.deprecated)?.deprecated;
  return {
    ...known('publishedAt', valueOf(facts.publishedAt)),
    ...known('yanked', withdrawn ?? null),
    ...known('publisher', valueOf(facts.publisher)),
    ...known('licence', valueOf(facts.licence)),
    ...known('weeklyDownloads', valueOf(facts.weeklyDownloads)),
  };
}

function known<Name extends keyof Flat>(name: Name, value: Flat[Name]): Partial<Flat> {
  return value === null ? {} : { [name]: value };
}

/**
 * The newer of two answers, fact by fact. What was known stays where the newer one does not say: an answer that leaves
 * something out takes nothing back, and it is shown how old what is known is.
 */
export function mergeRegistryFacts(known: RegistryFacts | undefined, told: RegistryFacts): RegistryFacts {
  if (known === undefined) return told;
  return Object.fromEntries(
    REGISTRY_FACT_NAMES.map((name) => [name, newer(known[name], told[name])]),
  ) as RegistryFacts;
}

function newer(known: Fact<unknown>, told: Fact<unknown>): Fact<unknown> {
  if ('value' in known !== 'value' in told) return 'value' in known ? known : told;
  return told.asOf >= known.asOf ? told : known;
}

/** Without who said it and when, and without why it is not known: whether two answers say the same. */
export function saidBy(facts: RegistryFacts | undefined): unknown {
  if (facts === undefined) return null;
  return REGISTRY_FACT_NAMES.map((name) => {
    const fact: Fact<unknown> = facts[name];
    return 'value' in fact ? [fact.value] : null;
  });
}
