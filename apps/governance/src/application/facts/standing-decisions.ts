import type { Effect, PackageId, Policy, ReasonCode } from '@sallyport/domain';
import { checkPackage, type RegistryView } from '@sallyport/registry-view';

export interface Answer {
  effect: Effect;
  reasonCode: ReasonCode;
}

export interface AnswerChange extends PackageId {
  before: Answer;
  after: Answer;
}

/** What an agent of the highest maturity would be answered now; the id is one that no registered agent can have. */
const NOBODY = 'sallyport-reevaluation';

export interface Standpoint {
  /** Milliseconds since 1970: the same before and after, so that time alone is no change. */
  now: number;
  /** Another policy than the one in force. */
  policy?: { policy: Policy; version: string };
}

/** In the order given. */
export function answersFor(
  view: RegistryView,
  ids: readonly PackageId[],
  standpoint: Standpoint,
  agentId?: string,
): Answer[] {
  const context = { ...standpoint, ...(agentId === undefined ? { maturity: 'autonomous' as const } : {}) };
  return ids.map((id) => {
    const { effect, reasonCode } = checkPackage(
      view,
      { agentId: agentId ?? NOBODY, ...id },
      context,
    ).decision;
    return { effect, reasonCode };
  });
}

/** Those that were allowed and are not any more come first: a list that is cut off must not lose them. */
export function answerChanges(
  ids: readonly PackageId[],
  before: readonly Answer[],
  after: readonly Answer[],
): AnswerChange[] {
  const changes = ids.flatMap(({ ecosystem, name, version }, index) => {
    const [was, is] = [before[index] as Answer, after[index] as Answer];
    if (was.effect === is.effect && was.reasonCode === is.reasonCode) return [];
    return [{ ecosystem, name, version, before: was, after: is }];
  });
  const isLost = ({ before: was, after: is }: AnswerChange): boolean =>
    was.effect === 'allow' && is.effect !== 'allow';
  return [...changes.filter(isLost), ...changes.filter((change) => !isLost(change))];
}
