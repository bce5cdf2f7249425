import {
  CURRENT,
  DEFAULT_POLICY,
  factsKey,
  policyText,
  UNKNOWN_RELEASE,
  type AdvisoryMatch,
  type PackageFacts,
  type Policy,
  type RegistryEntry,
} from '@sallyport/domain';
import { fakeGovernance, npm, rita } from '../governance.fake';
import { FakeDecisionTrail } from '../ports/decision-trail.fake';
import { FakeInstalledSkills } from '../ports/installed-skills.fake';
import type { ChangePart } from '../ports/registry-store';
import { FakeSupposedAdvisories } from '../ports/supposed-advisories.fake';
import { ApplyPolicy } from './apply-policy';
import { GetPolicy } from './get-policy';
import { SimulatePolicy } from './simulate-policy';

const DIGEST = `sha256:${'a'.repeat(64)}`;

export function advisory(id: string, severity: AdvisoryMatch['severity']): AdvisoryMatch {
  return { id, aliases: [], severity, fixedIn: [], malware: false, summary: id };
}

/** The built-in policy under another name, with some rules otherwise. */
export function textOf(name: string, rules: Partial<Policy['rules']> = {}): string {
  return policyText({ ...DEFAULT_POLICY, name, rules: { ...DEFAULT_POLICY.rules, ...rules } });
}

/** Governance on fakes, in which fresh advisory data is loaded and packages can be approved with their facts. */
export async function policyWorld() {
  const governance = await fakeGovernance();
  const { store, current, writer, stream, clock, log } = governance;
  const trail = new FakeDecisionTrail();
  const advisories = new FakeSupposedAdvisories();
  const installed = new FakeInstalledSkills();
  const at = clock.now().toISOString();
  const write = (parts: ChangePart[]) => writer.write({ at, decide: () => parts });
  const data = { loaded: true, advisories: 1, importedAt: at };
  const common = { at, actor: rita };
  await write([{ kind: 'advisory-data', key: CURRENT, action: 'record', value: data, ...common }]);

  const factsPart = (name: string, matches: AdvisoryMatch[] = []): ChangePart => {
    const facts: PackageFacts = {
      artifacts: [
        {
          digest: DIGEST,
          kind: 'tarball',
          filename: `${name}.tgz`,
          integrity: `sha256-${'A'.repeat(43)}=`,
          url: 'https://registry.invalid/x',
          verdict: 'clean',
          worst: null,
          capabilities: [],
          hooks: [],
          runsByItself: [],
          agentConfiguration: false,
          rulesVersion: 'test',
          scannedAt: at,
        },
      ],
      release: {
        ...UNKNOWN_RELEASE,
        publishedAt: '2025-01-01T00:00:00.000Z',
        buildScripts: false,
        yanked: false,
      },
      advisories: { matches, data },
      scanFailed: null,
    };
    return { kind: 'facts', key: factsKey(npm(name)), action: 'record', value: facts, ...common };
  };
  const entryPart = (name: string, action: 'approve' | 'ban', entry: Partial<RegistryEntry>): ChangePart => ({
    kind: 'package',
    action,
    ...npm(name),
    entry: { approval: 'approved', minMaturity: 'intern', banReason: null, ...entry },
    ...common,
  });
  return {
    ...governance,
    trail,
    advisories,
    installed,
    write,
    approved: (name: string, matches?: AdvisoryMatch[]) =>
      write([entryPart(name, 'approve', {}), factsPart(name, matches)]),
    banned: (name: string) => write([entryPart(name, 'ban', { banReason: 'bad' })]),
    /** What was checked since the last call becomes a page of the trail. */
    async record() {
      await clock.advance(100);
      const known = trail.pages.reduce((sum, page) => sum + page.decisions.length, 0);
      const all = [...stream.batches.values()].flatMap(({ decisions }) => decisions);
      trail.pages.push({ decisions: all.slice(known), unreadable: 0 });
    },
    apply: new ApplyPolicy(writer, current, stream, clock, log),
    get: new GetPolicy(store),
    simulate: new SimulatePolicy(store, current, trail, advisories, installed, clock),
  };
}
export type PolicyWorld = Awaited<ReturnType<typeof policyWorld>>;
