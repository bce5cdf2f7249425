import {
  auditStats,
  checkPackage,
  ENDPOINTS,
  governanceStats,
  installer,
  compareArtifacts,
  describeAdvisories,
  detonateArtifact,
  detonatorStatus,
  matchAdvisories,
  recordRelease,
  recordScan,
  reportBehaviour,
  reportMissingName,
  type Endpoint,
} from '@sallyport/domain';
import { type Bus } from '@sallyport/messaging';
import { connectAs, connectAsService, sharedStack, tokenOf, type TestService } from '../support/stack';

const GOOD = { agentId: 'bad-input', ecosystem: 'npm', name: 'lodash', version: '4.17.21' };
const INSTALL = { skillId: 'bad-input', agentId: 'bad-input', requirements: ['six'] };

/** Who may send what no client may. */
const SENDERS: ReadonlyMap<Endpoint, TestService> = new Map<Endpoint, TestService>([
  [recordScan, 'scanner'],
  [recordRelease, 'installer-npm'],
  [reportBehaviour, 'installer-npm'],
  [reportMissingName, 'installer-npm'],
  [matchAdvisories, 'governance'],
  [describeAdvisories, 'governance'],
  [compareArtifacts, 'governance'],
  [detonateArtifact, 'scanner'],
  [detonatorStatus, 'scanner'],
]);

