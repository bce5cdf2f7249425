import {
  behaviourContract,
  behaviourDigest,
  DomainError,
  judgeTrace,
  type getBehaviour,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import type { DetonationStore } from './ports/detonation-store';

/** What an artifact was seen to do when it was last run, judged by the rules of now. */
export class GetBehaviour {
  constructor(private readonly detonations: DetonationStore) {}

  /** @throws DomainError `behaviour-not-found`, `store-unavailable` */
  async get({ digest }: ParsedRequestOf<typeof getBehaviour>): Promise<ReplyOf<typeof getBehaviour>> {
    const kept = (await this.detonations.newest([digest])).get(digest);
    if (kept === undefined)
      throw new DomainError('behaviour-not-found', `${digest} was never run in the cages`);
    const contract = behaviourContract(kept.trace);
    const { detonator, at } = kept;
    return { contract, behaviour: behaviourDigest(contract), ...judgeTrace(kept.trace), detonator, at };
  }
}
