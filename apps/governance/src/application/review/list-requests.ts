import { DomainError, type listRequests, type ParsedRequestOf, type ReplyOf } from '@sallyport/domain';
import { z } from 'zod';
import { RegistryStore, type PackageRequest } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { summaryOf } from './request-summary';

const Cursor = z.tuple([z.iso.datetime(), z.string().max(128)]);
type Place = { at: string; id: string };
type Query = ParsedRequestOf<typeof listRequests>;

/** The review queue, page by page; a page's end is named by its last request, so that pages do not shift. */
export class ListRequests {
  constructor(
    private readonly store: RegistryStore,
    private readonly current: CurrentView,
  ) {}

  async list(query: Query): Promise<ReplyOf<typeof listRequests>> {
    const after = query.after === undefined ? undefined : readCursor(query.after);
    // One more than asked for tells whether there is another page.
    const found = await this.find(query.state, query.limit + 1, after);
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const { view } = this.current;
    return {
      requests: page.map((request) => summaryOf(request, view)),
      next: found.length > query.limit && last !== undefined ? cursorOf(last) : null,
      revision: view.revision,
    };
  }

  /** The store knows which are open; the others are found by leaving those out. */
  private async find(
    state: Query['state'],
    limit: number,
    after: Place | undefined,
  ): Promise<PackageRequest[]> {
    const found: PackageRequest[] = [];
    let place = after;
    for (;;) {
      const { requests, revision } = await this.store.requests({
        limit,
        ...(state === 'open' ? { open: true } : {}),
        ...(place === undefined ? {} : { after: place }),
      });
      await this.current.reach(revision);
      await this.current.current();
      const meant = requests.filter(
        (request) => state === undefined || summaryOf(request, this.current.view).state === state,
      );
      found.push(...meant.slice(0, limit - found.length));
      place = requests.at(-1);
      if (found.length === limit || requests.length < limit || place === undefined) return found;
    }
  }
}

function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    const [at, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at, id };
  } catch (cause) {
    throw new DomainError('invalid-request', '`after` is not the `next` of a page', { cause });
  }
}
