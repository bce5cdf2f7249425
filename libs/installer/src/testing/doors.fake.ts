import {
  decisionKeys,
  readSigningKey,
  signDecision,
  type DecisionKeys,
  type SigningKey,
} from '@sallyport/decision-signature';
import {
  DomainError,
  requestPackages,
  type ArtifactReport,
  type Capability,
  type FetchedLock,
  type Finding,
  type ReasonCode,
  type ScanReport,
  type SignedDecision,
  type Verdict,
} from '@sallyport/domain';
import { generateKeyPairSync } from 'node:crypto';
import {
  Governance,
  Scanner,
  type ClosureDecision,
  type ClosureQuestion,
  type TracedRelease,
  type ToldRelease,
} from '../application/ports';

export function madeSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/** Door one: allows everything save what `refused` names, and signs it with a key of its own. */
export class FakeGovernance extends Governance {
  readonly questions: ClosureQuestion[] = [];
  /** Names that it was told of, with who asked. */
  readonly missing: [name: string, agentId: string][] = [];
  /** What it was told of provenance, in order. */
  readonly traced: TracedRelease[] = [];
  /** Releases that it was told of. */
  readonly told: ToldRelease[] = [];
  /** Reason by `name@version`. */
  readonly refused = new Map<string, ReasonCode>();
  /** Nearest allowed version by `name@version`. */
  readonly alternatives = new Map<string, string>();
  /** Whether it says by which way a refused package came in; it is told how things depend. */
  pathOf: (name: string) => string[] = () => [];
  without: Capability[] = [];
  revision = 7;
  fault: DomainError | undefined;
  /** What somebody makes of the decision before it is signed. */
  tamper: (decision: SignedDecision) => SignedDecision = (decision) => decision;
  /** What somebody makes of the signature. */
  forge: (jws: string) => string | undefined = (jws) => jws;
  signingKey = madeSigningKey();
  /** What the installer has pinned. */
  readonly keys: DecisionKeys = decisionKeys([this.signingKey.publicKey]);

  async checkClosure(question: ClosureQuestion): Promise<ClosureDecision> {
    this.questions.push(question);
    if (this.fault) throw this.fault;
    const refused = question.packages.flatMap(({ name, version }) => {
      const id = `${name}@${version}`;
      const reasonCode = this.refused.get(id);
      const alternative = this.alternatives.get(id) ?? null;
      return reasonCode
        ? [{ name, version, decision: this.no(reasonCode), path: this.pathOf(name), alternative }]
        : [];
    });
    const { revision, without } = this;
    const allowed = refused.length === 0;
    const signed = this.forge(
      await signDecision(this.tamper(this.decided(question, allowed)), this.signingKey),
    );
    return {
      ...{ allowed, checked: question.packages.length, revision, policyVersion: POLICY, refused, without },
      ...(signed === undefined ? {} : { signed }),
    };
  }

  async recordProvenance(releases: readonly TracedRelease[]): Promise<void> {
    if (this.fault) throw this.fault;
    this.traced.push(...releases);
  }

  async reportMissingName(name: string, agentId: string): Promise<void> {
    this.missing.push([name, agentId]);
  }

  async recordReleases(releases: readonly ToldRelease[]): Promise<void> {
    this.told.push(...releases);
  }

  private decided(
    { agentId, skillId, lockDigest, packages }: ClosureQuestion,
    allowed: boolean,
  ): SignedDecision {
    const { revision, without } = this;
    return {
      ...{ iss: 'sallyport-governance', agentId, skillId, ecosystem: 'npm', lockDigest, allowed },
      effect: allowed ? 'allow' : 'deny',
      packages: packages.map(({ name, version, digest }) => ({
        ...{ name, version },
        ...(digest === undefined ? {} : { digest }),
      })),
      ...{ without, revision, policyVersion: POLICY, decidedAt: '2026-01-01T00:00:00.000Z' },
    };
  }

  private no(reasonCode: ReasonCode): ClosureDecision['refused'][number]['decision'] {
    return {
      ...{ allowed: false, effect: 'deny', reasonCode, reason: `because it is ${reasonCode}` },
      ...{ maturityRequired: null, evidence: [], eligibleAt: '2026-01-08T00:00:00.000Z' },
      nextStep: { subject: requestPackages.subject, request: {} },
      ...{ revision: this.revision, policyVersion: POLICY },
    };
  }
}

const POLICY = 'fake@0123456789ab';

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
