import { DomainError, type approvePackages, type RequestOf, type WriteReceipt } from '@sallyport/domain';
import { Unexpected } from './step';
import type { TourWorld } from './world';

type Approval = Omit<RequestOf<typeof approvePackages>, 'actor'>;

/** Approves with one reviewer, and with the second where policy asks for two. */
export async function approveFully(
  world: TourWorld,
  { seenRevision, ...approval }: Approval,
): Promise<{ receipt: WriteReceipt; reviewers: 1 | 2 }> {
  const client = await world.as('reviewer');
  const [first, second] = world.reviewers;
  const seen = seenRevision === undefined ? {} : { seenRevision };
  const receipt = await client.approve({ actor: first, ...approval, ...seen });
  if ((receipt.awaitingSecond ?? 0) === 0) return { receipt, reviewers: 1 };
  return { receipt: await client.approve({ actor: second, ...approval }), reviewers: 2 };
}

/** The code that a call fails with. @throws Unexpected where it succeeds */
export async function refusal(call: Promise<unknown>, otherwise: string): Promise<string> {
  try {
    await call;
  } catch (cause) {
    if (DomainError.is(cause)) return cause.code;
    throw cause;
  }
  throw new Unexpected(otherwise);
}

/** ISO 8601, so many days from now. */
export function daysFrom(world: TourWorld, days: number): string {
  return new Date(world.now() + days * 86_400_000).toISOString();
}
