import { DomainError, imageRemoved, parseSkillId, type Actor } from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';

type Parts = Pick<InstallerParts, 'ecosystem' | 'images' | 'installations' | 'announcements'>;

/** Takes a skill's image and record away. The record goes last, so that a cleanup which broke off can be done again. */
export class CleanupInstallation {
  constructor(private readonly parts: Parts) {}

  async run(request: { skillId: string; actor: Actor }): Promise<{ skillId: string; imageRemoved: boolean }> {
    const { ecosystem, images, installations, announcements } = this.parts;
    const skillId = parseSkillId(request.skillId);
    const installation = await installations.get(skillId);
    if (!installation)
      throw new DomainError('installation-not-found', `Nothing is installed for "${skillId}"`);
    await images.untag(skillId);
    const removed = await images.release(installation.imageId);
    await announcements.publish(
      imageRemoved,
      { skillId, ecosystem, actor: request.actor, imageRemoved: removed },
      `image-removed-${ecosystem}-${skillId}-${installation.installedAt}`,
    );
    await installations.delete(skillId);
    return { skillId, imageRemoved: removed };
  }
}
