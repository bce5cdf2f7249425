import type * as domain from '@sallyport/domain';
import type { Ecosystem, PackageRef, RequestOf } from '@sallyport/domain';

export interface CheckOptions {
  agentId?: string;
  /** Refuse an answer from a registry older than this, such as the revision of a write's receipt. */
  minRevision?: number;
  /** The skill that asks, for the trail. */
  skillId?: string;
  /** Whether the reply has to carry a signed decision. */
  sign?: boolean;
}

export interface ClosureOptions extends CheckOptions {
  /** `path` values of the packages that were asked for by name; with them refusals come with their path. */
  roots?: readonly string[] | undefined;
  /** Names the closure in the signed decision. */
  lockDigest?: string;
}

/** The package of a check; with a digest the file that is meant. */
export type CheckedPackage = PackageRef & { digest?: string };

/** A package of a closure that is asked about; `path` and `dependencies` as in a lock. */
export type ClosurePackage = Readonly<RequestOf<typeof domain.checkClosure>['packages'][number]>;

export function packageRequest(
  agentId: string,
  pkg: CheckedPackage,
  options: CheckOptions,
): RequestOf<typeof domain.checkPackage> {
  return { agentId, ...pkg, ...termsOf(options) };
}

export function closureRequest(
  agentId: string,
  ecosystem: Ecosystem,
  packages: readonly ClosurePackage[],
  options: ClosureOptions,
): RequestOf<typeof domain.checkClosure> {
  return {
    agentId,
    ecosystem,
    packages: packages.map(({ name, version, digest, path, dependencies }) => ({
      name,
      version,
      ...(digest === undefined ? {} : { digest }),
      ...(path === undefined ? {} : { path }),
      ...(dependencies === undefined ? {} : { dependencies }),
    })),
    ...(options.roots === undefined ? {} : { roots: [...options.roots] }),
    ...(options.lockDigest === undefined ? {} : { lockDigest: options.lockDigest }),
    ...termsOf(options),
  };
}

function termsOf({ minRevision, skillId, sign }: CheckOptions): Omit<CheckOptions, 'agentId'> {
  return {
    ...(minRevision === undefined ? {} : { minRevision }),
    ...(skillId === undefined ? {} : { skillId }),
    ...(sign === undefined ? {} : { sign }),
  };
}