/** Each row is answered with a typed error and a hint, and afterwards every service still answers. */
describe('test/flows/bad-input', () => {
  let admin: Bus;
  const services = new Map<TestService, Bus>();

  beforeAll(async () => {
    admin = await connectAs(sharedStack(), 'admin');
    for (const service of new Set(SENDERS.values()))
      services.set(service, await connectAsService(sharedStack(), service));
  });

  afterAll(async () => {
    const found = await admin.discover();
    for (const bus of [admin, ...services.values()]) await bus.close();

    expect(found.map(({ name }) => name)).toEqual([
      'audit',
      'detonator',
      'governance',
      'installer-npm',
      'installer-python',
      'scanner',
    ]);
  });

  async function failure(endpoint: Endpoint, body: unknown): Promise<{ code: string; hint: string }> {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    const sender = services.get(SENDERS.get(endpoint) as TestService) ?? admin;
    return sender.callRaw(endpoint.subject, Buffer.from(raw), 30_000).then(
      (reply) => ({ code: `answered ${JSON.stringify(reply)}`, hint: '' }),
      (error: { code: string; hint: string }) => error,
    );
  }

  it.each([
    ['malformed JSON', '{"agentId"', 'malformed-json'],
    ['an unknown field', { ...GOOD, maturity: 'autonomous' }, 'invalid-request'],
    ['a missing field', { agentId: 'a' }, 'invalid-request'],
    ['an unknown ecosystem', { ...GOOD, ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['an ecosystem in another case', { ...GOOD, ecosystem: 'NPM' }, 'unknown-ecosystem'],
    ['a path for a name', { ...GOOD, name: '../x' }, 'invalid-name'],
    ['an empty scope', { ...GOOD, name: '@/x' }, 'invalid-name'],
    ['a name of 10 kB', { ...GOOD, name: 'a'.repeat(10_240) }, 'invalid-name'],
    ['control characters', { ...GOOD, name: 'lod\u0007ash' }, 'invalid-name'],
    ['a homoglyph', { ...GOOD, name: 'lod\u0430sh' }, 'invalid-name'],
    ['a range for a version', { ...GOOD, version: '^4' }, 'invalid-version'],
    ['a tag for a version', { ...GOOD, version: 'latest' }, 'invalid-version'],
    ['an agent id of 1 MB', { ...GOOD, agentId: 'a'.repeat(1024 * 1024) }, 'invalid-agent-id'],
    ['an agent id with a line break', { ...GOOD, agentId: 'a\nb' }, 'invalid-agent-id'],
    ['a revision of the future', { ...GOOD, minRevision: 999_999_999 }, 'stale-revision'],
  ])('check: %s', async (_, body, code) => {
    const error = await failure(checkPackage, body);

    expect(error.code).toBe(code);
    expect(error.hint).not.toBe('');
  });

  it.each([
    ['an empty list', { ...INSTALL, requirements: [] }, 'empty-request'],
    ['a URL', { ...INSTALL, requirements: ['https://host.invalid/x.tgz'] }, 'unsupported-source'],
    ['a git source', { ...INSTALL, requirements: ['git+https://host.invalid/x.git'] }, 'unsupported-source'],
    ['an alias', { ...INSTALL, requirements: ['x@npm:lodash@4'] }, 'unsupported-source'],
    ['a tag', { ...INSTALL, requirements: ['lodash@latest'] }, 'invalid-requirement'],
    ['a skill id with a slash', { ...INSTALL, skillId: 'a/b' }, 'invalid-skill-id'],
    ['a skill id that climbs', { ...INSTALL, skillId: 'a..b' }, 'invalid-skill-id'],
    ['an empty skill id', { ...INSTALL, skillId: '' }, 'invalid-skill-id'],
    ['an agent id with a space', { ...INSTALL, agentId: 'a b' }, 'invalid-agent-id'],
  ])('install, in both ecosystems: %s', async (_, body, code) => {
    await expect(failure(installer.npm.install, body)).resolves.toMatchObject({ code });
    await expect(failure(installer.pypi.install, body)).resolves.toMatchObject({ code });
  });

  it.each([
    ['npm', 'a version that does not exist', 'lodash@4.99.99', 'version-not-found'],
    ['npm', 'a name that does not exist', 'sallyport-no-such-package-7f3a', 'package-not-found'],
    ['pypi', 'a version that does not exist', 'requests==99.99', 'version-not-found'],
    ['pypi', 'a name that does not exist', 'sallyport-no-such-package-7f3a', 'package-not-found'],
  ] as const)('resolve, %s: %s', async (ecosystem, _, requirement, code) => {
    const error = await failure(installer[ecosystem].resolve, { requirements: [requirement] });

    expect(error.code).toBe(code);
  });

  it('resolve: a conflict comes back as the resolver explains it', async () => {
    const error = (await failure(installer.pypi.resolve, {
      requirements: ['requests==2.32.3', 'urllib3==1.20'],
    })) as unknown as { code: string; message: string; details: unknown };

    expect(error.code).toBe('version-conflict');
    expect(`${error.message} ${JSON.stringify(error.details)}`).toMatch(/urllib3/);
  });

  it('knows who may send what no client may', () => {
    expect([...SENDERS.keys()].map(({ subject }) => subject).sort()).toEqual(
      ENDPOINTS.filter(({ permission }) => permission === 'internal')
        .map(({ subject }) => subject)
        .sort(),
    );
  });

  it.each(ENDPOINTS.map((endpoint) => [endpoint.subject, endpoint] as const))(
    '%s refuses what is not its body',
    async (_, endpoint) => {
      await expect(failure(endpoint, '[]')).resolves.toMatchObject({ code: 'invalid-request' });
      await expect(failure(endpoint, '{')).resolves.toMatchObject({ code: 'malformed-json' });
    },
  );

  it.each([
    ['no token', undefined, 401, 'unauthenticated'],
    ['an unknown token', 'Bearer nonsense', 401, 'unauthenticated'],
    ['another scheme', 'Basic dXNlcjpwYXNz', 401, 'unauthenticated'],
  ])('REST: %s', async (_, authorization, status, code) => {
    const response = await fetch(`${sharedStack().gatewayUrl}/api/packages/npm`, {
      headers: authorization ? { authorization } : {},
    });

    expect(response.status).toBe(status);
    await expect(response.json()).resolves.toMatchObject({ code });
  });

  it('REST: malformed JSON', async () => {
    const response = await fetch(`${sharedStack().gatewayUrl}/api/packages/npm/install`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokenOf(sharedStack(), 'executor')}`,
        'content-type': 'application/json',
      },
      body: '{"skill',
    });

    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({ code: 'malformed-json' });
  });

  it('leaves the trail and the registry answering', async () => {
    await expect(admin.call(auditStats, {})).resolves.toHaveProperty('events');
    await expect(admin.call(governanceStats, {})).resolves.toHaveProperty('revision');
  });
});
