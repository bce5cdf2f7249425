import {
  CURRENT,
  DEFAULT_POLICY,
  DEFAULT_POLICY_VERSION,
  detonationMode,
  parsePolicy,
  policyText,
  type getPolicy,
  type Policy,
  type ReplyOf,
} from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';

/** The policy in force as text, whether or not this version can read it; the built-in one written out. */
export class GetPolicy {
  constructor(private readonly store: RegistryStore) {}

  async get(): Promise<ReplyOf<typeof getPolicy>> {
    const { records, revision } = await this.store.records('policy');
    const stored = records.find(({ key }) => key === CURRENT)?.value;
    if (stored !== undefined) {
      const { text, version } = stored;
      return { text, version, builtIn: false, revision, detonation: detonationMode(readable(text)) };
    }
    const text = policyText(DEFAULT_POLICY);
    const detonation = detonationMode(DEFAULT_POLICY);
    return { text, version: DEFAULT_POLICY_VERSION, builtIn: true, revision, detonation };
  }
}

function readable(text: string): Policy | undefined {
  try {
    return parsePolicy(text).policy;
  } catch {
    // Whatever is wrong with it: this version has no policy then, and decisions allow nothing.
    return undefined;
  }
}
