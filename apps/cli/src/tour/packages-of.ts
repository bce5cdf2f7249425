import { packageId, type Lock, type PackageCoordinates } from '@sallyport/domain';
import { need } from './step';

/** Each package version of a closure once, however often it lies in the tree, in the spelling of the registry. */
export function packagesOf(lock: Lock): PackageCoordinates[] {
  const ids = lock.packages.map(({ name, version }) =>
    packageId({ ecosystem: lock.ecosystem, name, version }),
  );
  return [...new Map(ids.map((id) => [JSON.stringify([id.name, id.version]), id])).values()];
}

/** The first version of that name in the closure. */
export function packageNamed(lock: Lock, name: string): PackageCoordinates {
  return need(
    packagesOf(lock).find((pkg) => pkg.name === name),
    `${name} in the closure`,
  );
}
