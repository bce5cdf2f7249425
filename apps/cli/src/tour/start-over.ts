import { describePackage, type Lock, type PackageRecord, type PackageRef } from '@sallyport/domain';
import { refOf } from '../target-option';
import { packagesOf } from './packages-of';
import { Unexpected } from './step';
import type { TourWorld } from './world';

/**
 * What earlier tours left of a closure is taken back, so that the denials to come are real. Approvals of other people
 * are borrowed (the last step puts them back); a ban of somebody else is never lifted.
 * @throws Unexpected
 */
export async function startOver(
  world: TourWorld,
  lock: Lock,
): Promise<{ revoked: number; borrowed: number }> {
  const records = await known(world, lock);
  const ours = new Set(world.reviewers.map(({ kind, id }) => `${kind}:${id}`));
  const foreignBan = records.find((record) => record.status === 'banned' && !ours.has(record.changedBy));
  if (foreignBan) throw new Unexpected(bannedByOthers(foreignBan));
  await unban(
    world,
    records.filter(({ status }) => status === 'banned'),
  );
  const before = world.borrowed.length;
  const approved = records.filter(({ approval }) => approval === 'approved');
  for (const { minMaturity, changedBy, grant, ...pkg } of approved) {
    if (!ours.has(changedBy) && minMaturity !== null)
      world.borrowed.push({ pkg: refOf(pkg), minMaturity, grant });
  }
  await takeBack(world, 'revoke', approved);
  await takeBack(
    world,
    'reject',
    records.filter(({ approval }) => approval === 'requested'),
  );
  return { revoked: approved.length, borrowed: world.borrowed.length - before };
}

/** What the registry knows of the packages of this closure. */
async function known(world: TourWorld, lock: Lock): Promise<PackageRecord[]> {
  const wanted = new Set(packagesOf(lock).map(describePackage));
  const client = await world.as('viewer');
  const records: PackageRecord[] = [];
  let after: string | undefined;
  do {
    const page = await client.list({ ecosystem: lock.ecosystem, limit: 1_000, after });
    records.push(...page.packages.filter((record) => wanted.has(describePackage(record))));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return records;
}

async function unban(world: TourWorld, records: readonly PackageRecord[]): Promise<void> {
  const client = await world.as('reviewer');
  for (const record of records) {
    await client.unban({
      actor: world.reviewers[0],
      package: refOf(record),
      reason: 'left by an earlier tour',
    });
  }
}

async function takeBack(
  world: TourWorld,
  act: 'revoke' | 'reject',
  packages: readonly PackageRef[],
): Promise<void> {
  if (packages.length === 0) return;
  const client = await world.as('reviewer');
  await client[act]({
    actor: world.reviewers[0],
    packages: packages.map(refOf),
    reason: 'the tour starts from nothing approved',
  });
}

function bannedByOthers(record: PackageRecord): string {
  return `${describePackage(record)} is banned by ${record.changedBy} (${record.banReason}); the tour lifts no ban of somebody else, so it cannot show this closure`;
}
