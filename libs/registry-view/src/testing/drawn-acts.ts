import {
  DEFAULT_POLICY,
  parsePolicy,
  policyText,
  type Grant,
  type PackageFacts,
  type PackageId,
  type ParsedPolicy,
  type Policy,
  type RegistryEntry,
  type RuleException,
  type Selector,
  type StandingApproval,
  type StandingBan,
} from '@sallyport/domain';
import fc from 'fast-check';
import {
  ADVISORY_DATA,
  AGENTS,
  advisory,
  approval,
  ban,
  CLEAN,
  DIGEST,
  digestOf,
  exception,
  facts,
  GRANT,
  hoursFromNow,
  nameMemory,
  npm,
  OTHER_DIGEST,
  scanOf,
  type AgentChange,
  type KeptRecord,
} from '../registry-view.sample';

const VERSIONS = ['1.0.0', '1.1.0', '2.0.0-rc.1', '2.0.0'];
export const PACKAGES = ['a', '@s/a'].flatMap((name) => VERSIONS.map((version) => npm(name, version)));
const DIGESTS = [DIGEST, OTHER_DIGEST, digestOf('c')];

export type Entry = readonly [PackageId, RegistryEntry];
/** Records, entries and agents that one act changes. */
export interface Act {
  readonly records: readonly KeptRecord[];
  readonly packages: readonly Entry[];
  readonly agents: readonly AgentChange[];
}

const id = fc.constantFrom(...PACKAGES);
const expiresAt = fc.constantFrom(null, hoursFromNow(-1), hoursFromNow(1));
const grant = fc
  .record({
    expiresAt,
    digests: fc.option(fc.subarray(DIGESTS, { minLength: 1 }), { freq: 2 }),
    breakGlass: fc.boolean(),
    grantedAt: fc.constantFrom(hoursFromNow(-48), hoursFromNow(-24)),
    without: fc.constantFrom<Grant['without']>([], ['network']),
  })
  .map((terms) => ({ ...GRANT, ...terms }));
const minMaturity = fc.constantFrom('intern' as const, 'supervised' as const, 'autonomous' as const);
const selector: fc.Arbitrary<Selector> = fc.oneof(
  fc.constantFrom('a', '@s/a').map((name): Selector => ({ kind: 'all', ecosystem: 'npm', name })),
  fc
    .tuple(fc.constantFrom('a', '@s/a'), fc.constantFrom('>=1.0.0 <2.0.0-0', '>=1.1.0', '<2.0.0'))
    .map(([name, range]): Selector => ({ kind: 'range', ecosystem: 'npm', name, range })),
  fc
    .constantFrom('@s/*', 'a*', '@*/a', '@other/*', '*a')
    .map((pattern): Selector => ({ kind: 'pattern', ecosystem: 'npm', pattern })),
  fc.constantFrom(...DIGESTS).map((digest): Selector => ({ kind: 'digest', digest })),
);
const banned = fc.oneof(
  selector,
  fc
    .constantFrom('ann', 'bob')
    .map((publisher): Selector => ({ kind: 'publisher', ecosystem: 'npm', publisher })),
);
const excepted = fc.oneof(
  selector,
  id.map((exact): Selector => ({ kind: 'exact', ...exact })),
);

const entry: fc.Arbitrary<RegistryEntry> = fc.oneof(
  {
    arbitrary: fc
      .record({ minMaturity, grant: fc.option(grant, { nil: undefined }) })
      .map((terms) => ({ approval: 'approved' as const, banReason: null, ...terms })),
    weight: 5,
  },
  fc
    .constantFrom('none', 'requested', 'rejected', 'revoked', 'expired')
    .map((state) => ({ approval: state as RegistryEntry['approval'], minMaturity: null, banReason: null })),
  fc.constant({ approval: 'approved' as const, minMaturity: 'intern' as const, banReason: 'steals' }),
);
const known: fc.Arbitrary<PackageFacts> = fc
  .record({
    artifacts: fc.subarray(DIGESTS).map((digests) => digests.map(scanOf)),
    // Half of them as most packages are, or what judges after the advisories would hardly ever be reached.
    matches: fc.oneof(
      fc.constant<ReturnType<typeof advisory>[]>([]),
      fc.subarray([advisory('GHSA-1', ['1.1.0']), advisory('GHSA-2', ['2.0.0']), advisory('GHSA-3')]),
    ),
    publishedAt: fc.oneof(
      fc.constant(hoursFromNow(-24 * 365)),
      fc.constantFrom(null, hoursFromNow(-1), hoursFromNow(-50), hoursFromNow(-24 * 365)),
    ),
    publisher: fc.constantFrom(null, 'ann', 'Bob'),
  })
  .map(({ artifacts, matches, publishedAt, publisher }) => ({
    ...CLEAN,
    artifacts,
    advisories: { matches, data: ADVISORY_DATA },
    release: { ...CLEAN.release, publishedAt, publisher },
  }));

