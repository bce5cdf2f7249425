import {
  CURRENT,
  DEFAULT_POLICY,
  DEFAULT_POLICY_VERSION,
  policyText,
  type getPolicy,
  type ReplyOf,
} from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';

/** The policy in force as text, whether or not this version can read it; the built-in one written out. */
export class GetPolicy {
  constructor(private readonly store: RegistryStore) {}

  async get(): Promise<ReplyOf<typeof getPolicy>> {
    const { records, revision } = await this.store.records('policy');
    const stored = records.find(({ key }) => key === CURRENT)?.value;
    if (stored !== undefined) return { text: stored.text, version: stored.version, builtIn: false, revision };
    return { text: policyText(DEFAULT_POLICY), version: DEFAULT_POLICY_VERSION, builtIn: true, revision };
  }
}
