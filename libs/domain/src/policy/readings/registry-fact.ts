import { valueOf, type Fact } from '../../registry-facts/fact';
import type { RegistryFactName, RegistryFacts } from '../../registry-facts/registry-facts';
import type { Facts } from '../facts';

type ValueOf<Told> = Told extends { value: infer Value } ? Value : never;

/** What the registry says; null: it is not known. */
export function registryFact<Name extends RegistryFactName>(
  { known }: Facts,
  name: Name,
): ValueOf<RegistryFacts[Name]> | null {
  return valueOf(known?.release.registry?.[name] as Fact<ValueOf<RegistryFacts[Name]>> | undefined);
}

/** Why it is not known. */
export function whyUnknown({ known }: Facts, name: RegistryFactName): string {
  const fact = known?.release.registry?.[name];
  return fact !== undefined && 'unknown' in fact ? fact.unknown : 'the registry was not asked';
}

/** As evidence: where it is from, and how old. */
export function toldBy({ known }: Facts, name: RegistryFactName): string {
  const fact = known?.release.registry?.[name];
  return fact === undefined ? '' : ` (${fact.source}, ${fact.asOf})`;
}
