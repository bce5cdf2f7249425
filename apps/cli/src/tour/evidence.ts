import type { Ecosystem, Lock } from '@sallyport/domain';
import { getRequest } from '@sallyport/domain';
import type { Review } from '../review/review-text';
import { worstVerdictOf } from '../review/rank';
import { Unexpected } from './step';
import type { TourWorld } from './world';

/** The request's own scan has this long, then the tour asks for one: others may be waiting in front of it. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 300;

/** The request once every package of it has been scanned. @throws Unexpected where something must not be let in */
export async function evidenceOf(
  world: TourWorld,
  requestId: string,
  scanned: { ecosystem: Ecosystem; lock: Lock },
): Promise<Review> {
  const review = await scannedReview(world, requestId, scanned);
  if (review.evidence.length !== review.packages)
    throw new Unexpected(`there is evidence of ${review.evidence.length} packages of ${review.packages}`);
  const bad = review.evidence.flatMap(({ name, version, facts }) => {
    const verdict = facts === null ? 'unknown' : (worstVerdictOf(facts) ?? 'unknown');
    const malware = facts?.advisories.matches.some((match) => match.malware) === true;
    return verdict === 'malicious' || verdict === 'unknown' || malware
      ? [`${name}@${version} is ${malware ? 'reported as malware' : verdict}`]
      : [];
  });
  if (bad.length > 0) throw new Unexpected(`the scan says ${bad.join(', ')}`);
  return review;
}

async function scannedReview(
  world: TourWorld,
  requestId: string,
  { ecosystem, lock }: { ecosystem: Ecosystem; lock: Lock },
): Promise<Review> {
  const client = await world.as('viewer');
  const deadline = world.clock() + PATIENCE_MS;
  for (;;) {
    const review = await client.call(getRequest, { requestId });
    if (isScanned(review)) return review;
    if (review.scan === 'failed' || world.clock() > deadline) break;
    await world.sleep(PAUSE_MS);
  }
  // Tells governance what it sees as the request's own scan does; where it cannot, it says why.
  await (await world.as('reviewer')).inspect(ecosystem, { lock });
  const review = await client.call(getRequest, { requestId });
  if (isScanned(review)) return review;
  throw new Unexpected(`the packages of ${requestId} are still not scanned`);
}

/** What an earlier request had scanned needs no waiting. */
function isScanned({ scan, evidence }: Review): boolean {
  return scan === 'done' || evidence.every(({ facts }) => facts !== null && facts.artifacts.length > 0);
}
