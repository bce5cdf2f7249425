import type { RegistryEntry } from '../../registry/state';
import {
  artifacts,
  EXACT_APPROVAL,
  EXAMPLE_DIGEST,
  EXAMPLE_GRANT,
  EXAMPLE_NOW,
  OTHER_DIGEST,
} from '../decide.examples';
import type { ApprovalFact } from '../facts';

export const at = (milliseconds: number) => new Date(EXAMPLE_NOW + milliseconds).toISOString();
export const approval = (
  changes: Partial<ApprovalFact>,
  grant: Partial<typeof EXAMPLE_GRANT> = {},
): ApprovalFact => ({
  ...EXACT_APPROVAL,
  ...changes,
  grant: { ...EXAMPLE_GRANT, ...grant },
});
export const entry = (
  state: RegistryEntry['approval'],
  more: Partial<RegistryEntry> = {},
): RegistryEntry => ({
  approval: state,
  minMaturity: null,
  banReason: null,
  ...more,
});
export const npm = { ecosystem: 'npm' as const };
export const RANGE = { kind: 'range' as const, ...npm, name: 'lodash', range: '>=4.0.0' };
export const ALL = { kind: 'all' as const, ...npm, name: 'lodash' };
export const SHORT = { kind: 'pattern' as const, ...npm, pattern: 'l*' };
export const LONG = { kind: 'pattern' as const, ...npm, pattern: 'loda*' };
export const FILE = { kind: 'digest' as const, digest: EXAMPLE_DIGEST };
export const OTHER_FILE = { kind: 'digest' as const, digest: OTHER_DIGEST };
export const unbound = { digests: null };
export const BOTH_FILES = artifacts({}, { digest: OTHER_DIGEST });

export const standing = (grant: Partial<typeof EXAMPLE_GRANT> = {}) =>
  approval({ id: 'approval-1', selector: RANGE }, { ...unbound, ...grant });
