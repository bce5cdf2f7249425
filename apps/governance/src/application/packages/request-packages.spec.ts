import { DomainError } from '@sallyport/domain';
import { fakeGovernance, npm, reasonFor, requestExactly, rita, sam } from '../governance.fake';
import { lockOf } from '../ports/resolver.fake';
import { scanned } from '../scanned.fake';

const asked = (requirements: string[], ecosystem = 'npm') => ({
  actor: rita,
  ecosystem,
  requirements,
  closure: true,
});

describe('governance/application/packages/request-packages', () => {
  it('registers every package of the closure, each once, in one act', async () => {
    const governance = await fakeGovernance();
    const lock = lockOf('npm', [
      ['a', '1.0.0', 'node_modules/a'],
      ['b', '2.0.0', 'node_modules/b'],
      ['b', '2.0.0', 'node_modules/a/node_modules/b'],
    ]);
    governance.resolver.answer = lock;

    const reply = await governance.request.request({ ...asked([' a@^1 ']), note: 'for the report' });

    expect(reply).toMatchObject({
      revision: 5,
      changed: 2,
      unchanged: 0,
      lock,
      packages: [npm('a'), npm('b', '2.0.0')],
    });
    expect(governance.resolver.asked).toEqual([{ ecosystem: 'npm', requirements: ['a@^1'] }]);
    expect(governance.store.log.at(-1)?.parts).toEqual([
      expect.objectContaining({
        action: 'request',
        name: 'a',
        requestId: reply.requestId,
        note: 'for the report',
      }),
      expect.objectContaining({ action: 'request', name: 'b', requestId: reply.requestId }),
    ]);
    expect(await reasonFor(governance, 'intern', 'b', '2.0.0')).toBe('pending-review');
  });

  it('remembers the request as it was made', async () => {
    const governance = await fakeGovernance();

    const { requestId } = await requestExactly(governance, 'a@1.0.0');

    expect(await governance.store.request(requestId)).toMatchObject({
      requirements: ['a@1.0.0'],
      lock: null,
      packages: [npm('a')],
      actor: sam,
      note: null,
    });
  });

  it('asks nobody to resolve exact versions without their closure', async () => {
    const governance = await fakeGovernance();

    const reply = await governance.request.request({
      actor: rita,
      ecosystem: 'pypi',
      requirements: ['Foo_Bar==1.0.0', 'foo.bar==1'],
      closure: false,
    });

    expect(reply).toMatchObject({
      lock: null,
      changed: 1,
      packages: [{ ecosystem: 'pypi', name: 'foo-bar', version: '1' }],
    });
    expect(governance.resolver.asked).toEqual([]);
  });

  it('leaves what is approved as it is', async () => {
    const governance = await fakeGovernance();
    await scanned(governance, npm('a'));
    await governance.approve.approve({ actor: rita, packages: [npm('a')], minMaturity: 'supervised' });

    const reply = await requestExactly(governance, 'a@1.0.0');

    expect(reply).toMatchObject({ changed: 0, unchanged: 1, revision: 6 });
    expect(await reasonFor(governance, 'supervised', 'a')).toBe('approved');
  });

  it('never lifts a ban', async () => {
    const governance = await fakeGovernance();
    await governance.ban.ban({ actor: rita, package: npm('a'), reason: 'bad' });

    await requestExactly(governance, 'a@1.0.0');

    expect(await reasonFor(governance, 'autonomous', 'a')).toBe('banned');
  });

  it.each([
    ['an empty list', asked([]), 'empty-request'],
    ['an unknown ecosystem', asked(['a'], 'cargo'), 'unknown-ecosystem'],
    ['an ecosystem of 1 MB', asked(['a'], 'n'.repeat(1_048_576)), 'unknown-ecosystem'],
    ['an empty requirement', asked([' ']), 'invalid-requirement'],
    ['a URL', asked(['https://example.invalid/x.tgz']), 'unsupported-source'],
    ['a git spec', asked(['a@git+ssh://example.invalid/x']), 'unsupported-source'],
    ['a path', asked(['../x']), 'unsupported-source'],
    ['a tag', asked(['a@latest']), 'invalid-requirement'],
    ['a scope without a name', asked(['@/x']), 'invalid-name'],
    ['a homoglyph', asked(['l\u043edash']), 'invalid-name'],
    ['a control character', asked(['lo\u0000dash']), 'invalid-requirement'],
    ['a requirement of 10 kB', asked(['x'.repeat(10_240)]), 'invalid-requirement'],
    ['a range without closure', { ...asked(['a@^1']), closure: false }, 'invalid-requirement'],
  ])('%s is an error and changes nothing', async (_title, request, code) => {
    const governance = await fakeGovernance();

    await expect(governance.request.request(request)).rejects.toMatchObject({
      code,
      hint: expect.stringMatching(/\w{3}/),
    });

    expect(governance.store.log).toHaveLength(4);
    expect(governance.resolver.asked).toEqual([]);
  });

  it.each([
    'nobody-listens',
    'timeout',
    'package-not-found',
    'version-not-found',
    'version-conflict',
    'registry-unreachable',
  ] as const)('hands on %s from the installer and changes nothing', async (code) => {
    const governance = await fakeGovernance();
    governance.resolver.answer = new DomainError(code, 'The installer says so');

    await expect(governance.request.request(asked(['a']))).rejects.toMatchObject({
      code,
      message: 'The installer says so',
    });

    expect(governance.store.log).toHaveLength(4);
  });

  it.each([
    ['of the other ecosystem', lockOf('pypi', [['a', '1']]), 'internal'],
    ['with an illegal name', lockOf('npm', [['../x', '1.0.0']]), 'invalid-name'],
    ['with a range for a version', lockOf('npm', [['a', '^1']]), 'invalid-version'],
    ['without packages', lockOf('npm', []), 'empty-request'],
  ])('believes no lock %s', async (_title, lock, code) => {
    const governance = await fakeGovernance();
    governance.resolver.answer = lock;

    await expect(governance.request.request(asked(['a']))).rejects.toMatchObject({ code });

    expect(governance.store.log).toHaveLength(4);
  });

  it('says store-unavailable where the database is gone', async () => {
    const governance = await fakeGovernance();
    governance.store.down = true;

    await expect(requestExactly(governance, 'a@1.0.0')).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