const STATED = { advisory: 'GHSA-1', justification: 'component_not_present' as const };
const record: fc.Arbitrary<KeptRecord> = fc.oneof(
  { arbitrary: fc.tuple(id, known).map(([of, value]) => facts(of, value)), weight: 6 },
  fc
    .tuple(
      selector,
      fc.record({
        id: fc.constantFrom('a1', 'a2', 'a3'),
        minMaturity,
        grant,
        state: fc.constantFrom('live', 'live', 'proposed', 'revoked'),
      }),
    )
    .map(([of, change]) => approval(of, change as Partial<StandingApproval>)),
  fc
    .tuple(
      banned,
      fc.record({ id: fc.constantFrom('b1', 'b2'), state: fc.constantFrom('live', 'lifted', 'lifted') }),
    )
    .map(([of, change]) => ban(of, change as Partial<StandingBan>)),
  fc
    .tuple(
      excepted,
      fc.record({
        id: fc.constantFrom('e1', 'e2', 'e3'),
        rule: fc.constantFrom(
          'advisory-severity',
          'release-too-new',
          'release-unknown',
          'publisher-unknown',
          'not-affected',
        ),
        agentId: fc.constantFrom(null, 'intern', 'autonomous'),
        expiresAt: fc.constantFrom(hoursFromNow(-0.5), hoursFromNow(24)),
        state: fc.constantFrom('live', 'live', 'withdrawn'),
      }),
    )
    .map(([of, change]) =>
      exception(of, {
        ...(change as Partial<RuleException>),
        ...(change.rule === 'not-affected' ? { notAffected: STATED, agentId: null } : {}),
      }),
    ),
  fc
    .tuple(
      id,
      fc.constantFrom('absent' as const, 'appeared' as const, 'cleared' as const, 'cleared' as const),
    )
    .map(([of, state]) => nameMemory(of, state)),
);

/** By their texts, since parsing one takes longer than everything else that a run does. */
export const POLICIES: ReadonlyMap<string, ParsedPolicy> = new Map(
  [0, 49, 24 * 365 + 1].flatMap((age) => [0, 25, 300].map((stale) => policyOf(age, stale))),
);

/** What stands behind every decision. */
const ofAll: fc.Arbitrary<KeptRecord> = fc.oneof(
  fc.constantFrom(1, 23, 24, 30, 200).map((hours): KeptRecord => ({
    kind: 'advisory-data',
    key: 'current',
    value: { ...ADVISORY_DATA, importedAt: hoursFromNow(-hours) },
  })),
  fc.constantFrom(...POLICIES).map(([text, { version, digest }]): KeptRecord => ({
    kind: 'policy',
    key: 'current',
    value: { text, version, digest, by: 'person:rita', at: hoursFromNow(0) },
  })),
);

function policyOf(age: number, stale: number): [text: string, parsed: ParsedPolicy] {
  const { rules } = DEFAULT_POLICY;
  const policy: Policy = {
    ...DEFAULT_POLICY,
    rules: {
      ...rules,
      'release-too-new': {
        ...rules['release-too-new'],
        minAgeHours: { intern: age, supervised: age, autonomous: age },
      },
      'advisories-stale': {
        ...rules['advisories-stale'],
        maxAgeHours: { intern: stale, supervised: stale + 1, autonomous: stale + 2 },
      },
    },
  };
  const text = policyText(policy);
  return [text, parsePolicy(text)];
}

const changedAgent: fc.Arbitrary<AgentChange> = fc.record({
  agentId: fc.constantFrom(...[...AGENTS].map(({ id: agentId }) => agentId), 'stranger'),
  maturity: fc.constantFrom('student', 'intern', 'supervised', 'autonomous'),
  suspended: fc.boolean(),
});
/** Of what is known of packages alone. */
export const act: fc.Arbitrary<Act> = fc.record({
  records: fc.array(record, { minLength: 1, maxLength: 12 }),
  packages: fc.array(fc.tuple(id, entry), { maxLength: 6 }),
  agents: fc.constant([]),
});
/** Also of what stands behind every decision, and of agents. */
export const anyAct: fc.Arbitrary<Act> = fc
  .tuple(act, fc.array(ofAll, { maxLength: 1 }), fc.array(changedAgent, { maxLength: 2 }))
  .map(([{ records, packages }, more, agents]) => ({ records: [...records, ...more], packages, agents }));

export interface Question {
  readonly of: PackageId;
  readonly agentId: string;
  readonly digest?: string | undefined;
  /** Milliseconds after NOW. */
  readonly later: number;
  /** How the version is spelled; absent: as it is normalised. */
  readonly spelled?: string;
}
export const asked: fc.Arbitrary<Question> = fc.record({
  of: id,
  agentId: fc.oneof(
    fc.constantFrom('student', 'suspended', 'stranger'),
    // Twice, since the others are told no before anything about the package is looked at.
    { arbitrary: fc.constantFrom('intern', 'supervised', 'autonomous'), weight: 2 },
  ),
  digest: fc.option(fc.constantFrom(...DIGESTS, digestOf('d')), { nil: undefined, freq: 2 }),
  later: fc.constantFrom(0, 3_600_000, 7_200_000),
});
/** However it is spelled, and just before and after something ends. */
export const askedAnyhow: fc.Arbitrary<Question> = fc
  .tuple(asked, fc.constantFrom(0, -1, 1), fc.constantFrom(['', ''], ['v', ''], ['', '+built']))
  .map(([question, beside, [before, after]]) => ({
    ...question,
    later: question.later + beside,
    spelled: `${before}${question.of.version}${after}`,
  }));
