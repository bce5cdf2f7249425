// bench: an npm and a PyPI closure, cold, with artifacts cached and again, against `docker build` of the same
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { followInstall } from '@sallyport/client';
import { grantApproval, installer, registerAgent, secondApproval, type Ecosystem } from '@sallyport/domain';
import { Bus, readSeed } from '@sallyport/messaging';
import { DockerBaseline } from './docker-baseline';
import { connection, runBench, type Figures } from './frame';

/** The same requirements for both sides, and no one else's: an image of theirs would be used again. */
const CLOSURES: Readonly<Record<Ecosystem, readonly string[]>> = {
  pypi: ['requests>=2.31,<3', 'flask>=3,<4', 'numpy>=2,<3'],
  npm: ['express@^4', 'lodash@^4', 'uuid@^11'],
};
const AGENT = 'bench-agent';
const ACTOR = { kind: 'person', id: 'bench' } as const;
const SECOND = { kind: 'person', id: 'bench-second' } as const;
const CONTROL = resolve(__dirname, '../../deploy/dev/control.mjs');
const run = promisify(execFile);

interface Stack {
  natsUrl: string;
  credentials: Record<string, string>;
  stateDir: string;
}

/** A fresh stack for every round: no artifact, no metadata and no scan of an earlier one is there. */
async function onFreshStack(work: (stack: Stack) => Promise<Figures>): Promise<Figures> {
  const stateDir = await mkdtemp(join(tmpdir(), 'sallyport-bench-'));
  const control = (...args: string[]) =>
    run(process.execPath, [CONTROL, ...args], { maxBuffer: 16 * 1024 ** 2 });
  try {
    const { stdout } = await control('up', stateDir);
    return await work(JSON.parse(stdout) as Stack);
  } finally {
    await control('down', stateDir, 'all');
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function measureOurs(stack: Stack): Promise<Figures> {
  const as = (user: string) =>
    Bus.connect({ url: stack.natsUrl, seed: readSeed(stack.credentials[user]), user, name: 'bench' });
  const [admin, reviewer, executor] = await Promise.all([as('admin'), as('reviewer'), as('executor')]);
  const figures: Figures = {};
  try {
    await admin.call(registerAgent, { actor: ACTOR, agentId: AGENT, maturity: 'supervised' });
    for (const ecosystem of ['pypi', 'npm'] as const) {
      await approveNames(reviewer, executor, ecosystem);
      // Learning the names has asked the registry already; a cold installation has to ask it itself.
      await rm(join(stack.stateDir, 'work'), { recursive: true, force: true });
      const install = (skillId: string) => installMs(executor, ecosystem, skillId);
      const cleanup = (skillId: string) =>
        reviewer.call(installer[ecosystem].cleanup, { skillId, actor: ACTOR });
      const cold = await install('bench-first');
      await cleanup('bench-first');
      const cached = await install('bench-second');
      const again = await install('bench-third');
      for (const skillId of ['bench-second', 'bench-third']) await cleanup(skillId);
      Object.assign(figures, {
        [`${ecosystem}ColdMs`]: cold.ms,
        [`${ecosystem}CachedMs`]: cached.ms,
        [`${ecosystem}AgainMs`]: again.ms,
        [`${ecosystem}Packages`]: cold.packages,
      });
      if (cold.reused || cached.reused || !again.reused) {
        throw new Error(
          'An image of an earlier bench is still there: remove those tagged sallyport/skill-*.',
        );
      }
    }
  } finally {
    await Promise.all([admin, reviewer, executor].map((bus) => bus.close()));
  }
  return figures;
}

/** By name and not by request: a request would be fetched and scanned before the installation that is to be measured. */
async function approveNames(reviewer: Bus, executor: Bus, ecosystem: Ecosystem): Promise<void> {
  const { lock } = await executor.call(installer[ecosystem].resolve, {
    requirements: [...CLOSURES[ecosystem]],
  });
  for (const name of new Set(lock.packages.map((locked) => locked.name))) {
    const { approvalId, awaitingSecond } = await reviewer.call(grantApproval, {
      actor: ACTOR,
      selector: { kind: 'all', ecosystem, name },
      minMaturity: 'supervised',
    });
    if (approvalId !== null && awaitingSecond) {
      await reviewer.call(secondApproval, { actor: SECOND, approvalId });
    }
  }
}

interface Installed {
  ms: number;
  reused: boolean;
  packages: number;
}

async function installMs(bus: Bus, ecosystem: Ecosystem, skillId: string): Promise<Installed> {
  const requirements = [...CLOSURES[ecosystem]];
  const started = performance.now();
  const { jobId } = await bus.call(installer[ecosystem].install, { skillId, agentId: AGENT, requirements });
  const { reused, packages } = await followInstall(bus, ecosystem, jobId);
  return { ms: performance.now() - started, reused, packages };
}

async function main(): Promise<void> {
  const { dockerHost, images } = connection();
  const baseline = await DockerBaseline.prepare(dockerHost, images);
  await runBench({
    name: 'install',
    target: null,
    higherIsBetter: false,
    rounds: 3,
    ours: () => onFreshStack(measureOurs),
    baseline: async () => ({
      pypiMs: await baseline.buildMs('pypi', CLOSURES.pypi),
      npmMs: await baseline.buildMs('npm', CLOSURES.npm),
    }),
    ratio: (ours, theirs) =>
      ((ours['pypiColdMs'] ?? NaN) + (ours['npmColdMs'] ?? NaN)) /
      ((theirs['pypiMs'] ?? NaN) + (theirs['npmMs'] ?? NaN)),
    cleanUp: () => baseline.remove(),
  });
}

void main();
