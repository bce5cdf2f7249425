import {
  parseEcosystem,
  type checkClosure,
  type checkPackage,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import type { Answered } from '@sallyport/decision-log';
import {
  alternativeFor,
  type ClosureJudgement,
  type PackageJudgement,
  type RegistryView,
} from '@sallyport/registry-view';

export type PackageCheck = ParsedRequestOf<typeof checkPackage>;
export type PackageReply = ReplyOf<typeof checkPackage>;
export type ClosureCheck = ParsedRequestOf<typeof checkClosure>;
export type ClosureReply = ReplyOf<typeof checkClosure>;
type Decision = PackageJudgement['decision'];

/** What governance replies to the same check; the caller may keep it and change it. */
export function packageReply(view: RegistryView, judged: PackageJudgement, now: number): PackageReply {
  const { decision } = judged;
  const alternative = decision.allowed ? null : alternativeFor(view, judged, { now });
  return alternative === null ? ownCopy(decision) : { ...ownCopy(decision), alternative };
}

/** What governance puts on record of it. */
export function packageRecord(judged: PackageJudgement, { skillId }: PackageCheck): Answered {
  const { decision, agentId, maturity, digest } = judged;
  const { ecosystem, name, version } = judged.id;
  return {
    agentId,
    maturity,
    ecosystem,
    name,
    version,
    effect: decision.effect,
    reasonCode: decision.reasonCode,
    digest,
    skillId,
    exceptions: decision.exceptions,
    breakGlass: decision.breakGlass,
    policyVersion: decision.policyVersion,
    revision: decision.revision,
  };
}

export function closureReply(judged: ClosureJudgement, revision: number): ClosureReply {
  return {
    allowed: judged.allowed,
    checked: judged.packages.length,
    revision,
    policyVersion: judged.policyVersion,
    refused: judged.refused.map(({ id: { name, version }, decision, path, alternative }) => ({
      name,
      version,
      decision: ownCopy(decision),
      path: [...path],
      alternative,
    })),
    without: [...judged.without],
  };
}

export function closureRecord(judged: ClosureJudgement, check: ClosureCheck, revision: number): Answered {
  const { agentId, maturity, allowed, packages } = judged;
  const exceptions = new Set(packages.flatMap(({ decision }) => decision.exceptions ?? []));
  const hasDigests = packages.some(({ digest }) => digest !== undefined);
  return {
    agentId,
    maturity,
    ecosystem: parseEcosystem(check.ecosystem),
    packages: packages.map(({ id }) => `${id.name}@${id.version}`),
    digests: hasDigests ? packages.map(({ digest }) => digest ?? '') : undefined,
    skillId: check.skillId,
    exceptions: exceptions.size > 0 ? [...exceptions] : undefined,
    breakGlass: packages.some(({ decision }) => decision.breakGlass) || undefined,
    policyVersion: judged.policyVersion,
    allowed,
    refused: judged.refused.map(({ id: { name, version }, decision }) => ({
      name,
      version,
      reasonCode: decision.reasonCode,
    })),
    revision,
  };
}

/** The view may keep what it has decided: nothing that a caller changes may reach it. */
function ownCopy(decision: Decision): Decision {
  const { without, exceptions, dryRun } = decision;
  return {
    ...decision,
    evidence: [...decision.evidence],
    ...(without === undefined ? {} : { without: [...without] }),
    ...(exceptions === undefined ? {} : { exceptions: [...exceptions] }),
    ...(dryRun === undefined ? {} : { dryRun: [...dryRun] }),
  };
}
