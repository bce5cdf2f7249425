// bench: one check of a 500-package closure (or --packages N) over NATS, 5 % refused, against a bare echo of the same request
import { parseArgs } from 'node:util';
import { approvePackages, checkClosure, recordScan, registerAgent, type ReplyOf } from '@sallyport/domain';
import { cleanScan, digestOf } from '@sallyport/domain/testing';
import type { Bus } from '@sallyport/messaging';
import { runBench, type Figures } from './frame';
import { ECHO, governanceStage } from './governance-stage';
import { roundTrips } from './round-trips';

const ACTOR = { kind: 'person', id: 'bench' } as const;
const AGENT = 'bench-agent';
/** Every 20th is asked for in a version that nobody knows, beside one that is approved: 5 %. */
const REFUSED_EVERY = 20;
const USUAL_SIZE = 500;
const SIZE = sizeAsked();
/** Different ones, asked in turn. */
const CLOSURES = 6;
const REFUSED = Math.floor(SIZE / REFUSED_EVERY);
/** Milliseconds beyond one echo, for the usual size; others are only measured. */
const TARGET = SIZE === USUAL_SIZE ? 2 : null;
const COUNT = 60;
const ROUNDS = 15;

function sizeAsked(): number {
  const { values } = parseArgs({ options: { packages: { type: 'string' } }, strict: false });
  const size = Number(values['packages'] ?? USUAL_SIZE);
  if (!Number.isInteger(size) || size < REFUSED_EVERY || size > 10_000)
    throw new RangeError(`--packages takes a whole number from ${REFUSED_EVERY} to 10,000`);
  return size;
}

/** A tree in which every package brings in two more: nine steps deep. */
function closure(which: number) {
  const packages = Array.from({ length: SIZE }, (_, n) => ({
    name: `bench-package-${which}-${n}`,
    version: '1.0.0',
  }));
  const pathOf = (n: number) => `node_modules/${packages[n]?.name}`;
  const request = {
    agentId: AGENT,
    ecosystem: 'npm',
    roots: [pathOf(0)],
    packages: packages.map(({ name, version }, n) => ({
      name,
      ...(isRefused(n) ? { version: '1.0.1' } : { version, digest: digestOf({ name, version }) }),
      path: pathOf(n),
      dependencies: [2 * n + 1, 2 * n + 2].filter((child) => child < SIZE).map(pathOf),
    })),
  };
  return { packages, request };
}

function isRefused(n: number): boolean {
  return n % REFUSED_EVERY === REFUSED_EVERY - 1;
}

const ASKED = Array.from({ length: CLOSURES }, (_, which) => closure(which));

async function main(): Promise<void> {
  const stage = await governanceStage();
  await allowTheClosures(stage.bus);
  const asked = ASKED.map(({ request }) => request);

  const measure = async (subject: string, expect: (reply: unknown) => boolean): Promise<Figures> => {
    let replyBytes = 0;
    const { p50Ms, p99Ms } = await roundTrips(stage.client, subject, (n) => asked[n % CLOSURES], {
      count: COUNT,
      inFlight: 1,
      expect(reply) {
        if (replyBytes === 0) replyBytes = Buffer.byteLength(JSON.stringify(reply));
        return expect(reply);
      },
    });
    return { p50Ms, p99Ms, requestBytes: Buffer.byteLength(JSON.stringify(asked[0])), replyBytes };
  };

  await runBench({
    name: 'closure',
    target: TARGET,
    higherIsBetter: false,
    rounds: ROUNDS,
    ours: () => measure(checkClosure.subject, isTold),
    baseline: () => measure(ECHO, (reply) => (reply as { agentId: string }).agentId === AGENT),
    // Not a ratio: what is decided takes its time whatever the bus does.
    ratio: (ours, echo) => (ours['p50Ms'] ?? NaN) - (echo['p50Ms'] ?? NaN),
    cleanUp: () => stage.close(),
  });
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

async function allowTheClosures(bus: Bus): Promise<void> {
  await bus.call(registerAgent, { actor: ACTOR, agentId: AGENT, maturity: 'supervised' });
  for (const { packages } of ASKED) {
    await bus.call(recordScan, cleanScan('npm', packages, new Date().toISOString()));
    await bus.call(approvePackages, {
      actor: ACTOR,
      packages: packages.map((id) => ({ ecosystem: 'npm', ...id })),
      minMaturity: 'supervised',
    });
  }
}

void main();
