import {
  Capability,
  decide,
  decideAgain,
  decideLasting,
  isOfNoSize,
  parseAgentId,
  parseDigest,
  standingOf,
  type AdvisoryMatch,
  type Decision,
  type Ecosystem,
  type Facts,
  type LastingDecision,
  type Maturity,
  type PackageId,
  type Policy,
} from '@sallyport/domain';
import { factsFor, factsWith, type Asking } from './facts/facts-for';
import type { Remembered } from './facts/remembered';
import { DistinctPackages } from './closure/distinct-packages';
import { nearestAllowed } from './closure/nearest-allowed';
import { refusals, type Refusal } from './closure/refusals';
import { NormalizedIds } from './normalized-ids';
import type { RegistryView } from './registry-view';

export interface PackageCheck {
  agentId: string;
  ecosystem: string;
  name: string;
  version: string;
  /** The file that is meant, `sha256:…`; without it the version with all its known files. */
  digest?: string | undefined;
}

/** When, and under what other policy or advisories than those in force: a simulation. */
export interface CheckContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly policy?: { readonly policy: Policy; readonly version: string };
  /** undefined for a package: what the registry holds. */
  readonly advisories?: (id: PackageId) => readonly AdvisoryMatch[] | undefined;
  /** As if the agent were registered at this maturity, and not suspended. */
  readonly maturity?: Maturity;
}

/** The decision may be one that others are given too: it is not to be changed. */
export interface PackageJudgement {
  readonly decision: Decision;
  readonly agentId: string;
  readonly maturity: Maturity;
  readonly id: PackageId;
  /** The file that is meant; undefined: the version with all its known files. */
  readonly digest: string | undefined;
  /** Put together when asked for, so to be asked for in the turn of the judgement. */
  readonly facts: Facts;
}

export interface ClosureCheck {
  agentId: string;
  ecosystem: string;
  packages: readonly {
    name: string;
    version: string;
    digest?: string | undefined;
    /** Where it lies, and the places of what it depends on. */
    path?: string | undefined;
    dependencies?: readonly string[] | undefined;
  }[];
  /** Places of what was asked for by name; without them no paths are told. */
  roots?: readonly string[] | undefined;
}

/** Decided at one revision: nothing is applied to the view in between. */
export interface ClosureJudgement {
  readonly allowed: boolean;
  readonly agentId: string;
  readonly maturity: Maturity;
  readonly policyVersion: string;
  /** In the order asked. */
  readonly packages: readonly PackageJudgement[];
  /** What is not allowed, each version and file once, in the order asked. */
  readonly refused: readonly Refusal[];
  /** What the approvals do not grant, all of them together. */
  readonly without: readonly Capability[];
}

const ids = new NormalizedIds();

/**
 * Parses, gathers the facts from the view, and decides. No I/O.
 * @throws DomainError `invalid-agent-id`, `unknown-ecosystem`, `invalid-name`, `invalid-version`, `invalid-digest`
 */
export function checkPackage(
  view: RegistryView,
  check: PackageCheck,
  context: CheckContext,
): PackageJudgement {
  const asking = askingOf(view, check.agentId, context);
  const spelled = check.digest === undefined ? spelledId(check) : undefined;
  const known = spelled && answered(asking, spelled.ecosystem, view.rowSpelled(spelled));
  if (known !== undefined) return known;
  const id = ids.of(check);
  if (spelled !== undefined && view.rowOf(id) >= 0) view.learnSpelling(spelled, id);
  return judge(asking, id, digestOf(view, id, check.digest));
}

/** The nearest version that the same agent may use; null: there is none. The judgement is of a refusal, and not of a closure's. */
export function alternativeFor(
  view: RegistryView,
  { decision, agentId, id }: PackageJudgement,
  context: CheckContext,
): string | null {
  return alternativeTo(askingOf(view, agentId, context), id, decision);
}

