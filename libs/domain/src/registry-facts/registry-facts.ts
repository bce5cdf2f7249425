import { z } from 'zod';
import { factOf, MAX_FACT_LIST, MAX_FACT_TEXT } from './fact';

const Text = z.string().min(1).max(MAX_FACT_TEXT);
const Count = z.number().int().nonnegative();
const Names = z.array(Text).max(MAX_FACT_LIST);
const Time = z.iso.datetime();
/** Longest version that is one (package/version.ts), and longest address that is normalised. */
const Version = z.string().min(1).max(128);
const Address = z.string().min(1).max(600);

/**
 * What a package registry says of one release and its kin, each with who said it and when. Missing is not "no": a rule
 * of the policy that asks for a fact which is not known is undecided. How each is found: facts/, one file a fact.
 */
export const RegistryFacts = z.strictObject({
  publishedAt: factOf(Time),
  packageSince: factOf(Time),
  yanked: factOf(z.strictObject({ yanked: z.boolean(), reason: Text.nullable() })),
  deprecated: factOf(z.strictObject({ deprecated: z.boolean(), message: Text.nullable() })),
  publisher: factOf(Text),
  publisherChange: factOf(
    z.strictObject({ before: Text.nullable(), changed: z.boolean(), isNewcomer: z.boolean() }),
  ),
  maintainers: factOf(z.strictObject({ names: Names, count: Count })),
  maintainersAdded: factOf(Names),
  dormancy: factOf(z.strictObject({ days: Count, previous: Version.nullable() })),
  burst: factOf(z.strictObject({ hour: Count, day: Count })),
  versionJump: factOf(
    z.strictObject({
      highest: Version.nullable(),
      majors: Count,
      isLower: z.boolean(),
      continuesLine: z.boolean(),
    }),
  ),
  newDependencies: factOf(
    z.strictObject({
      previous: Version.nullable(),
      step: z.enum(['patch', 'minor', 'major']).nullable(),
      added: z
        .array(z.strictObject({ name: z.string().min(1).max(214), ageDays: Count.nullable() }))
        .max(MAX_FACT_LIST),
      more: Count,
    }),
  ),
  weeklyDownloads: factOf(Count),
  licence: factOf(z.string().min(1).max(256)),
  sourceRepository: factOf(Address),
  sourceAgainstInside: factOf(
    z.strictObject({ agrees: z.boolean(), registry: Address.nullable(), inside: Address.nullable() }),
  ),
  installScripts: factOf(z.strictObject({ agrees: z.boolean(), registry: z.boolean(), inside: z.boolean() })),
});
export type RegistryFacts = z.infer<typeof RegistryFacts>;
export type RegistryFactName = keyof RegistryFacts;
export const REGISTRY_FACT_NAMES = Object.keys(RegistryFacts.shape) as readonly RegistryFactName[];
