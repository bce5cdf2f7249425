import { parseDecisionKeys, type DecisionKeys } from '@sallyport/decision-signature';
import { readRegistryKeys, readTrustRoot, type TrustRoot } from '@sallyport/provenance';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const GIBIBYTE = 1024 ** 3;
const bytes = (byDefault: number) => z.coerce.number().int().positive().default(byDefault);

/** What both installers read from the environment. */
export const InstallerConfig = z.object({
  /** `unix:///path` or `tcp://host:port`. */
  DOCKER_HOST: z.string().min(1).default('unix:///var/run/docker.sock'),
  ARTIFACT_STORE_DIR: z.string().min(1, 'directory of the artifact store'),
  /**
   * JSON Web Key Set of governance's public keys, put here by the operator. Keys that images in use were allowed with
   * have to stay in it after a rotation. Read once; there is no way to learn keys from the bus.
   */
  DECISION_PUBLIC_KEYS_FILE: z
    .string({ error: "file with governance's public keys, a JSON Web Key Set" })
    .min(1, "file with governance's public keys, a JSON Web Key Set")
    .transform(keysIn),
  /**
   * sigstore's `trusted_root.json`: whose signatures on provenance are believed. Read once; absent: nothing is verified,
   * and what has provenance counts as unverified.
   */
  SALLYPORT_TRUSTED_ROOT: z.string().min(1).transform(trustedRootIn).optional(),
  /** Keys of the npm registry as sigstore's TUF repository has them; absent: publish attestations are not looked at. */
  SALLYPORT_REGISTRY_KEYS: z.string().min(1).transform(registryKeysIn).optional(),
  /** OpenID Connect issuers of builds, separated by spaces; absent: GitHub, GitLab and Google. */
  SALLYPORT_BUILD_ISSUERS: z.string().min(1).optional(),
  /** Caches of the resolvers; may be lost. */
  WORK_DIR: z.string().min(1, 'directory for caches'),
  /** Marks images and containers, so that several stacks can share one engine. */
  SALLYPORT_STACK_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .default('default'),
  INSTALL_CONCURRENCY: z.coerce.number().int().min(1).max(32).default(2),
  FETCH_PARALLEL: z.coerce.number().int().min(1).max(64).default(8),
  MAX_ARTIFACT_BYTES: bytes(GIBIBYTE),
  MAX_CLOSURE_BYTES: bytes(4 * GIBIBYTE),
  /** Milliseconds. */
  BUILD_TIMEOUT_MS: bytes(15 * 60_000),
  BUILD_MEMORY_BYTES: bytes(2 * GIBIBYTE),
  RESOLVE_TIMEOUT_MS: bytes(110_000),
  /** Milliseconds for one answer of a package registry about attestations. */
  ATTESTATION_TIMEOUT_MS: bytes(10_000),
  /** Milliseconds for asking the registry about the releases of one closure; what has not come by then is unknown. */
  REGISTRY_FACTS_TIMEOUT_MS: bytes(30_000),
  /** A runtime that the engine knows, such as `runsc`; the engine's default otherwise. */
  SANDBOX_RUNTIME: z.string().min(1).optional(),
});
/** @throws Error saying which file is wrong; then the service must not start */
export function trustRootOf(
  config: Pick<
    InstallerConfig,
    'SALLYPORT_TRUSTED_ROOT' | 'SALLYPORT_REGISTRY_KEYS' | 'SALLYPORT_BUILD_ISSUERS'
  >,
): TrustRoot | undefined {
  const { SALLYPORT_TRUSTED_ROOT: trustedRoot, SALLYPORT_REGISTRY_KEYS: registryKeys } = config;
  if (trustedRoot === undefined) return undefined;
  const issuers = config.SALLYPORT_BUILD_ISSUERS?.trim().split(/\s+/);
  return readTrustRoot({ trustedRoot, registryKeys, issuers });
}

export type InstallerConfig = z.infer<typeof InstallerConfig>;

function keysIn(file: string, context: z.RefinementCtx): DecisionKeys {
  try {
    return parseDecisionKeys(readFileSync(file, 'utf8'));
  } catch (cause) {
    context.addIssue({ code: 'custom', message: `${file}: ${(cause as Error).message}` });
    return z.NEVER;
  }
}

function trustedRootIn(file: string, context: z.RefinementCtx): string {
  return checkedText(file, context, (trustedRoot) => readTrustRoot({ trustedRoot }));
}

function registryKeysIn(file: string, context: z.RefinementCtx): string {
  return checkedText(file, context, readRegistryKeys);
}

/** Read now, so that a file that cannot be used is reported with all other faults. */
function checkedText(file: string, context: z.RefinementCtx, read: (text: string) => unknown): string {
  try {
    const text = readFileSync(file, 'utf8');
    read(text);
    return text;
  } catch (cause) {
    context.addIssue({ code: 'custom', message: `${file}: ${(cause as Error).message}` });
    return z.NEVER;
  }
}
