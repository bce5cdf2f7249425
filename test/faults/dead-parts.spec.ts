import {
  approvePackages,
  auditStats,
  auditVerify,
  banPackage,
  checkPackage,
  governanceStats,
  installer,
  registerAgent,
  recordScan,
  requestPackages,
  type Endpoint,
  type RequestOf,
} from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import { type Bus } from '@sallyport/messaging';
import {
  connectAs,
  connectAsScanner,
  startPrivateStack,
  tokenOf,
  until,
  type PrivateStack,
} from '../support/stack';

const ACTOR = { kind: 'person', id: 'faults' } as const;
const REVIEWER = { kind: 'person', id: 'faults-reviewer' } as const;
const NAME = 'sallyport-fault-sample';
const PACKAGE = { ecosystem: 'npm', name: NAME, version: '1.0.0' };
const CHECK = { agentId: 'fault-agent', ...PACKAGE };

/** What callers are told while a part is dead: a typed error or a denial, never an allow that nobody decided. */
describe('test/faults/dead-parts', () => {
  let stack: PrivateStack;
  let admin: Bus;

  beforeAll(async () => {
    stack = await startPrivateStack('--set', 'installer-npm:DOCKER_HOST=unix:///nonexistent/docker.sock');
    admin = await connectAs(stack, 'admin');
    await admin.call(registerAgent, { actor: ACTOR, agentId: CHECK.agentId, maturity: 'autonomous' });
    await admin.call(requestPackages, {
      actor: ACTOR,
      ecosystem: 'npm',
      requirements: [`${NAME}@1.0.0`],
      closure: false,
    });
    const scanner = await connectAsScanner(stack);
    await scanner.call(recordScan, cleanScan('npm', [PACKAGE], new Date().toISOString()));
    await scanner.close();
    await admin.call(approvePackages, { actor: REVIEWER, packages: [PACKAGE], minMaturity: 'supervised' });
  }, 120_000);

  // One fault that is not taken well must not be counted against the next.
  afterEach(() => stack.up(), 60_000);

  afterAll(async () => {
    await admin?.close();
    await stack?.destroy();
  }, 60_000);

  async function outcome<E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    timeoutMs?: number,
  ): Promise<string> {
    return admin.call(endpoint, request, timeoutMs === undefined ? {} : { timeoutMs }).then(
      (reply) => ((reply as { allowed?: boolean }).allowed === false ? 'denied' : 'answered'),
      (error: { code: string }) => error.code,
    );
  }

  async function rest(path: string): Promise<{ status: number; code: string }> {
    const response = await fetch(`${stack.gatewayUrl}${path}`, {
      headers: { authorization: `Bearer ${tokenOf(stack, 'viewer')}` },
    });
    const body = (await response.json()) as { code?: string; allowed?: boolean };
    return { status: response.status, code: body.code ?? `allowed: ${body.allowed}` };
  }

  const restCheck = () =>
    rest(`/api/packages/npm/check?agent_id=${CHECK.agentId}&package_name=${NAME}&version=1.0.0`);

  /** Proves that a test's ground is firm, and that the stack has recovered from the one before. */
  async function expectAllowed(): Promise<void> {
    await until(async () => ((await outcome(checkPackage, CHECK, 2_000)) === 'answered' ? true : undefined));
    await expect(admin.call(checkPackage, CHECK)).resolves.toMatchObject({ allowed: true });
    await until(async () => ((await restCheck()).code === 'allowed: true' ? true : undefined));
  }

  it('without the Docker daemon: checks go on, installs and executions say what is missing', async () => {
    await expectAllowed();

    await expect(
      outcome(installer.npm.install, {
        skillId: 'fault',
        agentId: CHECK.agentId,
        requirements: ['is-number@7.0.0'],
      }),
    ).resolves.toBe('engine-unavailable');
    await expect(outcome(installer.npm.resolve, { requirements: ['is-number@7.0.0'] })).resolves.toBe(
      'answered',
    );
    await expect(outcome(checkPackage, CHECK)).resolves.toBe('answered');
    await expect(rest('/api/packages/npm/fault/status')).resolves.toMatchObject({
      status: expect.any(Number) as number,
      code: expect.stringMatching(/installation-not-found|engine-unavailable/) as string,
    });
  }, 60_000);

  it('without PostgreSQL: writes fail at once, checks fail closed when the lease ends, and all comes back', async () => {
    await expectAllowed();
    await stack.down('postgres', { kill: true });

    await expect(
      outcome(banPackage, { actor: ACTOR, package: PACKAGE, reason: 'must not be lost in silence' }),
    ).resolves.toBe('store-unavailable');
    const closed = await until(async () => {
      const answer = await outcome(checkPackage, CHECK, 2_000);
      return answer === 'answered' ? undefined : answer;
    });
    expect(closed).toMatch(/^(store-unavailable|stale-revision)$/);
    await expect(restCheck()).resolves.toMatchObject({ status: 503, code: closed });
    await expect(outcome(auditStats, {})).resolves.toBe('store-unavailable');

    await stack.up();
    await expectAllowed();
    await until(async () => ((await outcome(auditStats, {})) === 'answered' ? true : undefined));
  }, 120_000);

  it('without NATS: nobody gets an answer that was not decided, and all comes back', async () => {
    await expectAllowed();
    await stack.down('nats', { kill: true });

    await expect(outcome(checkPackage, CHECK, 2_000)).resolves.toMatch(/^(bus-unavailable|timeout)$/);
    await expect(
      outcome(
        installer.npm.install,
        { skillId: 'fault', agentId: CHECK.agentId, requirements: ['is-number@7.0.0'] },
        2_000,
      ),
    ).resolves.toMatch(/^(bus-unavailable|timeout)$/);
    await expect(restCheck()).resolves.toMatchObject({ status: 503, code: 'bus-unavailable' });
    const health = await fetch(`${stack.gatewayUrl}/health`);
    expect(health.status).toBe(200);
    const ready = await fetch(`${stack.gatewayUrl}/ready`);
    expect(ready.status).toBe(503);

    await stack.up();
    await expectAllowed();
  }, 120_000);

  it('without governance: nobody listens, and an execution or install does not start', async () => {
    await expectAllowed();
    await stack.down('governance', { kill: true });

    // What was on its way to the process when it died is answered by nobody: that is a timeout, and no allow.
    const answers = new Set<string>();
    await until(async () => {
      answers.add(await outcome(checkPackage, CHECK, 1_000));
      return answers.has('nobody-listens') ? true : undefined;
    });
    answers.delete('timeout');
    expect([...answers]).toEqual(['nobody-listens']);
    await expect(restCheck()).resolves.toMatchObject({ status: 503, code: 'nobody-listens' });

    await stack.up();
    await expectAllowed();
  }, 120_000);

  it('with governance hanging: too slow is not no, and not yes', async () => {
    await expectAllowed();
    await stack.pause('governance');

    await expect(outcome(checkPackage, CHECK, 500)).resolves.toBe('timeout');

    await stack.resume('governance');
    await expectAllowed();
  }, 60_000);

  it('with the archive down: what happens meanwhile is archived once it is back, and the chain holds', async () => {
    await expectAllowed();
    await until(async () => ((await admin.call(auditStats, {})).pending === 0 ? true : undefined));
    const before = await admin.call(auditStats, {});
    await stack.down('audit', { kill: true });
    await admin.call(banPackage, {
      actor: ACTOR,
      package: { ...PACKAGE, version: '2.0.0' },
      reason: 'while the archive is down',
    });
    for (let n = 0; n < 25; n++) await admin.call(checkPackage, CHECK);

    await stack.up();

    const after = await until(async () => {
      const stats = await admin.call(auditStats, {}).catch(() => undefined);
      return stats && stats.pending === 0 && stats.decisions >= before.decisions + 25 ? stats : undefined;
    });
    expect(after.byType['events.governance.registry-changed']).toBe(
      (before.byType['events.governance.registry-changed'] ?? 0) + 1,
    );
    await expect(admin.call(auditVerify, {})).resolves.toMatchObject({ intact: true, faults: [] });
  }, 120_000);

  it('counts every decision exactly once', async () => {
    await expectAllowed();
    await until(async () => ((await admin.call(auditStats, {})).pending === 0 ? true : undefined));
    const settled = await settledDecisions();
    for (let n = 0; n < 40; n++) await admin.call(checkPackage, CHECK);

    await expect(settledDecisions()).resolves.toBe(settled + 40);

    async function settledDecisions(): Promise<number> {
      const answered = await until(async () => {
        const { auditBacklog } = await admin.call(governanceStats, {});
        return auditBacklog === 0 ? true : undefined;
      });
      expect(answered).toBe(true);
      const stats = await until(async () => {
        const read = await admin.call(auditStats, {});
        return read.pending === 0 ? read : undefined;
      });
      return stats.decisions;
    }
  }, 60_000);
});