/**
 * One answer for the whole closure, at one revision; what is asked for twice is judged once.
 * @throws DomainError as `checkPackage`; one bad package fails the whole question
 */
export function checkClosure(
  view: RegistryView,
  check: ClosureCheck,
  context: CheckContext,
): ClosureJudgement {
  const { ecosystem } = check;
  const distinct = new DistinctPackages();
  for (const { name, version, digest } of check.packages) {
    const id = ids.of({ ecosystem, name, version });
    distinct.add(id, digestOf(view, id, digest));
  }
  const asking = askingOf(view, check.agentId, context, distinct.versions);
  const judgements = distinct.packages.map(({ id, digest }) => judge(asking, id, digest));
  const refused = refusals(check, distinct, judgements, ({ decision, id }) =>
    alternativeTo(asking, id, decision),
  );
  return {
    // An empty closure was not asked about anything, so nothing is allowed.
    allowed: check.packages.length > 0 && refused.length === 0,
    agentId: asking.agentId,
    maturity: asking.maturity,
    policyVersion: asking.policyVersion,
    packages: distinct.positions.map((position) => judgements[position] as PackageJudgement),
    refused,
    without: withheldBy(judgements),
  };
}

/** With what of the question decides whether a remembered answer serves, found out once for all its packages. */
interface Question extends Asking {
  /** `standingOf` who asks. */
  readonly standing: number;
  /** What is decided holds for others too, and what was decided for others for this one. */
  readonly isUsual: boolean;
}

const STRANGER = standingOf({ maturity: 'student', isAgentRegistered: false, isAgentSuspended: false });

function askingOf(
  view: RegistryView,
  agentId: string,
  { now, policy, advisories, maturity: supposed }: CheckContext,
  closureSize?: number,
): Question {
  const registered = view.agent(agentId);
  const inForce = policy ?? view.policy;
  const maturity = supposed ?? registered?.maturity ?? 'student';
  const isSupposed = policy !== undefined || advisories !== undefined;
  return {
    view,
    // Only ids that were parsed are ever registered, so a known id needs no second look.
    agentId: registered === undefined ? parseAgentId(agentId) : agentId,
    maturity,
    isAgentRegistered: supposed !== undefined || registered !== undefined,
    isAgentSuspended: supposed === undefined && (registered?.suspended ?? false),
    now,
    policy: inForce.policy,
    policyVersion: inForce.version,
    isSupposed,
    advisories,
    closureSize,
    standing:
      supposed === undefined
        ? (registered?.standing ?? STRANGER)
        : standingOf({ maturity: supposed, isAgentRegistered: true, isAgentSuspended: false }),
    isUsual:
      !isSupposed && (closureSize === undefined || isOfNoSize(inForce.policy, { maturity, closureSize })),
  };
}

function judge(asking: Question, id: PackageId, digest: string | undefined): PackageJudgement {
  const known = digest === undefined ? answered(asking, id.ecosystem, asking.view.rowOf(id)) : undefined;
  if (known !== undefined) return known;
  const remembered = asking.view.memory.remembered(asking.view, id, digest);
  return new Judgement(decisionOn(remembered, asking), asking, remembered);
}

/** Not looked at any further. undefined: it can be no spelling of anything. */
function spelledId({ ecosystem, name, version }: PackageCheck): PackageId | undefined {
  if (ecosystem !== 'npm' && ecosystem !== 'pypi') return undefined;
  return typeof name === 'string' && typeof version === 'string' ? { ecosystem, name, version } : undefined;
}

/** By what was decided before of this very version for such an agent. undefined: nothing of it holds. */
function answered(asking: Question, ecosystem: Ecosystem, row: number): PackageJudgement | undefined {
  const { view, isUsual } = asking;
  if (row < 0 || !isUsual) return undefined;
  const decision = view.memory.answers.answer(ecosystem, row, asking, view.revision);
  if (decision === undefined) return undefined;
  view.memory.hits += 1;
  return new RowJudgement(decision, asking, ecosystem, row);
}

