// bench: replaying 12,000 recorded checks under another policy, against deciding them again in memory
import { join } from 'node:path';
import {
  approvePackages,
  auditSearch,
  auditStats,
  checkPackage,
  DEFAULT_POLICY,
  parsePolicy,
  policyText,
  recordScan,
  registerAgent,
  registryChanged,
  simulatePolicy,
  type Decision,
  type Maturity,
  type RegistryChange,
} from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import { Bus, provision } from '@sallyport/messaging';
import { checkPackage as decideAgain, RegistryView } from '@sallyport/registry-view';
import { connect } from 'nats';
import { connection, runBench, type Figures } from './frame';
import { createDatabase, startBus, startProgram, stopProgram } from './private-bus';
import { roundTrips } from './round-trips';

const ACTOR = { kind: 'person', id: 'bench' } as const;
const CHECKS = 12_000;
const PACKAGES = 300;
const AGENTS: readonly Maturity[] = ['student', 'intern', 'supervised', 'autonomous'];
/** Warnings of the scan refuse everybody; now they refuse interns only. */
const STRICTER = policyText({
  ...DEFAULT_POLICY,
  name: 'stricter',
  rules: {
    ...DEFAULT_POLICY.rules,
    'advisories-stale': { ...DEFAULT_POLICY.rules['advisories-stale'], required: false },
    suspicious: {
      mode: 'enforce',
      refuseFrom: { intern: 'warning', supervised: 'warning', autonomous: 'warning' },
    },
  },
});

/** Every fifth has a warning, every eleventh is suspicious, every seventh was never approved. */
const packages = Array.from({ length: PACKAGES }, (_, index) => ({
  name: `bench-${index}`,
  version: '1.0.0',
  isApproved: index % 7 !== 0,
  scan: { verdict: index % 11 === 0 ? 'suspicious' : index % 5 === 0 ? 'warning' : 'clean' } as const,
}));

function checkAt(index: number) {
  const { name, version } = packages[(index * 17) % PACKAGES] ?? { name: '', version: '' };
  return { agentId: AGENTS[index % AGENTS.length] ?? '', ecosystem: 'npm', name, version };
}

async function main(): Promise<void> {
  const database = await createDatabase(connection().databaseUrl);
  const bus = await startBus();
  const env = {
    NATS_URL: bus.url,
    NATS_NKEY_SEED_FILE: '',
    LOG_LEVEL: 'info',
    DATABASE_URL: database.url,
    INITIAL_POLICY_FILE: join(__dirname, '../../deploy/dev/policy.yaml'),
  };
  const provisioner = await Bus.connect({ url: bus.url, seed: '', user: 'provisioner', name: 'bench' });
  await provision(provisioner);
  const program = (name: string) => startProgram(join(__dirname, `../../apps/${name}/dist/main.js`), env);
  const governance = await program('governance');
  const audit = await program('audit');
  const client = await connect({ servers: bus.url });
  // Nothing is installed here; without an answer nothing would be simulated.
  client.subscribe('installer.*.list', {
    callback: (_, message) => message.respond(JSON.stringify({ installations: [] })),
  });

  await fillRegistry(provisioner);
  let next = 0;
  await roundTrips(client, checkPackage.subject, () => checkAt(next++), {
    count: CHECKS,
    inFlight: 64,
    expect: (reply) => (reply as Decision).policyVersion.startsWith('development@'),
  });
  await archived(provisioner);
  const { view, answers } = await asRecorded(provisioner);
  const stricter = parsePolicy(STRICTER);

  await runBench({
    name: 'simulate',
    target: null,
    higherIsBetter: true,
    rounds: 3,
    async ours(): Promise<Figures> {
      const { checks, changed, notReplayed, seconds } = await provisioner.call(simulatePolicy, {
        text: STRICTER,
        limit: CHECKS,
      });
      if (checks !== CHECKS || notReplayed !== 0 || changed === 0)
        throw new Error(`${checks} checks, ${notReplayed} not replayed, ${changed} changed: no figure`);
      return { checks, changed, seconds, perSecond: checks / seconds };
    },
    async baseline(): Promise<Figures> {
      const startedAt = performance.now();
      let changed = 0;
      for (let index = 0; index < CHECKS; index += 1) {
        const { decision } = decideAgain(view, checkAt(index), { now: Date.now(), policy: stricter });
        if (decision.reasonCode !== answers[index]) changed += 1;
      }
      const seconds = (performance.now() - startedAt) / 1_000;
      return { checks: CHECKS, changed, seconds, perSecond: CHECKS / seconds };
    },
    ratio: (ours, baseline) => (ours['perSecond'] ?? NaN) / (baseline['perSecond'] ?? NaN),
    async cleanUp() {
      await client.close();
      await provisioner.close();
      await stopProgram(governance);
      await stopProgram(audit);
      await bus.stop();
      await database.drop();
    },
  });
}

async function fillRegistry(bus: Bus): Promise<void> {
  for (const maturity of AGENTS) await bus.call(registerAgent, { actor: ACTOR, agentId: maturity, maturity });
  const scanned = packages.map(({ name, version, scan }) => ({ name, version, scan }));
  await bus.call(recordScan, cleanScan('npm', scanned, new Date().toISOString()));
  await bus.call(approvePackages, {
    actor: ACTOR,
    packages: packages
      .filter(({ isApproved }) => isApproved)
      .map(({ name, version }) => ({ ecosystem: 'npm', name, version })),
    minMaturity: 'intern',
  });
}

/** Until the trail holds what was answered. */
async function archived(bus: Bus): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if ((await bus.call(auditStats, {})).decisions >= CHECKS) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The decisions did not reach the audit trail within 30 s.');
}

/** The registry in this process, out of the trail, and what it answers to each check now. */
async function asRecorded(bus: Bus): Promise<{ view: RegistryView; answers: string[] }> {
  const { events } = await bus.call(auditSearch, { type: registryChanged.subject, limit: 1_000 });
  const view = new RegistryView();
  const changes = events.map(({ data }) => registryChanged.data.parse(data) as RegistryChange);
  for (const change of changes.sort((a, b) => a.revision - b.revision)) view.apply(change);
  const answers = Array.from(
    { length: CHECKS },
    (_, index) => decideAgain(view, checkAt(index), { now: Date.now() }).decision.reasonCode,
  );
  return { view, answers };
}

void main();
