import type { Installation } from '@sallyport/domain';

/** Records of what is installed, by skill. Durable when a write resolves. */
export abstract class Installations {
  abstract get(skillId: string): Promise<Installation | undefined>;
  abstract put(installation: Installation): Promise<void>;
  abstract delete(skillId: string): Promise<void>;
  abstract list(): Promise<Installation[]>;
}
