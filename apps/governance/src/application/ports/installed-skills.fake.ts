import type { DomainError } from '@sallyport/domain';
import { InstalledSkills, type InstalledSkill } from './installed-skills';

export class FakeInstalledSkills extends InstalledSkills {
  skills: InstalledSkill[] = [];
  failure: DomainError | undefined;

  async list(): Promise<InstalledSkill[]> {
    if (this.failure !== undefined) throw this.failure;
    return this.skills;
  }
}
