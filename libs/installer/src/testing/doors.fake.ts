import {
  DomainError,
  type ArtifactReport,
  type FetchedLock,
  type Finding,
  type ReasonCode,
  type ScanReport,
  type Verdict,
} from '@sallyport/domain';
import { Governance, Scanner, type ClosureDecision, type ClosureQuestion } from '../application/ports';

/** Door one: allows everything save what `refused` names. */
export class FakeGovernance extends Governance {
  readonly questions: ClosureQuestion[] = [];
  /** Reason by `name@version`. */
  readonly refused = new Map<string, ReasonCode>();
  revision = 7;
  fault: DomainError | undefined;
  /** How many packages the answer claims to speak of; by default all that were asked. */
  checked: number | undefined;

  async checkClosure(question: ClosureQuestion): Promise<ClosureDecision> {
    this.questions.push(question);
    if (this.fault) throw this.fault;
    const refused = question.packages.flatMap(({ name, version }) => {
      const reasonCode = this.refused.get(`${name}@${version}`);
      return reasonCode ? [{ name, version, decision: this.no(reasonCode) }] : [];
    });
    const { revision } = this;
    return {
      allowed: refused.length === 0,
      checked: this.checked ?? question.packages.length,
      revision,
      refused,
    };
  }

  private no(reasonCode: ReasonCode): ClosureDecision['refused'][number]['decision'] {
    const { revision } = this;
    const reason = `because it is ${reasonCode}`;
    return {
      allowed: false,
      effect: 'deny',
      reasonCode,
      reason,
      maturityRequired: null,
      nextStep: null,
      revision,
    };
  }
}

export class FakeScanner extends Scanner {
  readonly scanned: FetchedLock[] = [];
  /** By package name; clean otherwise. */
  readonly verdicts = new Map<string, { verdict: Verdict; findings?: Finding[] }>();
  advisoriesLoaded = false;
  fault: DomainError | undefined;

  async scan(lock: FetchedLock): Promise<ScanReport> {
    this.scanned.push(lock);
    if (this.fault) throw this.fault;
    const artifacts = lock.packages.map(({ name, version, digest }): ArtifactReport => {
      const { verdict, findings = [] } = this.verdicts.get(name) ?? { verdict: 'clean' };
      const rest = { capabilities: [], files: 1, unpackedBytes: 1, rulesVersion: '1' };
      return { ecosystem: lock.ecosystem, name, version, digest, verdict, findings, ...rest };
    });
    return {
      scannedAt: '2026-01-01T00:00:00Z',
      verdict: this.advisoriesLoaded ? 'clean' : 'unknown',
      advisories: { loaded: this.advisoriesLoaded, advisories: 0, importedAt: null },
      artifacts,
    };
  }
}
