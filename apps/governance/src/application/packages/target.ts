import { DomainError, packageId, type PackageId, type PackageRef } from '@sallyport/domain';
import { RegistryStore, type PackageRequest } from '../ports/registry-store';

export interface Target {
  packages: PackageId[];
  /** Set where a request was named instead of packages. */
  requestId: string | undefined;
  /** The request itself, where one was named. */
  request: PackageRequest | undefined;
}

/**
 * What a review is about: the packages named, or everything that a request stands for.
 * @throws DomainError `invalid-request`, `empty-request`, `request-not-found`, the codes of `packageId`, `store-unavailable`
 */
export async function findTarget(
  store: RegistryStore,
  named: { packages?: readonly PackageRef[] | undefined; requestId?: string | undefined },
): Promise<Target> {
  const { packages, requestId } = named;
  if ((packages === undefined) === (requestId === undefined)) {
    throw new DomainError('invalid-request', 'Either packages or a requestId is needed, and not both', {
      hint: 'Name `packages`, or give the `requestId` that a request was answered with to mean its whole closure.',
    });
  }
  if (packages !== undefined)
    return { packages: distinctIds(packages), requestId: undefined, request: undefined };
  const request = await findRequest(store, requestId ?? '');
  return { packages: [...request.packages], requestId: request.id, request };
}

/** @throws DomainError `request-not-found`, `store-unavailable` */
export async function findRequest(store: RegistryStore, requestId: string): Promise<PackageRequest> {
  const request = await store.request(requestId);
  if (request !== undefined) return request;
  throw new DomainError('request-not-found', `No package request has the id "${requestId}"`);
}

/** Every package version once, whatever spelling it was named by. @throws DomainError `empty-request`, the codes of `packageId` */
export function distinctIds(
  refs: readonly { ecosystem: unknown; name: unknown; version: unknown }[],
): PackageId[] {
  if (refs.length === 0) throw new DomainError('empty-request', 'No packages were named');
  const distinct = new Map<string, PackageId>();
  for (const ref of refs) {
    const id = packageId(ref);
    distinct.set(JSON.stringify([id.ecosystem, id.name, id.version]), id);
  }
  return [...distinct.values()];
}
