import { Ecosystem, type listNames, type ParsedRequestOf, type ReplyOf } from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';

/** As many as one reply can carry. */
const MAX_NAMES = 10_000;

export class ListNames {
  constructor(private readonly store: RegistryStore) {}

  /** Last asked for first; at most 10,000. @throws DomainError `store-unavailable` */
  async list({ state }: ParsedRequestOf<typeof listNames>): Promise<ReplyOf<typeof listNames>> {
    const { records, revision } = await this.store.records('name');
    const names = records
      .filter(({ value }) => state === undefined || value.state === state)
      .map(({ key, value }) => ({ ...nameOf(key), ...value }))
      .sort((a, b) => (a.lastAskedAt < b.lastAskedAt ? 1 : -1));
    return { names: names.slice(0, MAX_NAMES), revision };
  }
}

/** Of a key of kind `name`. */
export function nameOf(key: string): { ecosystem: Ecosystem; name: string } {
  const [ecosystem, name] = JSON.parse(key) as [unknown, string];
  return { ecosystem: Ecosystem.parse(ecosystem), name };
}
