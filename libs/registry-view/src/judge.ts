import {
  decide,
  decideAgain,
  decideLasting,
  type Decision,
  type Ecosystem,
  type Facts,
  type LastingDecision,
  type Maturity,
  type PackageId,
  type ReasonCode,
  type Revision,
} from '@sallyport/domain';
import { factsFor, factsWith, type Asking } from './facts/facts-for';
import type { Remembered } from './facts/remembered';
import type { RowAnswer } from './facts/row-answers';
import { SharedDecision } from './facts/shared-decision';
import type { PackageJudgement } from './judgement';
import { NormalizedIds } from './normalized-ids';
import type { Question } from './question';

/** Of every view: what a spelling is normalised to depends on nothing else. */
export const ids = new NormalizedIds();

export function judge(asking: Question, id: PackageId, digest: string | undefined): PackageJudgement {
  const known = digest === undefined ? answered(asking, id.ecosystem, asking.view.rowOf(id)) : undefined;
  if (known !== undefined) return known;
  const remembered = asking.view.memory.remembered(asking.view, id, digest);
  return new Judgement(decisionOn(remembered, asking), asking, remembered);
}

/** By what was decided before of this very version for such an agent. undefined: nothing of it holds. */
export function answered(asking: Question, ecosystem: Ecosystem, row: number): PackageJudgement | undefined {
  const { view, isUsual } = asking;
  if (row < 0 || !isUsual) return undefined;
  const answer = view.memory.answers.answer(ecosystem, row, asking.standing, asking.now);
  if (answer === undefined) return undefined;
  view.memory.hits += 1;
  return new RowJudgement(answer, asking, ecosystem, row);
}

/** What is not in the answer itself is put together when asked for. */
class RowJudgement implements PackageJudgement {
  readonly digest = undefined;
  private readonly revision: Revision;
  private decided: Decision | undefined;
  private known: PackageId | undefined;
  private gathered: Facts | undefined;

  constructor(
    private readonly answer: RowAnswer,
    private readonly asking: Asking,
    private readonly ecosystem: Ecosystem,
    private readonly row: number,
  ) {
    this.revision = asking.view.revision;
  }

  get allowed(): boolean {
    return this.answer.allowed;
  }

  get reasonCode(): ReasonCode {
    return this.answer.reasonCode;
  }

  get decision(): Decision {
    const { told } = this.answer;
    return (this.decided ??=
      told instanceof SharedDecision ? told.asOf(this.revision) : told(this.asking.agentId, this.revision));
  }

  get agentId(): string {
    return this.asking.agentId;
  }

  get maturity(): Maturity {
    return this.asking.maturity;
  }

  get id(): PackageId {
    return (this.known ??= this.asking.view.idAt(this.ecosystem, this.row));
  }

  get facts(): Facts {
    return (this.gathered ??= factsFor(this.asking, ids.of(this.id), undefined));
  }
}

class Judgement implements PackageJudgement {
  private gathered: Facts | undefined;

  constructor(
    readonly decision: Decision,
    private readonly asking: Asking,
    private readonly remembered: Remembered,
  ) {}

  get allowed(): boolean {
    return this.decision.allowed;
  }

  get reasonCode(): ReasonCode {
    return this.decision.reasonCode;
  }

  get agentId(): string {
    return this.asking.agentId;
  }

  get maturity(): Maturity {
    return this.asking.maturity;
  }

  get id(): PackageId {
    return this.remembered.gathered.package;
  }

  get digest(): string | undefined {
    return this.remembered.gathered.digest;
  }

  get facts(): Facts {
    return (this.gathered ??= factsWith(this.asking, this.remembered.gathered));
  }
}

/** What was decided for such an agent before, where that holds; else it is decided, and kept as far as it holds. */
function decisionOn(remembered: Remembered, asking: Question): Decision {
  const { standing, now, view } = asking;
  const { revision } = view;
  const { gathered } = remembered;
  const row = gathered.digest === undefined ? view.rowOf(gathered.package) : -1;
  if (!asking.isUsual || !(remembered.isHeld || row >= 0))
    return decide(factsWith(asking, gathered), revision);

  const answer = remembered.answer(standing, asking.agentId, now, revision);
  if (answer !== undefined) return answer;
  const lasting = remembered.lasting(standing, now);
  if (lasting === undefined) {
    const once = decideLasting(factsWith(asking, gathered, gathered.exceptions), revision);
    if (once.lasting !== undefined) keep(once.lasting, remembered, row, asking);
    return once.decision;
  }
  const { decision, tell } = lasting;
  // Within a second of an end of it.
  if (decision !== undefined) return { ...decision, revision };
  return tell === undefined
    ? decideAgain(lasting, factsWith(asking, gathered), revision)
    : tell(asking.agentId, revision);
}

function keep(lasting: LastingDecision, remembered: Remembered, row: number, asking: Question): void {
  const { ecosystem } = remembered.gathered.package;
  if (row >= 0 && asking.view.memory.answers.keep(ecosystem, row, asking, lasting)) return;
  if (remembered.isHeld) remembered.keep(asking.standing, lasting);
}
