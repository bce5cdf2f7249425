import type { Installation } from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';

/** Without the signed decisions, which are as long as the closures: `status` has them. */
export class ListInstallations {
  constructor(private readonly parts: Pick<InstallerParts, 'installations'>) {}

  async run(): Promise<{ installations: Installation[] }> {
    const installations = await this.parts.installations.list();
    const brief = installations.map(({ signedDecision: _, ...installation }) => installation);
    return { installations: brief.sort((a, b) => (a.skillId < b.skillId ? -1 : 1)) };
  }
}
