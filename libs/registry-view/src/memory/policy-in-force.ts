import { DEFAULT_POLICY, DEFAULT_POLICY_VERSION, parsePolicy, type StoredPolicy } from '@sallyport/domain';
import type { PolicyInForce } from '../registry-snapshot';

export const BUILT_IN_POLICY: PolicyInForce = Object.freeze({
  policy: DEFAULT_POLICY,
  version: DEFAULT_POLICY_VERSION,
  builtIn: true,
});

/**
 * A stored policy was valid when it was put in force; this program may be an older one, or the row may have been
 * tampered with. Either way there is then no policy, and not the one before or the built-in one: nothing is allowed.
 */
export function policyInForce({ text, version, digest }: StoredPolicy): PolicyInForce {
  const parsed = readPolicy(text);
  const isWhatWasStored = parsed !== undefined && parsed.digest === digest && parsed.version === version;
  return Object.freeze({ policy: isWhatWasStored ? parsed.policy : undefined, version, builtIn: false });
}

/** Whatever is wrong with the text: a view that threw here would have half of an act applied. */
function readPolicy(text: string): ReturnType<typeof parsePolicy> | undefined {
  try {
    return parsePolicy(text);
  } catch {
    return undefined;
  }
}
