import { stringify } from 'yaml';
import type { Policy } from '../policy/policy';

/** A policy as a file that `parsePolicy` reads back as the same; a beginning for one's own. */
export function policyText(policy: Policy): string {
  return stringify(policy, { version: '1.2', lineWidth: 120, aliasDuplicateObjects: false });
}
