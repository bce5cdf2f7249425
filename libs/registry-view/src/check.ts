import { Capability, parseDigest, type Decision, type Maturity, type PackageId } from '@sallyport/domain';
import { DistinctPackages } from './closure/distinct-packages';
import { nearestAllowed } from './closure/nearest-allowed';
import { refusals, type Refusal } from './closure/refusals';
import { answered, ids, judge } from './judge';
import type { CheckContext, PackageJudgement } from './judgement';
import { askingOf, type Question } from './question';
import type { RegistryView } from './registry-view';

export interface PackageCheck {
  agentId: string;
  ecosystem: string;
  name: string;
  version: string;
  /** The file that is meant, `sha256:…`; without it the version with all its known files. */
  digest?: string | undefined;
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

/** Not looked at any further. undefined: it can be no spelling of anything. */
function spelledId({ ecosystem, name, version }: PackageCheck): PackageId | undefined {
  if (ecosystem !== 'npm' && ecosystem !== 'pypi') return undefined;
  return typeof name === 'string' && typeof version === 'string' ? { ecosystem, name, version } : undefined;
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
