// bench: one check of a 1,000-package closure over NATS, 5 % refused, against a bare echo of the same message
import { join } from 'node:path';
import { approvePackages, checkClosure, recordScan, registerAgent, type ReplyOf } from '@sallyport/domain';
import { cleanScan, digestOf } from '@sallyport/domain/testing';
import { Bus, provision } from '@sallyport/messaging';
import { connect } from 'nats';
import { connection, runBench, type Figures } from './frame';
import { createDatabase, startBus, startProgram, stopProgram } from './private-bus';
import { roundTrips } from './round-trips';

const ACTOR = { kind: 'person', id: 'bench' } as const;
const AGENT = 'bench-agent';
const SIZE = 1_000;
/** Every 20th is asked for in a version that nobody knows, beside one that is approved: 5 %. */
const REFUSED_EVERY = 20;
const REFUSED = SIZE / REFUSED_EVERY;
const COUNT = 200;

const APPROVED = Array.from({ length: SIZE }, (_, n) => ({ name: `bench-package-${n}`, version: '1.0.0' }));

/** A tree in which every package brings in two more: ten steps deep. */
const CLOSURE = {
  agentId: AGENT,
  ecosystem: 'npm',
  roots: ['node_modules/bench-package-0'],
  packages: APPROVED.map(({ name, version }, n) => ({
    name,
    ...(isRefused(n) ? { version: '1.0.1' } : { version, digest: digestOf({ name, version }) }),
    path: `node_modules/${name}`,
    dependencies: [2 * n + 1, 2 * n + 2]
      .filter((child) => child < SIZE)
      .map((child) => `node_modules/bench-package-${child}`),
  })),
};

function isRefused(n: number): boolean {
  return n % REFUSED_EVERY === REFUSED_EVERY - 1;
}

async function main(): Promise<void> {
  const database = await createDatabase(connection().databaseUrl);
  const bus = await startBus();
  const env = { NATS_URL: bus.url, NATS_NKEY_SEED_FILE: '', LOG_LEVEL: 'info' };
  const provisioner = await Bus.connect({ url: bus.url, seed: '', user: 'provisioner', name: 'bench' });
  await provision(provisioner);
  const governance = await startProgram(join(__dirname, '../../apps/governance/dist/main.js'), {
    ...env,
    DATABASE_URL: database.url,
    INITIAL_POLICY_FILE: join(__dirname, '../../deploy/dev/policy.yaml'),
  });
  const echo = await startProgram(join(__dirname, 'echo-server.js'), env);
  await allowTheClosure(provisioner);
  const client = await connect({ servers: bus.url });

  const measure = async (subject: string, expect: (reply: unknown) => boolean): Promise<Figures> => {
    let replyBytes = 0;
    const { p50Ms, p99Ms, perSecond } = await roundTrips(client, subject, () => CLOSURE, {
      count: COUNT,
      inFlight: 1,
      expect(reply) {
        if (replyBytes === 0) replyBytes = Buffer.byteLength(JSON.stringify(reply));
        return expect(reply);
      },
    });
    return { p50Ms, p99Ms, perSecond, replyBytes };
  };

  const report = await runBench({
    name: 'closure',
    // First figures: the issue on speed sets what they are held to.
    target: null,
    higherIsBetter: false,
    rounds: 5,
    ours: () => measure(checkClosure.subject, isTold),
    baseline: () => measure('bench.echo', (reply) => (reply as typeof CLOSURE).agentId === AGENT),
    ratio: (ours, baseline) => (ours['p50Ms'] ?? NaN) / (baseline['p50Ms'] ?? NaN),
    async cleanUp() {
      await client.close();
      await provisioner.close();
      await stopProgram(governance);
      await stopProgram(echo);
      await bus.stop();
      await database.drop();
    },
  });
  const beyond = (report.figures['p50Ms'] ?? NaN) - (report.baseline['p50Ms'] ?? NaN);
  process.stderr.write(
    `closure: ${SIZE} packages, ${REFUSED} refused with path and alternative: ` +
      `${beyond.toFixed(2)} ms beyond one echo, ${report.figures['replyBytes']} bytes of reply\n`,
  );
}

/** Every refusal with its way from the root and with the version that is allowed. */
function isTold(reply: unknown): boolean {
  const { checked, refused } = reply as ReplyOf<typeof checkClosure>;
  return (
    checked === SIZE &&
    refused.length === REFUSED &&
    refused.every(({ path, alternative }) => path.length > 1 && alternative === '1.0.0')
  );
}

async function allowTheClosure(bus: Bus): Promise<void> {
  await bus.call(registerAgent, { actor: ACTOR, agentId: AGENT, maturity: 'supervised' });
  await bus.call(recordScan, cleanScan('npm', APPROVED, new Date().toISOString()));
  await bus.call(approvePackages, {
    actor: ACTOR,
    packages: APPROVED.map((id) => ({ ecosystem: 'npm', ...id })),
    minMaturity: 'supervised',
  });
}

void main();
