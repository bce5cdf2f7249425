import {
  assertMay,
  nextStanding,
  STANDING_APPROVAL_TRANSITIONS,
  type Actor,
  type Grant,
  type PackageId,
} from '@sallyport/domain';
import { packageParts } from '../packages/package-parts';
import { Clock } from '../ports/clock';
import type { ChangePart, Present } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from './one-record';

/** A change stays small enough to be told, and an act short. */
const PER_ACT = 500;
/** Entries looked at in one turn: about a millisecond. */
export const SEEN_AT_ONCE = 500;
const SWEEPER: Actor = { kind: 'service', id: 'governance' };

/**
 * Writes down what time has ended. Decisions do not wait for it: they look at the end themselves. Any replica may do
 * it at any time; what another one has written is found written.
 */
export class ExpireApprovals {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
    private readonly current: CurrentView,
  ) {}

  /** @returns how many approvals were written down as expired @throws DomainError `store-unavailable` */
  async expire(): Promise<number> {
    assertMay('expire', SWEEPER);
    const at = this.clock.now().toISOString();
    const due = await this.due(at);
    let expired = 0;
    for (let start = 0; start < due.packages.length; start += PER_ACT) {
      const packages = due.packages.slice(start, start + PER_ACT);
      const decide = (present: Present) => expiredPackages(packages, present, at);
      expired += (await this.writer.write({ packages, at, decide })).changed;
    }
    for (let start = 0; start < due.standing.length; start += PER_ACT) {
      const keys = due.standing.slice(start, start + PER_ACT);
      const records = keys.map((key) => ({ kind: 'approval' as const, key }));
      const decide = (present: Present) => expiredStanding(keys, present, at);
      expired += (await this.writer.write({ records, at, decide })).changed;
    }
    return expired;
  }

  /** From memory, so that looking costs the database nothing; what is written is judged again under the act's lock. */
  private async due(at: string): Promise<{ packages: PackageId[]; standing: string[] }> {
    const { view } = this.current;
    const packages: PackageId[] = [];
    let seen = 0;
    for (const [id, { approval, grant }] of view.entries()) {
      if (approval === 'approved' && isOver(grant, at)) packages.push(id);
      seen += 1;
      // A million of them take seconds, in which no check would be answered.
      if (seen % SEEN_AT_ONCE === 0) await this.clock.sleep(1);
    }
    const standing: string[] = [];
    for (const [key, { state, grant }] of view.recordsOf('approval'))
      if ((state === 'live' || state === 'proposed') && isOver(grant, at)) standing.push(key);
    return { packages, standing };
  }
}

function expiredPackages(packages: readonly PackageId[], present: Present, at: string): ChangePart[] {
  return packageParts(
    {
      packages,
      transition: (id, entry) =>
        entry?.approval === 'approved' && isOver(entry.grant, at) ? { action: 'expire', at } : undefined,
      actor: SWEEPER,
      at,
    },
    present,
  );
}

function expiredStanding(keys: readonly string[], present: Present, at: string): ChangePart[] {
  return keys.flatMap((key) => {
    const approval = present.recordOf('approval', key);
    if (approval === undefined || !isOver(approval.grant, at)) return [];
    if (STANDING_APPROVAL_TRANSITIONS[approval.state].expire === null) return [];
    const { firstReview: _firstReview, ...standing } = approval;
    const state = nextStanding(
      STANDING_APPROVAL_TRANSITIONS,
      `The approval ${key}`,
      approval.state,
      'expire',
    );
    const value = { ...standing, state };
    return [oneRecord('approval', key, { action: 'expire', value, actor: SWEEPER, at })];
  });
}

function isOver(grant: Grant | undefined, at: string): boolean {
  return !!grant?.expiresAt && Date.parse(grant.expiresAt) <= Date.parse(at);
}
