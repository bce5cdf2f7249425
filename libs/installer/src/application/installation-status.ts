import { DomainError, parseSkillId, type Installation } from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';

export class InstallationStatus {
  constructor(private readonly parts: Pick<InstallerParts, 'installations' | 'images'>) {}

  async run(request: { skillId: string }): Promise<{ installation: Installation; imagePresent: boolean }> {
    const skillId = parseSkillId(request.skillId);
    const installation = await this.parts.installations.get(skillId);
    if (!installation)
      throw new DomainError('installation-not-found', `Nothing is installed for "${skillId}"`);
    const image = await this.parts.images.describe(installation.imageId);
    return { installation, imagePresent: image?.lockDigest === installation.lockDigest };
  }
}
