import { CURRENT, DEFAULT_POLICY, DomainError, parsePolicy, type Policy } from '@sallyport/domain';
import type { PolicyInForce } from '@sallyport/registry-view';
import type { Present, RecordRef } from '../ports/registry-store';

/** An act that needs the policy names this among its records. */
export const POLICY_RECORD: RecordRef = { kind: 'policy', key: CURRENT };

/**
 * The policy in force under the act's lock. `known` is the one that this replica has parsed already; it is nearly
 * always the same.
 * @throws DomainError `transition-refused`: it cannot be read, and nothing is approved by guess
 */
export function policyOf(present: Present, known: PolicyInForce): Policy {
  const stored = present.recordOf('policy', CURRENT);
  if (stored === undefined) return DEFAULT_POLICY;
  const policy = stored.version === known.version && !known.builtIn ? known.policy : parsed(stored.text);
  if (policy !== undefined) return policy;
  throw new DomainError(
    'transition-refused',
    `The policy in force (${stored.version}) cannot be read, so nothing can be approved by it`,
    { hint: 'Put a valid policy in force first.' },
  );
}

function parsed(text: string): Policy | undefined {
  try {
    return parsePolicy(text).policy;
  } catch (cause) {
    if (DomainError.is(cause)) return undefined;
    throw cause;
  }
}
