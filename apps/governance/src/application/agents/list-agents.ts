import type { listAgents, ParsedRequestOf, ReplyOf } from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';

export class ListAgents {
  constructor(private readonly store: RegistryStore) {}

  async list(request: ParsedRequestOf<typeof listAgents>): Promise<ReplyOf<typeof listAgents>> {
    const { limit, after } = request;
    const found = await this.store.agents({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
    const agents = found.slice(0, limit);
    return { agents, next: found.length > limit ? (agents.at(-1)?.id ?? null) : null };
  }
}
