import {
  DomainError,
  packageId,
  parseEcosystem,
  type listPackages,
  type PackageId,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';
import { findRequest } from './target';

/** What the registry knows, page by page; a page's end is named by its last package, so that pages do not shift. */
export class ListPackages {
  constructor(private readonly store: RegistryStore) {}

  async list(request: ParsedRequestOf<typeof listPackages>): Promise<ReplyOf<typeof listPackages>> {
    const { status, requestId, limit } = request;
    const ecosystem = request.ecosystem === undefined ? undefined : parseEcosystem(request.ecosystem);
    const after = request.after === undefined ? undefined : readCursor(request.after);
    if (requestId !== undefined) await findRequest(this.store, requestId);
    const { packages, revision } = await this.store.list({
      // One more than asked for tells whether there is another page.
      limit: limit + 1,
      ...(ecosystem === undefined ? {} : { ecosystem }),
      ...(status === undefined ? {} : { status }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(after === undefined ? {} : { after }),
    });
    const page = packages.slice(0, limit);
    const last = page.at(-1);
    return {
      packages: page,
      next: packages.length > limit && last !== undefined ? cursorOf(last) : null,
      revision,
    };
  }
}

function cursorOf({ ecosystem, name, version }: PackageId): string {
  return Buffer.from(JSON.stringify([ecosystem, name, version])).toString('base64url');
}

function readCursor(cursor: string): PackageId {
  try {
    const [ecosystem, name, version] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    ) as unknown[];
    return packageId({ ecosystem, name, version });
  } catch (cause) {
    throw new DomainError('invalid-request', '`after` is not the `next` of a page', { cause });
  }
}
