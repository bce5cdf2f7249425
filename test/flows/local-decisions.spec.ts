import { randomBytes } from 'node:crypto';
import { LocalDecisions } from '@sallyport/client';
import {
  approvePackages,
  auditSearch,
  auditVerify,
  banPackage,
  checkClosure,
  checkPackage,
  decisionsRecorded,
  recordScan,
  registerAgent,
  requestPackages,
  unbanPackage,
  type DomainError,
} from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import { type Bus } from '@sallyport/messaging';
import { connectAs, connectAsScanner, startPrivateStack, until, type PrivateStack } from '../support/stack';

const REQUESTER = { kind: 'person', id: 'local-sam' } as const;
const REVIEWERS = [
  { kind: 'person', id: 'local-rita' },
  { kind: 'person', id: 'local-rosa' },
] as const;
const run = randomBytes(4).toString('hex');
const AGENT = `local-${run}`;
const FOLLOWER = `flow-${run}`;
const LATER_FOLLOWER = `later-${run}`;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ROUNDS = 15;
const packageOf = (name: string) => ({
  ecosystem: 'npm' as const,
  name: `local-${run}-${name}`,
  version: '1.0.0',
});

/** A process that decides by itself, beside the real bus, governance, PostgreSQL and archive. */
describe('test/flows/local-decisions', () => {
  let stack: PrivateStack;
  let admin: Bus;
  let executor: Bus;
  let local: LocalDecisions;

  beforeAll(async () => {
    stack = await startPrivateStack('--services', 'governance,audit');
    admin = await connectAs(stack, 'admin');
    executor = await connectAs(stack, 'executor');
    await admin.call(registerAgent, { actor: REQUESTER, agentId: AGENT, maturity: 'autonomous' });
    await allow('here');
    local = await LocalDecisions.start(executor, { agentId: AGENT, followerId: FOLLOWER, log: SILENT });
  }, 120_000);

  afterAll(async () => {
    await local?.close();
    await executor?.close();
    await admin?.close();
    await stack?.destroy();
  }, 60_000);

  /** By the acts that people have for it. */
  async function allow(name: string): Promise<void> {
    const reference = packageOf(name);
    const scanner = await connectAsScanner(stack);
    await scanner.call(recordScan, cleanScan('npm', [reference], new Date().toISOString()));
    await scanner.close();
    const requirements = [`${reference.name}@${reference.version}`];
    await admin.call(requestPackages, { actor: REQUESTER, ecosystem: 'npm', requirements, closure: false });
    const act = { packages: [reference], minMaturity: 'intern' as const };
    const { awaitingSecond } = await admin.call(approvePackages, { actor: REVIEWERS[0], ...act });
    if (awaitingSecond) await admin.call(approvePackages, { actor: REVIEWERS[1], ...act });
  }

  const decisionsOf = async (followerId: string) => {
    const { events } = await admin.call(auditSearch, { type: decisionsRecorded.subject, limit: 1_000 });
    const batches = events.flatMap(({ data }) => decisionsRecorded.data.safeParse(data).data ?? []);
    return batches
      .filter(({ replica }) => replica.startsWith(`local:${followerId}:`))
      .flatMap(({ decisions }) => decisions)
      .sort((a, b) => a.sequence - b.sequence);
  };

  it('answers here what governance answers', async () => {
    for (const name of ['here', 'unheard-of']) {
      const here = local.checkHere(packageOf(name));
      expect(here).toEqual(await executor.call(checkPackage, { agentId: AGENT, ...packageOf(name) }));
    }
    const closure = ['here', 'unheard-of'].map((name) => ({ name: packageOf(name).name, version: '1.0.0' }));
    const asked = { agentId: AGENT, ecosystem: 'npm', packages: closure };
    expect(await local.checkClosure('npm', closure)).toEqual(await executor.call(checkClosure, asked));
  });

  it('denies here from the moment that a ban is acknowledged, and allows again after it was lifted', async () => {
    const answers: (string | undefined)[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await admin.call(banPackage, { actor: REVIEWERS[0], package: packageOf('here'), reason: 'steals' });
      answers.push(local.checkHere(packageOf('here'))?.reasonCode);
      const { revision } = await admin.call(unbanPackage, {
        actor: REVIEWERS[0],
        package: packageOf('here'),
      });
      await local.check(packageOf('here'), { minRevision: revision });
    }

    expect(answers).toEqual(Array.from({ length: ROUNDS }, () => 'banned'));
    expect(local.isCurrent).toBe(true);
  });

  it('is not for whoever may only look', async () => {
    const viewer = await connectAs(stack, 'viewer');

    await expect(LocalDecisions.start(viewer, { log: SILENT })).rejects.toMatchObject({
      code: 'permission-denied',
    });

    await viewer.close();
  });

  it('decides nothing without governance, and again by itself when it is back', async () => {
    await stack.pause('governance');
    const lost = await until(async () => (local.isCurrent ? undefined : 'lost'));
    const here = local.checkHere(packageOf('here'));
    const asked = await local.check(packageOf('here')).catch((error: DomainError) => error.code);
    await stack.resume('governance');
    const back = await until(async () => local.checkHere(packageOf('here')));

    expect([lost, here, asked]).toEqual(['lost', undefined, 'timeout']);
    expect(back).toMatchObject({ allowed: expect.any(Boolean) });
  }, 60_000);

  it('is followed from a snapshot or the log to the same answers by whoever comes later', async () => {
    const later = await LocalDecisions.start(executor, {
      agentId: AGENT,
      followerId: LATER_FOLLOWER,
      log: SILENT,
    });
    await until(async () => local.isCurrent || undefined);

    const [first, second] = [local, later].map((one) => one.checkHere(packageOf('here')));
    await later.close();

    expect(first).toBeDefined();
    expect(second).toEqual(first);
    expect(later.checkHere(packageOf('here'))).toBeUndefined();
  });

  it('has its decisions in the trail, numbered without a gap, and the trail holds', async () => {
    await local.close();
    const decisions = await until(async () => {
      const archived = await decisionsOf(FOLLOWER);
      return archived.length > ROUNDS ? archived : undefined;
    });
    const numbers = decisions.map(({ sequence }) => sequence);
    const verdict = await admin.call(auditVerify, {});

    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(verdict).toMatchObject({ intact: true, faults: [] });
  });
});
