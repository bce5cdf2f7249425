import { DomainError, type checkClosure, type Decision, type ReplyOf } from '@sallyport/domain';

/**
 * A reply that contradicts itself is worth nothing: an "allowed" beside a "deny" must not be read as either.
 * @throws DomainError `internal`
 */
export function consistentDecision<Answer extends Decision>(decision: Answer): Answer {
  if (decision.allowed === (decision.effect === 'allow')) return decision;
  throw contradiction(`allowed is ${String(decision.allowed)} and effect is ${decision.effect}`);
}

/**
 * A closure is allowed only where everything that was asked for was looked at and nothing was refused.
 * @throws DomainError `internal`
 */
export function consistentClosure(
  reply: ReplyOf<typeof checkClosure>,
  asked: number,
): ReplyOf<typeof checkClosure> {
  const refusals = reply.refused.map(({ decision }) => consistentDecision(decision));
  if (refusals.some((decision) => decision.allowed))
    throw contradiction('an allowed package is among the refused');
  if (reply.checked !== asked)
    throw contradiction(`${asked} packages were asked for, ${reply.checked} were checked`);
  if (reply.allowed !== (reply.refused.length === 0)) {
    throw contradiction(
      `allowed is ${String(reply.allowed)} and ${reply.refused.length} packages are refused`,
    );
  }
  return reply;
}

function contradiction(facts: string): DomainError {
  return new DomainError('internal', `The reply to the check contradicts itself: ${facts}`, {
    hint: 'Nothing is allowed by such a reply; check the versions of the client and of governance.',
  });
}
