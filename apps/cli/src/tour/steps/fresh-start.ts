import { describePackage, type Ecosystem, type PackageRecord, type PackageRef } from '@sallyport/domain';
import { refOf } from '../../target-option';
import { packagesOf } from '../packages-of';
import type { Sample } from '../samples';
import { need, Unexpected, type TourStep } from '../step';
import type { TourWorld } from '../world';

/**
 * What earlier tours left is taken back, so that the denials to come are real. Approvals of other people are
 * borrowed (the last step puts them back); a ban of somebody else is never lifted.
 */
export const freshStart = ({ ecosystem, title }: Sample): TourStep => ({
  name: `Take back what was approved for ${title}`,
  async run(world) {
    const records = await known(world, ecosystem);
    const me = `${world.actor.kind}:${world.actor.id}`;
    const foreignBan = records.find((record) => record.status === 'banned' && record.changedBy !== me);
    if (foreignBan) throw new Unexpected(bannedByOthers(foreignBan));
    await unban(
      world,
      records.filter(({ status }) => status === 'banned'),
    );
    const borrowedBefore = world.borrowed.length;
    const approved = records.filter(({ approval }) => approval === 'approved');
    for (const { minMaturity, changedBy, ...pkg } of approved) {
      if (changedBy !== me && minMaturity !== null) world.borrowed.push({ pkg: refOf(pkg), minMaturity });
    }
    await takeBack(world, 'revoke', approved);
    await takeBack(
      world,
      'reject',
      records.filter(({ approval }) => approval === 'requested'),
    );
    world.found[ecosystem].mayChange = true;
    return { detail: sentence(approved.length, world.borrowed.length - borrowedBefore) };
  },
});

/** What the registry knows of the packages of this closure. */
async function known(world: TourWorld, ecosystem: Ecosystem): Promise<PackageRecord[]> {
  const lock = need(world.found[ecosystem].lock, `${ecosystem} closure`);
  const wanted = new Set(packagesOf(lock).map(describePackage));
  const client = await world.as('viewer');
  const records: PackageRecord[] = [];
  let after: string | undefined;
  do {
    const page = await client.list({ ecosystem, limit: 1_000, after });
    records.push(...page.packages.filter((record) => wanted.has(describePackage(record))));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return records;
}

async function unban(world: TourWorld, records: readonly PackageRecord[]): Promise<void> {
  const client = await world.as('reviewer');
  for (const record of records) {
    await client.unban({ actor: world.actor, package: refOf(record), reason: 'left by an earlier tour' });
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
    actor: world.actor,
    packages: packages.map(refOf),
    reason: 'the tour starts from nothing approved',
  });
}

function bannedByOthers(record: PackageRecord): string {
  return `${describePackage(record)} is banned by ${record.changedBy} (${record.banReason}); the tour lifts no ban of somebody else, so it cannot show this closure`;
}

function sentence(revoked: number, borrowed: number): string {
  if (revoked === 0) return 'nothing of the closure was approved';
  const others = borrowed === 0 ? '' : `, of them ${borrowed} by other people, which the last step puts back`;
  return `an earlier approval of ${revoked} packages was revoked${others}`;
}
