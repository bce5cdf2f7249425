// bench: decisions from the registry in memory against finished ones, got from a shared Redis
import { factsKey, type Decision, type Maturity, type PackageFacts } from '@sallyport/domain';
import { digestOf } from '@sallyport/domain/testing';
import { checkPackage, RegistryView, type PackageCheck } from '@sallyport/registry-view';
import type { Redis } from 'ioredis';
import { runBench, type Figures } from './frame';
import { startRedis } from './private-redis';

/** Sharing finished decisions could only pay below this. */
const TARGET = 1;
const COUNT = { decided: 200_000, fetchedAt64: 60_000, fetchedAt1: 10_000 };
const PACKAGES = 1_000;
const AGENTS: readonly Maturity[] = ['student', 'intern', 'supervised', 'autonomous'];
const NOW = Date.parse('2026-06-15T12:00:00.000Z');
const AN_HOUR_AGO = new Date(NOW - 3_600_000).toISOString();
const ADVISORY_DATA = { loaded: true, advisories: 10, importedAt: AN_HOUR_AGO };

/** Every agent asks about every package, in an order that meets none twice in a row. */
const CHECKS: readonly PackageCheck[] = Array.from({ length: PACKAGES * AGENTS.length }, (_, index) => ({
  agentId: AGENTS[index % AGENTS.length] ?? '',
  ecosystem: 'npm',
  name: `bench-${(index * 17) % PACKAGES}`,
  version: '1.0.0',
}));
const checkAt = (index: number): PackageCheck => CHECKS[index % CHECKS.length] as PackageCheck;
const keyOf = ({ agentId, ecosystem, name, version }: PackageCheck): string =>
  `verdict:${agentId}:${ecosystem}:${name}:${version}`;

async function main(): Promise<void> {
  const view = filledView();
  const { client, stop } = await startRedis();
  const decideAt = (index: number): Decision => checkPackage(view, checkAt(index), { now: NOW }).decision;
  const allowedOf = (from: number, count: number): number => {
    let allowed = 0;
    for (let index = from; index < from + count; index += 1) if (decideAt(index).allowed) allowed += 1;
    return allowed;
  };
  await client.mset(CHECKS.flatMap((check, index) => [keyOf(check), JSON.stringify(decideAt(index))]));
  const expected = (count: number): number => {
    const allowed = allowedOf(0, count);
    if (allowed === 0 || allowed === count) throw new Error(`${allowed} of ${count} allowed: no figure`);
    return allowed;
  };
  const expectedAt = { decided: expected(COUNT.decided), at64: expected(COUNT.fetchedAt64) };

  await runBench({
    name: 'shared-verdicts',
    target: TARGET,
    higherIsBetter: true,
    rounds: 5,
    async ours(): Promise<Figures> {
      const since = performance.now();
      const allowed = allowedOf(0, COUNT.decided);
      const seconds = (performance.now() - since) / 1_000;
      if (allowed !== expectedAt.decided) throw new Error(`${allowed} allowed: no figure`);
      return { perSecond: COUNT.decided / seconds, meanUs: (seconds / COUNT.decided) * 1e6 };
    },
    async baseline(): Promise<Figures> {
      const many = await fetched(client, COUNT.fetchedAt64, 64);
      const one = await fetched(client, COUNT.fetchedAt1, 1);
      if (many.allowed !== expectedAt.at64) throw new Error(`${many.allowed} allowed: no figure`);
      return { perSecondAt64: many.perSecond, perSecondAt1: one.perSecond, meanUsAt1: 1e6 / one.perSecond };
    },
    ratio: (ours, baseline) => (ours['perSecond'] ?? NaN) / (baseline['perSecondAt64'] ?? NaN),
    cleanUp: stop,
  });
}

/** What a replica would do: get, parse, look. Whether the verdict is still true is not even asked. */
async function fetched(client: Redis, count: number, inFlight: number) {
  let next = 0;
  let allowed = 0;
  const since = performance.now();
  async function lane(): Promise<void> {
    while (next < count) {
      const json = await client.get(keyOf(checkAt(next++)));
      if ((JSON.parse(json ?? '{}') as Partial<Decision>).allowed === true) allowed += 1;
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { allowed, perSecond: count / ((performance.now() - since) / 1_000) };
}

/** Every fifth has a warning of the scan, every seventh was never approved; the policy is the built-in one. */
function filledView(): RegistryView {
  const names = Array.from({ length: PACKAGES }, (_, index) => `bench-${index}`);
  const view = new RegistryView();
  view.load({
    revision: 1,
    agents: AGENTS.map((maturity) => ({ id: maturity, maturity })),
    packages: names
      .filter((_, index) => index % 7 !== 0)
      .map((name) => ({
        ecosystem: 'npm' as const,
        name,
        version: '1.0.0',
        entry: { approval: 'approved' as const, minMaturity: 'intern' as const, banReason: null },
      })),
    records: [
      { kind: 'advisory-data' as const, key: 'current', value: ADVISORY_DATA },
      ...names.map((name, index) => ({
        kind: 'facts' as const,
        key: factsKey({ ecosystem: 'npm', name, version: '1.0.0' }),
        value: factsOf(name, index % 5 === 0 ? 'warning' : 'clean'),
      })),
    ],
  });
  return view;
}

function factsOf(name: string, verdict: 'clean' | 'warning'): PackageFacts {
  return {
    artifacts: [
      {
        digest: digestOf({ name, version: '1.0.0' }),
        kind: 'tarball',
        filename: `${name}.tgz`,
        integrity: 'sha512-AAAA',
        url: 'https://registry.invalid/x',
        verdict,
        worst: null,
        capabilities: [],
        hooks: [],
        runsByItself: [],
        agentConfiguration: false,
        rulesVersion: '1',
        scannedAt: AN_HOUR_AGO,
      },
    ],
    release: {
      publishedAt: new Date(NOW - 365 * 24 * 3_600_000).toISOString(),
      yanked: false,
      publisher: 'ann',
      licence: 'MIT',
      provenance: 'verified',
      provenanceBefore: 'verified',
      buildScripts: false,
      weeklyDownloads: 10,
    },
    advisories: { matches: [], data: ADVISORY_DATA },
    scanFailed: null,
  };
}

void main();
