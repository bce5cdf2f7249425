import { DEFAULT_POLICY } from '@sallyport/domain';
import { fakeGovernance, rita, type FakeGovernance } from '../../governance.fake';
import { openId, report } from './reports.fake';

const { banHits } = DEFAULT_POLICY.behaviour.demoteFrom;

describe('governance/application/agents/behaviour/decide-proposal', () => {
  it('changes the maturity in the act that accepts', async () => {
    const governance = await fakeGovernance();
    await report(governance, 'supervised', 'ban-hit', banHits);
    const proposalId = await openId(governance);

    const receipt = await governance.decideProposal.decide({
      actor: rita,
      proposalId,
      accept: true,
      reason: 'seen it',
    });

    expect(receipt).toMatchObject({ changed: 2, unchanged: 0 });
    expect(governance.store.log.at(-1)?.parts).toMatchObject([
      { kind: 'proposal', action: 'accept', note: 'seen it', value: { state: 'accepted' } },
      {
        kind: 'agent',
        action: 'change',
        maturity: 'intern',
        previous: 'supervised',
        note: 'seen it',
        actor: rita,
      },
    ]);
    expect(governance.current.view.agent('supervised')).toMatchObject({ maturity: 'intern' });
  });

  it('writes why it was proposed into the history where the person says nothing', async () => {
    const governance = await fakeGovernance();
    await report(governance, 'supervised', 'ban-hit', banHits);

    await governance.decideProposal.decide({
      actor: rita,
      proposalId: await openId(governance),
      accept: true,
    });

    const { history } = await governance.agentHistory.get({ agentId: 'supervised' });
    expect(history.at(-1)?.note).toMatch(/checks of banned packages/);
  });

  it('leaves the agent alone where it is declined', async () => {
    const governance = await fakeGovernance();
    await report(governance, 'supervised', 'ban-hit', banHits);

    const receipt = await governance.decideProposal.decide({
      actor: rita,
      proposalId: await openId(governance),
      accept: false,
    });

    expect(receipt).toMatchObject({ changed: 1, unchanged: 0 });
    expect(governance.current.view.agent('supervised')).toMatchObject({ maturity: 'supervised' });
    expect((await governance.listProposals.list({ state: 'declined' })).proposals).toHaveLength(1);
  });

  it.each<[string, (governance: FakeGovernance, proposalId: string) => Promise<unknown>]>([
    ['was accepted', (g, proposalId) => g.decideProposal.decide({ actor: rita, proposalId, accept: true })],
    ['was declined', (g, proposalId) => g.decideProposal.decide({ actor: rita, proposalId, accept: false })],
    [
      'is for a maturity that no longer holds',
      (g) => g.change.change({ actor: rita, agentId: 'supervised', maturity: 'student' }),
    ],
    [
      'is of an agent that is suspended',
      (g) => g.suspend.suspend({ actor: rita, agentId: 'supervised', reason: 'r' }),
    ],
  ])('refuses to accept one that %s', async (_title, before) => {
    const governance = await fakeGovernance();
    await report(governance, 'supervised', 'ban-hit', banHits);
    const proposalId = await openId(governance);
    await before(governance, proposalId);
    const { length } = governance.store.log;

    const accepting = governance.decideProposal.decide({ actor: rita, proposalId, accept: true });

    await expect(accepting).rejects.toMatchObject({
      code: 'transition-refused',
      message: expect.stringContaining(proposalId),
    });
    expect(governance.store.log).toHaveLength(length);
  });

  it('lets one of two win who decide at once, and tells the other', async () => {
    const governance = await fakeGovernance();
    await report(governance, 'supervised', 'ban-hit', banHits);
    const proposalId = await openId(governance);

    const outcomes = await Promise.allSettled(
      [true, false].map((accept) => governance.decideProposal.decide({ actor: rita, proposalId, accept })),
    );

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'transition-refused' }),
    });
  });

  it.each(['ghost', '__proto__', ''])('knows no proposal "%s"', async (proposalId) => {
    const governance = await fakeGovernance();

    await expect(
      governance.decideProposal.decide({ actor: rita, proposalId, accept: true }),
    ).rejects.toMatchObject({
      code: 'proposal-not-found',
    });
  });
});
