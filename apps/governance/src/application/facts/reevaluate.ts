import { randomUUID } from 'node:crypto';
import {
  areSameFacts,
  CURRENT,
  UNKNOWN_RELEASE,
  withAdvisories,
  type Actor,
  type AdvisoryFacts,
  type AdvisoryMatch,
  type decisionsReevaluated,
  type EventData,
  type PackageFacts,
  type PackageId,
  type reevaluate,
  type ReplyOf,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { InstalledSkills, type InstalledSkill } from '../ports/installed-skills';
import { Log } from '../ports/log';
import { VersionAdvisories } from '../ports/version-advisories';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { GOVERNANCE } from './consequences';
import { FactsWriter, type FactsUpdate } from './facts-writer';
import { areSame } from './record-scan';
import { answerChanges, answersFor, type AnswerChange } from './standing-decisions';
import { Subjects } from './subjects';

/** Versions of one question to the scanner; its answer has to fit a message. */
const VERSIONS_PER_QUESTION = 500;
/** Changes that the event and the reply list; the count of versions is of all. */
const MAX_LISTED = 1_000;

type Result = ReplyOf<typeof reevaluate>;
type Cause = EventData<typeof decisionsReevaluated>['cause'];

/** Matches everything approved, installed or known with the advisories in force, and tells which answers change. */
export class Reevaluate {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly subjects: Subjects,
    private readonly advisories: VersionAdvisories,
    private readonly installed: InstalledSkills,
    private readonly facts: FactsWriter,
    private readonly writer: RegistryWriter,
    private readonly current: CurrentView,
    private readonly stream: EventStream,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * One after the other: two at once would each take the other's changes for their own.
   * @throws DomainError `store-unavailable`, `nobody-listens`, `timeout`, `bus-unavailable`
   */
  run(cause: Cause, actor: Actor): Promise<Result> {
    const run = this.last.catch(() => undefined).then(() => this.once(cause, actor));
    this.last = run;
    return run;
  }

  private async once(cause: Cause, actor: Actor): Promise<Result> {
    await this.current.current();
    const { view } = this.current;
    const skills = await this.skillsOrNone();
    const ids = await this.subjects.all(skills);
    const standpoint = { now: this.clock.now().getTime() };
    const before = answersFor(view, ids, standpoint);
    const skillsBefore = skills.map((skill) => this.answerFor(skill, standpoint.now));

    const { data, matches } = await this.match(ids);
    const written = await this.facts.write(this.updates(ids, matches, data), {
      actor: GOVERNANCE,
      action: 'advisories',
      showsExistence: false,
    });
    const noted = await this.noteAdvisories(data, actor);

    const changes = answerChanges(ids, before, answersFor(view, ids, standpoint));
    const touched = new Set(changes.map(keyOf));
    const hit = skills.filter(
      (skill, index) =>
        skill.packages?.some((id) => touched.has(keyOf(id))) ||
        this.answerFor(skill, standpoint.now) !== skillsBefore[index],
    );
    const revision = Math.max(view.revision, written.revision, noted);
    const counts = { packages: ids.length, banned: written.banned.length };
    await this.tell({
      cause,
      ...counts,
      changes: changes.slice(0, MAX_LISTED),
      skills: hit.slice(0, MAX_LISTED).map(skillOf),
      revision,
    });
    const { changed, unchanged } = written;
    return { revision, changed, unchanged, ...counts, changes: changes.slice(0, MAX_LISTED) };
  }

  private async match(
    ids: readonly PackageId[],
  ): Promise<{ data: AdvisoryFacts; matches: (readonly AdvisoryMatch[])[] }> {
    let oldest: AdvisoryFacts | undefined;
    const matches: (readonly AdvisoryMatch[])[] = [];
    // Asked at least once: also where nothing is known yet, the registry has to hear of an import.
    for (let from = 0; from === 0 || from < ids.length; from += VERSIONS_PER_QUESTION) {
      const page = await this.advisories.match(ids.slice(from, from + VERSIONS_PER_QUESTION));
      // An import between two questions: what is true of all is what was known for the first of them.
      if (oldest === undefined || (page.data.importedAt ?? '') < (oldest.importedAt ?? ''))
        oldest = page.data;
      matches.push(...page.matches);
    }
    return { data: oldest as AdvisoryFacts, matches };
  }

  /** Only where something changes: an import touches a few versions of all that are known. */
  private updates(
    ids: readonly PackageId[],
    matches: readonly (readonly AdvisoryMatch[])[],
    data: AdvisoryFacts,
  ): FactsUpdate[] {
    const { view } = this.current;
    return ids.flatMap((id, index) => {
      const found = matches[index] ?? [];
      const next = (known: PackageFacts | undefined): PackageFacts =>
        withAdvisories(known ?? unscanned(data), found, data);
      const known = view.factsOf(id);
      // A version that nobody has scanned needs no facts that say nothing of it.
      if (known === undefined ? found.length === 0 : areSameFacts(known, next(known))) return [];
      return [{ id, next }];
    });
  }

  private async noteAdvisories(data: AdvisoryFacts, actor: Actor): Promise<number> {
    const at = this.clock.now().toISOString();
    const { revision } = await this.writer.write({
      records: [{ kind: 'advisory-data', key: CURRENT }],
      at,
      decide: (present) => {
        const known = present.recordOf('advisory-data', CURRENT);
        if (known !== undefined && areSame(known, data)) return [];
        return [{ kind: 'advisory-data', key: CURRENT, action: 'record', value: data, actor, at }];
      },
    });
    return revision;
  }

  /** What the skill's own agent is answered for all of it. */
  private answerFor({ agentId, packages }: InstalledSkill, now: number): string {
    if (packages === undefined) return '';
    return JSON.stringify(answersFor(this.current.view, packages, { now }, agentId));
  }

  /** Which skills are hit is news for people; without it everything else still has to happen. */
  private async skillsOrNone(): Promise<InstalledSkill[]> {
    try {
      return await this.installed.list();
    } catch (cause) {
      this.log.warn({ cause }, 'Installed skills are not known; what changes for them cannot be told');
      return [];
    }
  }

  private async tell(result: EventData<typeof decisionsReevaluated>): Promise<void> {
    const { cause, packages, banned, changes } = result;
    this.log.info({ cause, packages, banned, changes: changes.length }, 'Decisions were looked at again');
    await this.stream.reevaluated(`reevaluated-${randomUUID()}`, result);
  }
}

function unscanned(data: AdvisoryFacts): PackageFacts {
  return { artifacts: [], release: UNKNOWN_RELEASE, advisories: { matches: [], data }, scanFailed: null };
}

export function skillOf({ skillId, ecosystem, imageId }: InstalledSkill) {
  return { skillId, ecosystem, imageId };
}

export function keyOf({ ecosystem, name, version }: PackageId | AnswerChange): string {
  return JSON.stringify([ecosystem, name, version]);
}
