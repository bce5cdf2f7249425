import type { RegistryChange, Revision } from '@sallyport/domain';
import { ChangeOutbox } from './change-outbox';

export class FakeChangeOutbox extends ChangeOutbox {
  published: Revision = 0;

  constructor(private readonly log: readonly RegistryChange[]) {
    super();
  }

  async registryId(): Promise<string> {
    return 'test-registry';
  }

  async unpublished(limit: number): Promise<RegistryChange[]> {
    return this.log.filter(({ revision }) => revision > this.published).slice(0, limit);
  }

  async markPublished(revision: Revision): Promise<void> {
    this.published = Math.max(this.published, revision);
  }
}
