import type { Digest } from '@sallyport/domain';
import {
  DetonationStore,
  type DetonationKey,
  type KeptDetonation,
} from '../application/ports/detonation-store';

export class MemoryDetonationStore extends DetonationStore {
  readonly all = new Map<string, KeptDetonation>();

  async kept({ digest, surroundings }: DetonationKey): Promise<KeptDetonation[]> {
    return [...this.all.values()]
      .filter((each) => each.digest === digest && each.surroundings === surroundings)
      .sort(newestFirst);
  }

  async keep(detonation: KeptDetonation): Promise<void> {
    const { digest, surroundings, detonator } = detonation;
    this.all.set(JSON.stringify([digest, surroundings, detonator]), detonation);
  }

  async newest(digests: readonly Digest[]): Promise<Map<Digest, KeptDetonation>> {
    const found = new Map<Digest, KeptDetonation>();
    for (const each of [...this.all.values()].sort(newestFirst))
      if (digests.includes(each.digest) && !found.has(each.digest)) found.set(each.digest, each);
    return found;
  }
}

const newestFirst = (a: KeptDetonation, b: KeptDetonation) => (a.at < b.at ? 1 : -1);
