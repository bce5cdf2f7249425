import {
  decide,
  type AdvisoryMatch,
  type Decision,
  type Ecosystem,
  type PackageId,
  type Policy,
} from '@sallyport/domain';
import { factsFor, type Asking } from './facts/facts-for';
import { NormalizedIds } from './normalized-ids';
import type { RegistryView } from './registry-view';

/** What is supposed to be otherwise. */
export interface Supposition {
  /** Absent: the policy in force at the time. */
  readonly policy?: { readonly policy: Policy; readonly version: string };
  /** Advisories beside those that were known. */
  readonly advisories?: (id: PackageId) => readonly AdvisoryMatch[] | undefined;
}

export interface Asked {
  readonly agentId: string;
  readonly ecosystem: Ecosystem;
  readonly isClosure: boolean;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly digest?: string | undefined;
  }[];
}

export interface TwoAnswers {
  readonly id: PackageId;
  readonly asItWas: Decision;
  readonly supposed: Decision;
}

const ids = new NormalizedIds();

/**
 * Both answers for each package, in the order asked, at the revision of the view.
 * @throws DomainError `invalid-name`, `invalid-version`
 */
export function judgeTwice(
  view: RegistryView,
  asked: Asked,
  supposition: Supposition,
  now: number,
): TwoAnswers[] {
  const named = asked.packages.map(({ name, version, digest }) => ({
    id: ids.of({ ecosystem: asked.ecosystem, name, version }),
    digest,
  }));
  const registered = view.agent(asked.agentId);
  const inForce = view.policy;
  const asItWas: Asking = {
    view,
    agentId: asked.agentId,
    maturity: registered?.maturity ?? 'student',
    isAgentRegistered: registered !== undefined,
    isAgentSuspended: registered?.suspended ?? false,
    now,
    policy: inForce.policy,
    policyVersion: inForce.version,
    advisories: undefined,
    closureSize: asked.isClosure ? new Set(named.map(({ id }) => id)).size : undefined,
  };
  const policy = supposition.policy ?? inForce;
  const supposed: Asking = {
    ...asItWas,
    policy: policy.policy,
    policyVersion: policy.version,
    advisories: advisoriesBesideThoseOf(view, supposition),
  };
  return named.map(({ id, digest }) => ({
    id,
    asItWas: decide(factsFor(asItWas, id, digest), view.revision),
    supposed: decide(factsFor(supposed, id, digest), view.revision),
  }));
}

function advisoriesBesideThoseOf(view: RegistryView, { advisories }: Supposition): Asking['advisories'] {
  if (advisories === undefined) return undefined;
  return (id) => {
    const more = advisories(id);
    if (more === undefined || more.length === 0) return undefined;
    const known = view.factsOf(id)?.advisories.matches ?? [];
    const replaced = new Set(more.map((match) => match.id));
    return [...known.filter((match) => !replaced.has(match.id)), ...more];
  };
}
