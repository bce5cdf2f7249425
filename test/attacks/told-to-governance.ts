import {
  accuseName,
  builtInPopularNames,
  decide,
  packageId,
  versionDelta,
  type Decision,
  type Facts as GovernanceFacts,
  type PackageFacts,
  type Policy,
  type RegistryFacts,
  type ReleaseFacts,
} from '@sallyport/domain';
import type { AttackCase, Facts } from './case';

const DAY = 86_400_000;
const POPULAR = { npm: builtInPopularNames('npm'), pypi: builtInPopularNames('pypi') };
const DIGEST = `sha256:${'a'.repeat(64)}`;
/** An established package, long published by one author with provenance; nothing speaks against its newest release. */
const HONEST: Facts = {
  now: '2026-05-20T12:00:00Z',
  publishedAt: '2026-04-20T12:00:00Z',
  firstPublishedAt: '2015-03-02T00:00:00Z',
  previousPublishedAt: '2026-03-01T00:00:00Z',
  publisher: 'author',
  previousPublisher: 'author',
  provenance: { now: true, before: true, builder: 'github-hosted', builderBefore: 'github-hosted' },
  weeklyDownloads: 40_000,
};

/** A range names the package, so that a reviewer has seen its name; a pattern of names does not. */
export type ApprovedBy = 'range' | 'pattern';

/** What governance answers a supervised agent about the case, where it is approved so and the scan found nothing. */
export function decided(
  attack: AttackCase,
  policy: Policy,
  { agedDays = 0, by = 'range' }: { agedDays?: number; by?: ApprovedBy } = {},
): Decision {
  if (attack.facts === undefined) throw new Error(`${attack.id} states no facts`);
  const at = { ecosystem: attack.ecosystem, name: attack.name, version: attack.version };
  return ask(at, attack.previous?.version, attack.facts, policy, agedDays, by);
}

/** The same question about a normal release of an established package. */
export function honestRelease({ ecosystem, version }: AttackCase, policy: Policy): Decision {
  const name = ecosystem === 'npm' ? 'express' : 'requests';
  return ask({ ecosystem, name, version }, undefined, HONEST, policy, 0, 'range');
}

interface Asked {
  ecosystem: 'npm' | 'pypi';
  name: string;
  version: string;
}

function ask(
  asked: Asked,
  previous: string | undefined,
  facts: Facts,
  policy: Policy,
  agedDays: number,
  by: ApprovedBy,
): Decision {
  const { ecosystem, name } = asked;
  const now = Date.parse(facts.now) + agedDays * DAY;
  const at = (time: string) => new Date(time).toISOString();
  const internal = { names: facts.internalName === true ? [name] : [], scopes: [] };
  const advisories = {
    loaded: true,
    advisories: 200_000,
    importedAt: new Date(now - 3_600_000).toISOString(),
  };
  const known: PackageFacts = {
    artifacts: [
      {
        digest: DIGEST,
        kind: ecosystem === 'npm' ? 'tarball' : 'wheel',
        filename: 'artifact',
        integrity: 'sha512-AAAA',
        url: 'https://registry.invalid/artifact',
        verdict: 'clean',
        worst: null,
        capabilities: [],
        runsByItself: [],
        hooks: [],
        agentConfiguration: false,
        rulesVersion: '1',
        scannedAt: new Date(now).toISOString(),
      },
    ],
    release: releaseOf(facts, previous, asked.version),
    advisories: { matches: [], data: advisories },
    scanFailed: null,
  };
  const question: GovernanceFacts = {
    package: packageId(asked),
    now,
    status: 'unknown',
    entry: undefined,
    agentId: 'agent-7',
    maturity: 'supervised',
    isAgentRegistered: true,
    isAgentSuspended: false,
    approvals: [
      {
        id: 'approval-1',
        selector:
          by === 'range'
            ? { kind: 'range', ecosystem, name, range: ecosystem === 'npm' ? '>=0.0.0' : '>=0' }
            : { kind: 'pattern', ecosystem, pattern: `${name.slice(0, -1)}*` },
        minMaturity: 'supervised',
        grant: {
          grantedAt: new Date(now - DAY).toISOString(),
          expiresAt: null,
          by: ['person:ada'],
          digests: null,
          closure: null,
          without: [],
          breakGlass: false,
          inheritedFrom: null,
          reason: null,
        },
      },
    ],
    bans: [],
    publisherBans: [],
    // Told from names and facts alone: what is new in the bytes is judged in attacks.delta.spec.ts.
    delta: versionDelta(
      packageId(asked),
      known,
      previous === undefined ? [] : [{ version: previous, entry: undefined, facts: known }],
    ),
    known,
    advisoryData: advisories,
    exceptions: [],
    name:
      facts.askedForWhileAbsent === undefined
        ? undefined
        : {
            state: 'appeared',
            firstAskedAt: at(facts.firstPublishedAt),
            lastAskedAt: at(facts.firstPublishedAt),
            times: facts.askedForWhileAbsent,
            askedBy: ['agent-7'],
            appearedAt: at(facts.firstPublishedAt),
          },
    accusations: accuseName({ ecosystem, name, popular: POPULAR[ecosystem], internal }),
    fixesInUse: [],
    policy,
    policyVersion: 'test@000000000000',
  };
  return decide(question, 1);
}