/** What is not in the answer itself is put together when asked for. */
class RowJudgement implements PackageJudgement {
  readonly digest = undefined;
  private known: PackageId | undefined;
  private gathered: Facts | undefined;

  constructor(
    readonly decision: Decision,
    private readonly asking: Asking,
    private readonly ecosystem: Ecosystem,
    private readonly row: number,
  ) {}

  get agentId(): string {
    return this.asking.agentId;
  }

  get maturity(): Maturity {
    return this.asking.maturity;
  }

  get id(): PackageId {
    return (this.known ??= this.asking.view.idAt(this.ecosystem, this.row));
  }

  get facts(): Facts {
    return (this.gathered ??= factsFor(this.asking, ids.of(this.id), undefined));
  }
}

class Judgement implements PackageJudgement {
  private gathered: Facts | undefined;

  constructor(
    readonly decision: Decision,
    private readonly asking: Asking,
    private readonly remembered: Remembered,
  ) {}

  get agentId(): string {
    return this.asking.agentId;
  }

  get maturity(): Maturity {
    return this.asking.maturity;
  }

  get id(): PackageId {
    return this.remembered.gathered.package;
  }

  get digest(): string | undefined {
    return this.remembered.gathered.digest;
  }

  get facts(): Facts {
    return (this.gathered ??= factsWith(this.asking, this.remembered.gathered));
  }
}

/** What was decided for such an agent before, where that holds; else it is decided, and kept as far as it holds. */
function decisionOn(remembered: Remembered, asking: Question): Decision {
  const { standing, now, view } = asking;
  const { revision } = view;
  const { gathered } = remembered;
  const row = gathered.digest === undefined ? view.rowOf(gathered.package) : -1;
  if (!asking.isUsual || !(remembered.isHeld || row >= 0))
    return decide(factsWith(asking, gathered), revision);

  const answer = remembered.answer(standing, asking.agentId, now, revision);
  if (answer !== undefined) return answer;
  const lasting = remembered.lasting(standing, now);
  if (lasting === undefined) {
    const once = decideLasting(factsWith(asking, gathered, gathered.exceptions), revision);
    if (once.lasting !== undefined) keep(once.lasting, remembered, row, asking);
    return once.decision;
  }
  const { decision, tell } = lasting;
  // Within a second of an end of it.
  if (decision !== undefined) return { ...decision, revision };
  return tell === undefined
    ? decideAgain(lasting, factsWith(asking, gathered), revision)
    : tell(asking.agentId, revision);
}

function keep(lasting: LastingDecision, remembered: Remembered, row: number, asking: Question): void {
  const { ecosystem } = remembered.gathered.package;
  if (row >= 0 && asking.view.memory.answers.keep(ecosystem, row, asking, lasting)) return;
  if (remembered.isHeld) remembered.keep(asking.standing, lasting);
}

function withheldBy(judgements: readonly PackageJudgement[]): Capability[] {
  const withheld = new Set<Capability>();
  for (const { decision } of judgements)
    for (const capability of decision.without ?? []) withheld.add(capability);
  return Capability.options.filter((capability) => withheld.has(capability));
}

/** A digest that the scan knows was parsed before. */
function digestOf(view: RegistryView, id: PackageId, digest: string | undefined): string | undefined {
  if (digest === undefined || view.memory.isKnownFile(id, digest)) return digest;
  const isKnown = view.factsOf(id)?.artifacts.some((artifact) => artifact.digest === digest) ?? false;
  return isKnown ? digest : parseDigest(digest);
}

function alternativeTo(asking: Question, id: PackageId, { reasonCode }: Decision): string | null {
  return nearestAllowed(
    asking.view,
    id,
    reasonCode,
    (candidate) => judge(asking, candidate, undefined).decision.allowed,
  );
}
