import {
  fakeGovernance,
  npm,
  reasonFor,
  requestExactly,
  rita,
  type FakeGovernance,
} from '../governance.fake';
import { scanned } from '../scanned.fake';

const approve = (
  governance: FakeGovernance,
  target: object,
  minMaturity: 'supervised' | 'autonomous' = 'supervised',
) => governance.approve.approve({ actor: rita, minMaturity, ...target });
const reject = (governance: FakeGovernance, target: object) =>
  governance.reject.reject({ actor: rita, reason: 'no need', ...target });
const revoke = (governance: FakeGovernance, target: object) =>
  governance.revoke.revoke({ actor: rita, reason: 'aged', ...target });
const reasons = (governance: FakeGovernance, ...names: string[]) =>
  Promise.all(names.map((name) => reasonFor(governance, 'supervised', name)));

const ALL = ['a', 'b', 'c', 'd'].map((name) => npm(name));

async function withRequest() {
  const governance = await fakeGovernance();
  await scanned(governance, ...ALL);
  const { requestId } = await requestExactly(governance, 'a@1.0.0', 'b@1.0.0', 'c@1.0.0');
  return { governance, requestId };
}

describe('governance/application/packages/approve-packages', () => {
  it('approves the whole closure of a request in one revision', async () => {
    const { governance, requestId } = await withRequest();

    const receipt = await approve(governance, { requestId });

    expect(receipt).toMatchObject({ revision: 7, changed: 3, unchanged: 0 });
    expect(await reasons(governance, 'a', 'b', 'c')).toEqual(['approved', 'approved', 'approved']);
  });

  it('approves packages that are named, under any spelling, each once', async () => {
    const governance = await fakeGovernance();
    await scanned(governance, ...ALL);

    const receipt = await approve(governance, { packages: [npm('a'), npm('a', 'v1.0.0')] });

    expect(receipt).toMatchObject({ changed: 1, unchanged: 0 });
    expect(await reasons(governance, 'a')).toEqual(['approved']);
  });

  it('changes nothing the second time, and says so', async () => {
    const { governance, requestId } = await withRequest();
    await approve(governance, { requestId });

    expect(await approve(governance, { requestId })).toEqual({ revision: 7, changed: 0, unchanged: 3 });
    expect(governance.store.log).toHaveLength(7);
  });

  it('moves the threshold of what is approved already', async () => {
    const { governance, requestId } = await withRequest();
    await approve(governance, { requestId });

    await approve(governance, { packages: [npm('b')] }, 'autonomous');

    expect(await reasons(governance, 'a', 'b')).toEqual(['approved', 'maturity-too-low']);
  });

  it('approves nothing of a closure that holds a banned package, and names it', async () => {
    const { governance, requestId } = await withRequest();
    await governance.ban.ban({ actor: rita, package: npm('b'), reason: 'steals tokens' });

    await expect(approve(governance, { requestId })).rejects.toMatchObject({
      code: 'transition-refused',
      message: expect.stringContaining('npm:b@1.0.0 is banned (steals tokens)'),
    });

    expect(await reasons(governance, 'a', 'b', 'c')).toEqual(['pending-review', 'banned', 'pending-review']);
  });

  it('names every banned package of a closure', async () => {
    const { governance, requestId } = await withRequest();
    for (const name of ['a', 'c'])
      await governance.ban.ban({ actor: rita, package: npm(name), reason: 'bad' });

    await expect(approve(governance, { requestId })).rejects.toMatchObject({
      code: 'transition-refused',
      details: {
        count: 2,
        refusals: [expect.stringContaining('npm:a@1.0.0'), expect.stringContaining('npm:c@1.0.0')],
      },
    });
  });
});

describe('governance/application/packages/reject-packages', () => {
  it('rejects what of a request still waits and leaves the rest', async () => {
    const { governance, requestId } = await withRequest();
    await approve(governance, { packages: [npm('b')] });

    const receipt = await reject(governance, { requestId });

    expect(receipt).toMatchObject({ changed: 2, unchanged: 1 });
    expect(await reasons(governance, 'a', 'b', 'c')).toEqual(['untrusted', 'approved', 'untrusted']);
  });

  it.each([
    ['a request of which nothing waits', (requestId: string) => ({ requestId })],
    ['packages of which one does not wait', () => ({ packages: [npm('d'), npm('a')] })],
  ])('refuses %s and changes nothing', async (_title, target) => {
    const { governance, requestId } = await withRequest();
    await approve(governance, { requestId });
    await requestExactly(governance, 'd@1.0.0');

    await expect(reject(governance, target(requestId))).rejects.toMatchObject({ code: 'transition-refused' });

    expect(await reasons(governance, 'a', 'd')).toEqual(['approved', 'pending-review']);
  });
});

describe('governance/application/packages/revoke-packages', () => {
  it('revokes what of a request is approved, with its reason in the log', async () => {
    const { governance, requestId } = await withRequest();
    await approve(governance, { packages: [npm('a'), npm('b')] });

    const receipt = await revoke(governance, { requestId });

    expect(receipt).toMatchObject({ changed: 2, unchanged: 1 });
    expect(await reasons(governance, 'a', 'b', 'c')).toEqual(['untrusted', 'untrusted', 'pending-review']);
    expect(governance.store.log.at(-1)?.parts[0]).toMatchObject({
      action: 'revoke',
      note: 'aged',
      actor: rita,
    });
  });

  it('refuses what was never approved', async () => {
    const { governance } = await withRequest();

    await expect(revoke(governance, { packages: [npm('a')] })).rejects.toMatchObject({
      code: 'transition-refused',
    });
  });
});

describe('governance/application/packages/target', () => {
  const acts = [approve, reject, revoke];

  it.each([
    ['neither packages nor request', {}, 'invalid-request'],
    ['both', { packages: [npm('a')], requestId: 'r' }, 'invalid-request'],
    ['an empty list', { packages: [] }, 'empty-request'],
    ['an unknown request', { requestId: 'r' }, 'request-not-found'],
    ['an illegal name', { packages: [npm('a'), npm('../x')] }, 'invalid-name'],
    ['an illegal version', { packages: [npm('a', '*')] }, 'invalid-version'],
    ['an unknown ecosystem', { packages: [{ ...npm('a'), ecosystem: 'cargo' }] }, 'unknown-ecosystem'],
  ])('%s is an error for every review and changes nothing', async (_title, target, code) => {
    const { governance } = await withRequest();

    const outcomes = await Promise.allSettled(acts.map((act) => act(governance, target)));

    expect(outcomes).toEqual(
      acts.map(() => ({ status: 'rejected', reason: expect.objectContaining({ code }) })),
    );
    expect(governance.store.log).toHaveLength(6);
  });
});
