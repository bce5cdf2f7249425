import {
  CURRENT,
  factsKey,
  packageId,
  type getFacts,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { CurrentView } from '../registry/current-view';

/** What decisions about one version are made from, beside what people decided. */
export class GetFacts {
  constructor(private readonly current: CurrentView) {}

  /** @throws DomainError the codes of `packageId`, `store-unavailable` */
  async get(request: ParsedRequestOf<typeof getFacts>): Promise<ReplyOf<typeof getFacts>> {
    const id = packageId(request);
    await this.current.current();
    const { view } = this.current;
    return {
      facts: view.record('facts', factsKey(id)) ?? null,
      advisoryData: view.record('advisory-data', CURRENT) ?? null,
      revision: view.revision,
    };
  }
}
