import * as domain from '@sallyport/domain';
import { DomainError, type Decision } from '@sallyport/domain';
import { FakeBus } from './fake-bus.fake';
import { SallyportClient } from './sallyport-client';

const LODASH = { ecosystem: 'npm', name: 'lodash', version: '4.17.21' };
const ALLOW: Decision = {
  allowed: true,
  effect: 'allow',
  reasonCode: 'approved',
  reason: 'Approved for intern and above.',
  maturityRequired: 'intern',
  evidence: [],
  nextStep: null,
  eligibleAt: null,
  revision: 7,
  policyVersion: 'test@0123456789ab',
};
const DENY: Decision = {
  ...ALLOW,
  allowed: false,
  effect: 'deny',
  reasonCode: 'banned',
  maturityRequired: null,
};

describe('libs/client/sallyport-client', () => {
  describe('check', () => {
    it('gives the decision of the service, for the agent of the connection', async () => {
      const bus = new FakeBus().serve(domain.checkPackage, () => ALLOW);

      const decision = await SallyportClient.over(bus, 'a1').check(LODASH, { minRevision: 5 });

      expect(decision).toEqual(ALLOW);
      expect(bus.asked).toEqual([
        { subject: 'governance.package.check', request: { agentId: 'a1', ...LODASH, minRevision: 5 } },
      ]);
    });

    it('gives a denial as a value', async () => {
      const bus = new FakeBus().serve(domain.checkPackage, () => DENY);

      expect(await SallyportClient.over(bus, 'a1').check(LODASH)).toEqual(DENY);
    });

    it.each([
      ['allowed beside deny', { ...ALLOW, effect: 'deny' }],
      ['allowed beside undecided', { ...ALLOW, effect: 'undecided' }],
      ['not allowed beside allow', { ...ALLOW, allowed: false }],
    ])('takes no contradiction: %s', async (_, reply) => {
      const bus = new FakeBus().serve(domain.checkPackage, () => reply);

      await expect(SallyportClient.over(bus, 'a1').check(LODASH)).rejects.toMatchObject({ code: 'internal' });
    });

    it.each<[string, () => never, string]>([
      [
        'the code of the service',
        () => fail(new DomainError('store-unavailable', 'down')),
        'store-unavailable',
      ],
      ['a fault of the client library', () => fail(new TypeError('boom')), 'internal'],
    ])('throws %s', async (_, handle, code) => {
      const bus = new FakeBus().serve(domain.checkPackage, handle);

      const failure = SallyportClient.over(bus, 'a1').check(LODASH);

      await expect(failure).rejects.toMatchObject({ name: 'DomainError', code });
    });

    it('says that nobody listens', async () => {
      await expect(SallyportClient.over(new FakeBus(), 'a1').check(LODASH)).rejects.toMatchObject({
        code: 'nobody-listens',
      });
    });

    it.each([[undefined], [''], ['a b'], ['x'.repeat(129)]])(
      'asks nothing for the agent %p',
      async (agentId) => {
        const bus = new FakeBus().serve(domain.checkPackage, () => ALLOW);

        await expect(SallyportClient.over(bus, agentId).check(LODASH)).rejects.toMatchObject({
          code: 'invalid-agent-id',
        });
        expect(bus.asked).toEqual([]);
      },
    );
  });

  describe('checkClosure', () => {
    const packages = [
      { name: 'express', version: '4.21.2' },
      { name: 'qs', version: '6.13.0' },
    ];
    const refused = [{ name: 'qs', version: '6.13.0', decision: DENY, path: [], alternative: null }];
    const common = { revision: 7, policyVersion: 'test@0123456789ab', without: [] };

    it.each([
      ['all allowed', { ...common, allowed: true, checked: 2, refused: [] }],
      ['one refused', { ...common, allowed: false, checked: 2, refused }],
    ])('gives the answer: %s', async (_, reply) => {
      const bus = new FakeBus().serve(domain.checkClosure, () => reply);

      expect(await SallyportClient.over(bus, 'a1').checkClosure('npm', packages)).toEqual(reply);
      expect(bus.asked).toHaveLength(1);
    });

    it('passes on what paths, signature and trail need', async () => {
      const bus = new FakeBus().serve(domain.checkClosure, () => ({
        ...common,
        allowed: true,
        checked: 1,
        refused: [],
      }));
      const asked = [
        { name: 'qs', version: '6.13.0', digest: 'sha256:x', path: 'node_modules/qs', dependencies: [] },
      ];

      await SallyportClient.over(bus, 'a1').checkClosure('npm', asked, {
        roots: ['node_modules/qs'],
        lockDigest: 'sha256:y',
        skillId: 's1',
        sign: true,
      });

      expect(bus.asked[0]?.request).toEqual({
        agentId: 'a1',
        ecosystem: 'npm',
        packages: asked,
        roots: ['node_modules/qs'],
        lockDigest: 'sha256:y',
        skillId: 's1',
        sign: true,
      });
    });

    it.each([
      ['fewer were checked than asked for', { ...common, allowed: true, checked: 1, refused: [] }],
      ['allowed, with refusals', { ...common, allowed: true, checked: 2, refused }],
      ['refused, without refusals', { ...common, allowed: false, checked: 2, refused: [] }],
      [
        'an allowed one among the refused',
        { ...common, allowed: false, checked: 2, refused: [{ ...refused[0], decision: ALLOW }] },
      ],
    ])('takes no contradiction: %s', async (_, reply) => {
      const bus = new FakeBus().serve(domain.checkClosure, () => reply);

      await expect(SallyportClient.over(bus, 'a1').checkClosure('npm', packages)).rejects.toMatchObject({
        code: 'internal',
      });
    });
  });

  it('asks the installer of the ecosystem', async () => {
    const bus = new FakeBus();
    const client = SallyportClient.over(bus, 'a1');

    await expect(client.resolve('pypi', ['requests'])).rejects.toMatchObject({ code: 'nobody-listens' });
    await expect(client.inspect('npm', { requirements: ['lodash'] })).rejects.toMatchObject({
      code: 'nobody-listens',
    });
    await expect(client.execute({ ecosystem: 'npm', skillId: 's', code: 'return 1' })).rejects.toMatchObject({
      code: 'nobody-listens',
    });

    expect(bus.asked).toEqual([
      { subject: 'installer.pypi.resolve', request: { requirements: ['requests'] } },
      { subject: 'installer.npm.inspect', request: { requirements: ['lodash'] } },
      { subject: 'installer.npm.execute', request: { skillId: 's', code: 'return 1', agentId: 'a1' } },
    ]);
  });

  it.each([
    ['no seed', {}, 'invalid-request'],
    ['a seed file that is not there', { seedFile: '/nowhere/executor.nk' }, 'permission-denied'],
  ])('does not connect with %s', async (_, credentials, code) => {
    const options = { url: 'nats://127.0.0.1:1', user: 'executor', ...credentials };

    await expect(SallyportClient.connect(options)).rejects.toMatchObject({ code });
  });

  it('closes its bus', async () => {
    const bus = new FakeBus();

    await SallyportClient.over(bus).close();

    expect(bus.closed).toBe(true);
  });
});

function fail(error: Error): never {
  throw error;
}
