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
  get(request: ParsedRequestOf<typeof getFacts>): ReplyOf<typeof getFacts> {
    const id = packageId(request);
    this.current.assertCurrent();
    const { view } = this.current;
    return {
      facts: view.record('facts', factsKey(id)) ?? null,
      advisoryData: view.record('advisory-data', CURRENT) ?? null,
      revision: view.revision,
    };
  }
}