function releaseOf(facts: Facts, previous: string | undefined, version: string): ReleaseFacts {
  const { provenance } = facts;
  const state = (is: boolean | undefined) => (is === true ? ('verified' as const) : ('absent' as const));
  const isOtherBuilder = provenance?.now === true && provenance.builder !== provenance.builderBefore;
  return {
    publishedAt: new Date(facts.publishedAt).toISOString(),
    yanked: false,
    publisher: facts.publisher,
    licence: 'MIT',
    provenance: state(provenance?.now),
    provenanceBefore: state(provenance?.before),
    provenanceChange: isOtherBuilder ? 'changed' : 'unchanged',
    buildScripts: false,
    weeklyDownloads: facts.weeklyDownloads ?? 1_000,
    registry: registryOf(facts, previous, version),
  };
}

/** As the installers' derivations would find them in what a registry lists. */
function registryOf(facts: Facts, previous: string | undefined, version: string): RegistryFacts {
  const told = <Value>(value: Value) => ({
    value,
    source: 'the case',
    asOf: new Date(facts.now).toISOString(),
  });
  const published = Date.parse(facts.publishedAt);
  const daysBefore = (time: string) => Math.max(0, Math.floor((published - Date.parse(time)) / DAY));
  const before = facts.previousPublisher;
  const added = Object.entries(facts.dependencies ?? {})
    .map(([name, { firstPublishedAt }]) => ({ name, ageDays: daysBefore(firstPublishedAt) }))
    // An old dependency is one that the version before had too.
    .filter(({ ageDays }) => ageDays < 365);
  return {
    publishedAt: told(new Date(facts.publishedAt).toISOString()),
    packageSince: told(new Date(facts.firstPublishedAt).toISOString()),
    yanked: told({ yanked: false, reason: null }),
    deprecated: told({ deprecated: false, message: null }),
    publisher: told(facts.publisher),
    publisherChange: told({
      before: before ?? null,
      changed: before !== undefined && before !== facts.publisher,
      // A lead maintainer had published before a pipeline did.
      isNewcomer: facts.publisher !== 'lead-maintainer',
    }),
    maintainers: told({ names: [facts.publisher], count: 1 }),
    maintainersAdded: told([]),
    dormancy: told({
      days: facts.previousPublishedAt === undefined ? 0 : daysBefore(facts.previousPublishedAt),
      previous: previous ?? null,
    }),
    burst: told({ hour: 1, day: 1 }),
    versionJump: told({
      highest: previous ?? null,
      majors: 0,
      isLower: false,
      continuesLine: true,
    }),
    newDependencies: told({
      previous: previous ?? null,
      step: previous === undefined ? null : stepBetween(previous, version),
      added,
      more: 0,
    }),
    weeklyDownloads: told(facts.weeklyDownloads ?? 1_000),
    licence: told('MIT'),
    sourceRepository: told('https://forge.invalid/a/b'),
    sourceAgainstInside: told({ agrees: true, registry: null, inside: null }),
    installScripts: told({ agrees: true, registry: false, inside: false }),
  };
}

function stepBetween(previous: string, version: string): 'patch' | 'minor' | 'major' {
  const [before, after] = [previous.split('.'), version.split('.')];
  if (before[0] !== after[0]) return 'major';
  return before[1] === after[1] ? 'patch' : 'minor';
}
