import {
  RULES,
  type ClosureDecisionRecord,
  type DecisionRecord,
  type Ecosystem,
  type Effect,
  type ReasonCode,
  type Revision,
} from '@sallyport/domain';

export interface Answer {
  readonly effect: Effect;
  readonly reasonCode: ReasonCode;
}

export interface RecordedPackage {
  readonly name: string;
  readonly version: string;
  readonly digest: string | undefined;
  /** What was answered. */
  readonly answer: Answer;
}

/** One check of the audit trail, of a package or of a closure. */
export interface RecordedCheck {
  readonly revision: Revision;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly agentId: string;
  readonly ecosystem: Ecosystem;
  readonly isClosure: boolean;
  readonly packages: readonly RecordedPackage[];
}

const EFFECTS = new Map<ReasonCode, Effect>(RULES.map(({ code, effect }) => [code, effect]));
/** The one rule that allows; a closure's record lists what was refused only. */
const ALLOWED: Answer = Object.freeze({ effect: 'allow', reasonCode: 'approved' });

/** undefined: the record does not say which packages it is about. */
export function recordedCheck(record: DecisionRecord | ClosureDecisionRecord): RecordedCheck | undefined {
  const packages = 'packages' in record ? packagesOfClosure(record) : [packageOf(record)];
  if (packages === undefined) return undefined;
  return {
    revision: record.revision,
    at: Date.parse(record.at),
    agentId: record.agentId,
    ecosystem: record.ecosystem,
    isClosure: 'packages' in record,
    packages,
  };
}

function packageOf({ name, version, digest, effect, reasonCode }: DecisionRecord): RecordedPackage {
  return { name, version, digest, answer: { effect, reasonCode } };
}

function packagesOfClosure({
  packages,
  digests,
  refused,
}: ClosureDecisionRecord): RecordedPackage[] | undefined {
  const answers = new Map<string, Map<string, Answer>>();
  for (const { name, version, reasonCode } of refused) {
    const versions = answers.get(name) ?? new Map<string, Answer>();
    // A code that no rule has is "no rule spoke".
    versions.set(version, { effect: EFFECTS.get(reasonCode) ?? 'undecided', reasonCode });
    answers.set(name, versions);
  }
  const found: RecordedPackage[] = [];
  for (const [index, text] of packages.entries()) {
    // A name may begin with "@"; a version holds none.
    const split = text.lastIndexOf('@');
    if (split <= 0) return undefined;
    const name = text.slice(0, split);
    const version = text.slice(split + 1);
    const digest = digests?.[index];
    const answer = answers.get(name)?.get(version) ?? ALLOWED;
    found.push({ name, version, digest: digest === '' ? undefined : digest, answer });
  }
  return found;
}
