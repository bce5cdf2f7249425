import { z } from 'zod';

/** What of SARIF 2.1.0 (OASIS, errata 1) we write. Strict, so that nothing leaves in a form that nobody looked at. */
export const SarifLevel = z.enum(['none', 'note', 'warning', 'error']);
export type SarifLevel = z.infer<typeof SarifLevel>;

/** 3.11: a message has a text. */
const Message = z.strictObject({ text: z.string().regex(/\S/) });
const Properties = z.record(z.string(), z.unknown());

const Rule = z.strictObject({
  id: z.string().min(1),
  shortDescription: Message,
  defaultConfiguration: z.strictObject({ level: SarifLevel }),
  properties: Properties.optional(),
});

const ArtifactLocation = z.strictObject({ uri: z.string().min(1), uriBaseId: z.string().optional() }).refine(
  // 3.4.4: what is relative to something has no scheme.
  ({ uri, uriBaseId }) => uriBaseId === undefined || !/^[a-z][a-z\d+.-]*:|^\//i.test(uri),
  'a URI with a base is relative',
);

const Location = z.strictObject({
  physicalLocation: z
    .strictObject({
      artifactLocation: ArtifactLocation,
      region: z.strictObject({ startLine: z.number().int().positive() }).optional(),
    })
    .optional(),
  logicalLocations: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        fullyQualifiedName: z.string().regex(/\S/),
        kind: z.string(),
      }),
    )
    .optional(),
});

const Step = z.strictObject({ location: Location.extend({ message: Message.optional() }) });

const Result = z.strictObject({
  ruleId: z.string().min(1),
  ruleIndex: z.number().int().nonnegative(),
  level: SarifLevel,
  message: Message,
  locations: z.array(Location),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  codeFlows: z
    .array(z.strictObject({ threadFlows: z.array(z.strictObject({ locations: z.array(Step).min(1) })) }))
    .optional(),
  suppressions: z
    .array(
      z.strictObject({
        kind: z.literal('external'),
        status: z.literal('accepted'),
        justification: z.string(),
      }),
    )
    .optional(),
  properties: Properties.optional(),
});

const Run = z
  .strictObject({
    tool: z.strictObject({
      driver: z.strictObject({ name: z.string().min(1), version: z.string().min(1), rules: z.array(Rule) }),
    }),
    automationDetails: z.strictObject({ id: z.string().min(1) }),
    invocations: z.tuple([
      z.strictObject({ executionSuccessful: z.boolean(), endTimeUtc: z.iso.datetime().optional() }),
    ]),
    columnKind: z.literal('utf16CodeUnits'),
    results: z.array(Result),
    properties: Properties.optional(),
  })
  .refine(
    // 3.19.23: ids of rules differ.
    ({ tool: { driver } }) => new Set(driver.rules.map(({ id }) => id)).size === driver.rules.length,
    'two rules have one id',
  )
  .refine(
    // 3.27.5 and 3.27.6: a result's id and index name the same rule.
    ({ tool: { driver }, results }) =>
      results.every(({ ruleId, ruleIndex }) => driver.rules[ruleIndex]?.id === ruleId),
    'a result names a rule that the run does not list',
  );

export const SarifLog = z
  .strictObject({ $schema: z.string(), version: z.literal('2.1.0'), runs: z.array(Run) })
  .refine(
    // 3.17.3: what tells runs apart that one tool made.
    ({ runs }) => new Set(runs.map(({ automationDetails }) => automationDetails.id)).size === runs.length,
    'two runs are about one thing',
  );
export type SarifLog = z.infer<typeof SarifLog>;
