import { CURRENT, type Policy } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { InstalledSkills } from '../ports/installed-skills';
import { Log } from '../ports/log';
import { RegistryStore } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { keyOf, skillOf } from './reevaluate';
import { answerChanges, answersFor } from './standing-decisions';
import { Subjects } from './subjects';

const MAX_LISTED = 1_000;

/**
 * Tells what another policy changes. Nothing is written for it: every check uses the policy in force. All replicas
 * come to the same and publish it under the same id, which the stream keeps once.
 */
export class WatchPolicy {
  private last: { policy: Policy | undefined; version: string } | undefined;

  constructor(
    private readonly store: RegistryStore,
    private readonly subjects: Subjects,
    private readonly installed: InstalledSkills,
    private readonly current: CurrentView,
    private readonly stream: EventStream,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `store-unavailable`, `bus-unavailable`: then the next round tells it */
  async round(): Promise<void> {
    const { view } = this.current;
    const inForce = view.policy;
    const before = this.last;
    if (before?.version === inForce.version) return;
    if (before?.policy !== undefined) await this.tell({ policy: before.policy, version: before.version });
    this.last = { policy: inForce.policy, version: inForce.version };
  }

  private async tell(before: { policy: Policy; version: string }): Promise<void> {
    const { view } = this.current;
    const revision = (await this.store.record('policy', CURRENT))?.revision ?? view.revision;
    const skills = await this.installed.list().catch((cause: unknown) => {
      this.log.warn({ cause }, 'Installed skills are not known; what changes for them cannot be told');
      return [];
    });
    const ids = await this.subjects.all(skills);
    const now = this.clock.now().getTime();
    const changes = answerChanges(
      ids,
      answersFor(view, ids, { now, policy: before }),
      answersFor(view, ids, { now }),
    );
    const touched = new Set(changes.map(keyOf));
    const hit = skills.filter(({ packages }) => packages?.some((id) => touched.has(keyOf(id))));
    await this.stream.reevaluated(`reevaluated-policy-${revision}`, {
      cause: 'policy',
      packages: ids.length,
      banned: 0,
      changes: changes.slice(0, MAX_LISTED),
      skills: hit.slice(0, MAX_LISTED).map(skillOf),
      revision,
    });
  }
}
