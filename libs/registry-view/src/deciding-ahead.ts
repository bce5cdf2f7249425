import { decideLasting, ECOSYSTEMS, packageId, type Ecosystem, type PackageId } from '@sallyport/domain';
import { factsWith } from './facts/facts-for';
import { gather } from './facts/gather';
import type { Question } from './question';
import type { AgentStanding } from './registry-snapshot';
import type { RegistryView } from './registry-view';

/** An answer that rests on who asks is not kept, so nobody is told of this one. */
const NOBODY = 'nobody-asked';

/**
 * Goes through the versions that a view holds and decides on each for every standing that agents have, where no answer
 * is kept that holds now: whoever asks for a version for the first time then finds its answer, in a registry of a
 * million rows as in one of a thousand. What a change makes the view forget is come by again in the next round.
 */
export class DecidingAhead {
  private ecosystem = 0;
  private row = 0;

  constructor(private readonly view: RegistryView) {}

  /** Versions that were looked after in the round that runs. */
  get done(): number {
    const { view } = this;
    return ECOSYSTEMS.slice(0, this.ecosystem).reduce((sum, before) => sum + view.rowsIn(before), this.row);
  }

  /**
   * Looks after one version. False: that was the last, and the next is the first again. One that faults is not looked
   * after again in this round. `now`: milliseconds since 1970.
   */
  step(now: number): boolean {
    const { view } = this;
    const ecosystem = ECOSYSTEMS[this.ecosystem];
    if (ecosystem === undefined) {
      this.ecosystem = this.row = 0;
      return false;
    }
    if (this.row >= view.rowsIn(ecosystem)) {
      this.ecosystem += 1;
      this.row = 0;
      return true;
    }
    const { row } = this;
    this.row += 1;
    this.lookAfter(ecosystem, row, now);
    return true;
  }

  private lookAfter(ecosystem: Ecosystem, row: number, now: number): void {
    const { view } = this;
    const { answers } = view.memory;
    const missing = view.standings.filter(
      ({ standing }) => !answers.isLookedAfter(ecosystem, row, standing, now),
    );
    if (missing.length === 0) return;
    const id = view.idAt(ecosystem, row);
    // Answers are found by spelling, so they are kept of spellings that are normalised and of no others.
    const gathered = isNormalized(id) ? gather(view, id) : undefined;
    for (const standing of missing) {
      const question = questionOf(view, standing, now);
      const lasting =
        gathered && decideLasting(factsWith(question, gathered, gathered.exceptions), view.revision).lasting;
      if (lasting === undefined || !answers.keep(ecosystem, row, question, lasting))
        answers.passOver(ecosystem, row, question);
    }
  }
}

function isNormalized(id: PackageId): boolean {
  try {
    const { name, version } = packageId(id);
    return name === id.name && version === id.version;
  } catch {
    return false;
  }
}

function questionOf(
  view: RegistryView,
  { maturity, suspended, standing }: AgentStanding,
  now: number,
): Question {
  const { policy, version } = view.policy;
  return {
    view,
    agentId: NOBODY,
    maturity,
    isAgentRegistered: true,
    isAgentSuspended: suspended,
    now,
    policy,
    policyVersion: version,
    advisories: undefined,
    closureSize: undefined,
    isAhead: true,
    standing,
    isUsual: true,
  };
}
