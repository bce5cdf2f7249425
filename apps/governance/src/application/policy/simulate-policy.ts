import {
  DomainError,
  parsePolicy,
  type ParsedRequestOf,
  type Policy,
  type ReplyOf,
  type simulatePolicy,
} from '@sallyport/domain';
import { closureUnder, Replay, type ReplayResult, type Supposition } from '@sallyport/registry-view';
import { Clock } from '../ports/clock';
import { DecisionTrail } from '../ports/decision-trail';
import { InstalledSkills, type InstalledSkill } from '../ports/installed-skills';
import { RegistryStore } from '../ports/registry-store';
import { SupposedAdvisories } from '../ports/supposed-advisories';
import { CurrentView } from '../registry/current-view';
import { parsePeriod } from './period';
import { readChecks, type ChecksOnRecord } from './recorded-checks';
import { supposedMatches } from './supposed-matches';

type Request = ParsedRequestOf<typeof simulatePolicy>;
type Reply = ReplyOf<typeof simulatePolicy>;

const CHANGES_PER_READ = 200;
/** Judged between two pauses: some milliseconds, so that checks are answered meanwhile. */
const PACKAGES_PER_TURN = 500;

/** Replays recorded checks under another policy, or with more advisories. Changes nothing. */
export class SimulatePolicy {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: RegistryStore,
    private readonly current: CurrentView,
    private readonly trail: DecisionTrail,
    private readonly advisories: SupposedAdvisories,
    private readonly installed: InstalledSkills,
    private readonly clock: Clock,
  ) {}

  /**
   * One at a time in a replica: each holds every check of its period in memory.
   * @throws DomainError `invalid-policy`, `invalid-date`, and what the ports throw
   */
  simulate(request: Request): Promise<Reply> {
    const period = parsePeriod(request.from, request.to);
    const policy = this.policyOf(request.text);
    const turn = this.last.then(() => this.run(request, period, policy));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async run(
    request: Request,
    period: ReturnType<typeof parsePeriod>,
    policy: { policy: Policy; version: string },
  ): Promise<Reply> {
    const startedAt = this.clock.elapsedMs();
    const onRecord = await readChecks(this.trail, period, request.limit);
    const skills = await this.installed.list();
    const { view } = this.current;
    const met = { checks: onRecord.checks, skills, view };
    const advisories = await supposedMatches(this.advisories, request.advisories, met);
    const supposition: Supposition = { policy, ...(advisories === undefined ? {} : { advisories }) };

    const result = await this.replay(onRecord, supposition);
    return {
      policyVersion: policy.version,
      checks: result.checks + onRecord.unreadable,
      notReplayed: result.notReplayed + onRecord.unreadable,
      changed: result.changed,
      changes: result.changes.map((change) => ({ ...change, agents: [...change.agents] })),
      agents: [...result.agents],
      skills: this.changedSkills(skills, supposition),
      seconds: Math.round(this.clock.elapsedMs() - startedAt) / 1_000,
    };
  }

  /** Whether it passes its lint and its own tests is not asked: looking at what it would do comes before. */
  private policyOf(text: string | undefined): { policy: Policy; version: string } {
    if (text !== undefined) return parsePolicy(text);
    const { policy, version } = this.current.view.policy;
    if (policy !== undefined) return { policy, version };
    throw new DomainError('invalid-policy', `The policy in force, ${version}, cannot be read`, {
      hint: 'Give the policy to simulate, or apply one that can be read.',
    });
  }

  private async replay({ checks }: ChecksOnRecord, supposition: Supposition): Promise<ReplayResult> {
    const replay = new Replay(checks, supposition);
    while (replay.next !== undefined) {
      const changes = await this.store.changesAfter(replay.revision, CHANGES_PER_READ);
      if (changes.length === 0) break;
      for (const change of changes) {
        await this.answerDue(replay);
        if (replay.next === undefined || !replay.apply(change)) break;
      }
      if (changes.at(-1)?.revision !== replay.revision) break;
    }
    await this.answerDue(replay);
    return replay.finish();
  }

  private async answerDue(replay: Replay): Promise<void> {
    while (replay.step(PACKAGES_PER_TURN)) await this.clock.sleep(0);
  }

  private changedSkills(skills: readonly InstalledSkill[], supposition: Supposition): Reply['skills'] {
    const now = this.clock.now().getTime();
    return skills.flatMap(({ skillId, ecosystem, imageId, agentId, packages }) => {
      if (packages === undefined) return [];
      const asked = { agentId, ecosystem, packages };
      const { before, after } = closureUnder(this.current.view, asked, supposition, now);
      return before === after ? [] : [{ skillId, ecosystem, imageId, before, after }];
    });
  }
}
