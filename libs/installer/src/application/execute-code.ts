import {
  DEFAULT_LIMITS,
  DomainError,
  executionCompleted,
  executionRefused,
  Lock,
  parseAgentId,
  parseSkillId,
  type Capability,
  type Digest,
  type ExecutionResult,
  type Installation,
  type Limits,
  type Revision,
} from '@sallyport/domain';
import { notWithheld } from '@sallyport/sandbox';
import { createHash, randomUUID } from 'node:crypto';
import { describeRefusals, type ClosureGate } from './closure-gate';
import { asDomainError } from './failure-kinds';
import type { InstallerParts } from './installer-parts';

export interface ExecuteRequest {
  skillId: string;
  agentId: string;
  code: string;
  inputs: unknown;
  limits: Partial<Limits>;
}

interface Who {
  skillId: string;
  agentId: string;
}

interface Executed {
  execution: ExecutionResult;
  imageId: string;
  revision: Revision;
}

type Parts = Pick<
  InstallerParts,
  'ecosystem' | 'artifacts' | 'images' | 'sandbox' | 'installations' | 'announcements'
>;

/** A lock of 10,000 packages is about 5 MB. */
const MAX_LOCK_BYTES = 32 * 1024 ** 2;

/** Runs code in a skill's sealed image, after door one has been asked again for whoever asks now. */
export class ExecuteCode {
  constructor(
    private readonly parts: Parts,
    private readonly gate: ClosureGate,
  ) {}

  async run(request: ExecuteRequest): Promise<Executed> {
    const who = { skillId: parseSkillId(request.skillId), agentId: parseAgentId(request.agentId) };
    const executionId = randomUUID();
    const executed = await this.orRefuse(executionId, who, async () => {
      const { installation, revision } = await this.admitted(who);
      const { imageId } = installation;
      const execution = await this.parts.sandbox.run({
        ...{ imageId, ecosystem: this.parts.ecosystem, code: request.code, inputs: request.inputs },
        limits: { ...DEFAULT_LIMITS, ...request.limits },
        labels: { 'sallyport.execution': executionId, 'sallyport.skill': who.skillId },
      });
      return { execution, imageId, revision };
    });
    await this.tell(executionId, who, request.code, executed);
    return executed;
  }

  /** A refusal that cannot be told must not be answered either: the bus being down is then the answer. */
  private async orRefuse(executionId: string, who: Who, work: () => Promise<Executed>): Promise<Executed> {
    try {
      return await work();
    } catch (cause) {
      const error = asDomainError(cause);
      await this.parts.announcements.publish(
        executionRefused,
        { executionId, ...who, ecosystem: this.parts.ecosystem, error: error.toBody() },
        `execution-refused-${executionId}`,
      );
      throw error;
    }
  }

  private async admitted(who: Who): Promise<{ installation: Installation; revision: Revision }> {
    const installation = await this.parts.installations.get(who.skillId);
    if (!installation) {
      throw new DomainError('installation-not-found', `Nothing is installed for "${who.skillId}"`, {
        hint: 'Install the skill first.',
      });
    }
    const { lockDigest, signedDecision, revision: minRevision } = installation;
    const lock = await this.gate.sealed(await this.lockOf(installation), lockDigest, signedDecision);
    const answer = await this.gate.ask({ ...who, lock, lockDigest, minRevision });
    if (!answer.allowed) {
      throw new DomainError(
        'execution-denied',
        `Governance does not allow the closure of "${who.skillId}" for "${who.agentId}": ${describeRefusals(answer.refused)}`,
        {
          hint: 'Have the refused packages approved, or install the skill with versions that are.',
          details: { refused: answer.refused, revision: answer.revision },
        },
      );
    }
    assertWithheld(who, answer.without);
    await this.assertSealed(installation);
    return { installation, revision: answer.revision };
  }

  /** By digest: what the gate is asked about is what the image was built from. */
  private async lockOf(installation: Installation): Promise<Lock> {
    const bytes = await this.parts.artifacts.read(installation.lockDigest, MAX_LOCK_BYTES);
    return Lock.parse(JSON.parse(bytes.toString('utf8')));
  }

  /** Content ids cannot be forged; the label says which lock the engine built this content from. */
  private async assertSealed({ imageId, lockDigest, skillId }: Installation): Promise<void> {
    const image = await this.parts.images.describe(imageId);
    if (image?.lockDigest === lockDigest) return;
    const what = image ? 'was built from another lock than the record says' : 'is gone from the engine';
    throw new DomainError('image-missing', `The image of "${skillId}" ${what}`, {
      hint: 'Install the skill again.',
    });
  }

  private tell(
    executionId: string,
    who: Who,
    code: string,
    { execution, imageId, revision }: Executed,
  ): Promise<void> {
    const codeDigest: Digest = `sha256:${createHash('sha256').update(code).digest('hex')}`;
    const { death, exitCode, usage } = execution;
    return this.parts.announcements.publish(
      executionCompleted,
      {
        executionId,
        ...who,
        ecosystem: this.parts.ecosystem,
        imageId,
        codeDigest,
        death,
        exitCode,
        wallMs: usage.wallMs,
        revision,
      },
      `execution-completed-${executionId}`,
    );
  }
}

/** An approval that does not grant everything holds only where the cage keeps the rest from the code. */
function assertWithheld({ skillId }: Who, without: readonly Capability[]): void {
  const left = notWithheld(without);
  if (left.length === 0) return;
  const reasons = left.map(({ capability, why }) => `${capability} (${why})`);
  throw new DomainError(
    'execution-denied',
    `The closure of "${skillId}" is approved without ${without.join(', ')}, and the cage cannot withhold: ${reasons.join('; ')}`,
    {
      hint: 'Have it approved with these capabilities, or use packages that do not have them.',
      details: { without, notWithheld: left },
    },
  );
}
