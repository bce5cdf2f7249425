import {
  DomainError,
  ECOSYSTEMS,
  installer,
  packageId,
  SignedDecision,
  type Ecosystem,
  type ErrorCode,
  type Installation,
  type PackageId,
} from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { InstalledSkills, type InstalledSkill } from '../../application/ports/installed-skills';

export class BusInstalledSkills extends InstalledSkills {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async list(): Promise<InstalledSkill[]> {
    const lists = await Promise.all(ECOSYSTEMS.map((ecosystem) => this.of(ecosystem)));
    return lists.flat();
  }

  private async of(ecosystem: Ecosystem): Promise<InstalledSkill[]> {
    const { installations } = await this.bus.call(installer[ecosystem].list, {});
    const skills: InstalledSkill[] = [];
    // One after the other: lists leave the decisions out because together they may be larger than a message.
    for (const { skillId, imageId, agentId, lockDigest } of installations) {
      const packages = await this.packagesOf(ecosystem, skillId);
      skills.push({ skillId, ecosystem, imageId, agentId, lockDigest, packages });
    }
    return skills;
  }

  /** undefined where it cannot be told: the skill was removed meanwhile, or its record has no decision to read. */
  private async packagesOf(ecosystem: Ecosystem, skillId: string): Promise<PackageId[] | undefined> {
    try {
      const { installation } = await this.bus.call(installer[ecosystem].status, { skillId });
      return packagesIn(ecosystem, installation);
    } catch (cause) {
      if (DomainError.is(cause) && UNTOLD.has(cause.code)) return undefined;
      throw cause;
    }
  }
}

/** Failures that are about one skill, or about what its status says beside the record. */
const UNTOLD: ReadonlySet<ErrorCode> = new Set([
  'installation-not-found',
  'invalid-skill-id',
  'engine-unavailable',
]);

/**
 * The decision that the image was built on lists what is in it. Read without verifying: it says what to look at again,
 * and nothing is allowed by it.
 */
function packagesIn(ecosystem: Ecosystem, { signedDecision }: Installation): PackageId[] | undefined {
  const payload = signedDecision?.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const decision = SignedDecision.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    if (decision.ecosystem !== ecosystem) return undefined;
    return decision.packages.map(({ name, version }) => packageId({ ecosystem, name, version }));
  } catch (cause) {
    if (DomainError.is(cause) || cause instanceof SyntaxError || (cause as Error).name === 'ZodError')
      return undefined;
    throw cause;
  }
}
