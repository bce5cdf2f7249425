import { DomainError, type ArtifactDelta } from '@sallyport/domain';
import { fakeGovernance, npm, requestExactly, rita, type FakeGovernance } from '../governance.fake';
import { scanned } from '../scanned.fake';

const NONE = { count: 0, first: [] };
const DELTA: ArtifactDelta = {
  capabilities: { gained: ['network'], lost: [] },
  hooks: { added: NONE, changed: NONE, removed: NONE },
  entryPoints: { added: NONE, removed: NONE },
  dependencies: { added: NONE, changed: NONE, removed: NONE },
  files: { added: NONE, changed: NONE, removed: NONE, unlike: NONE, native: NONE, restDiffers: null },
  size: { before: 100, after: 90, filesBefore: 2, filesAfter: 3 },
  findings: NONE,
  cut: [],
};

async function withUpdate(isApproved = true) {
  const governance = await fakeGovernance();
  await scanned(governance, npm('a'), npm('a', '1.1.0'));
  const first = await requestExactly(governance, 'a@1.0.0');
  const approve = { actor: rita, requestId: first.requestId, minMaturity: 'supervised' as const };
  if (isApproved) await governance.approve.approve(approve);
  const { requestId } = await requestExactly(governance, 'a@1.1.0');
  return { governance, requestId };
}

const digestOf = (governance: FakeGovernance, version: string) =>
  governance.current.view.factsOf(npm('a', version))?.artifacts[0]?.digest as string;

async function deltaOf(governance: FakeGovernance, requestId: string) {
  return (await governance.review.get.get({ requestId })).evidence[0]?.delta;
}

describe('governance/application/review/evidence-delta', () => {
  it('compares every file with the like one of the approved version, and says what stands out', async () => {
    const { governance, requestId } = await withUpdate();
    governance.comparer.byDigest.set(digestOf(governance, '1.1.0'), DELTA);

    const delta = await deltaOf(governance, requestId);

    expect(governance.comparer.asked).toEqual([
      [{ digest: digestOf(governance, '1.1.0'), against: digestOf(governance, '1.0.0') }],
    ]);
    expect(delta).toMatchObject({
      from: '1.0.0',
      how: 'approved',
      artifacts: [{ delta: DELTA, why: null, signs: [{ code: 'capability-gained' }] }],
    });
  });

  it('says that the version before was only scanned', async () => {
    const { governance, requestId } = await withUpdate(false);

    expect(await deltaOf(governance, requestId)).toMatchObject({ from: '1.0.0', how: 'scanned' });
  });

  it('says what was not seen', async () => {
    const { governance, requestId } = await withUpdate();

    expect(await deltaOf(governance, requestId)).toMatchObject({
      artifacts: [{ delta: null, why: 'not-seen', signs: [] }],
    });
  });

  it('gives the rest of the evidence where nobody compares, and says so', async () => {
    const { governance, requestId } = await withUpdate();
    governance.comparer.failure = new DomainError('nobody-listens', 'The scanner does not listen');

    expect(await deltaOf(governance, requestId)).toMatchObject({
      gained: [],
      artifacts: [{ delta: null, why: 'nobody-listens', signs: [] }],
    });
  });

  it('asks nobody where there is nothing to compare', async () => {
    const governance = await fakeGovernance();
    await scanned(governance, npm('a'));
    const { requestId } = await requestExactly(governance, 'a@1.0.0');

    expect(await deltaOf(governance, requestId)).toBeNull();
    expect(governance.comparer.asked).toEqual([]);
  });
});
