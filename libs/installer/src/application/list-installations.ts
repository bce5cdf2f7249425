import type { Installation } from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';

export class ListInstallations {
  constructor(private readonly parts: Pick<InstallerParts, 'installations'>) {}

  async run(): Promise<{ installations: Installation[] }> {
    const installations = await this.parts.installations.list();
    return { installations: installations.sort((a, b) => (a.skillId < b.skillId ? -1 : 1)) };
  }
}
