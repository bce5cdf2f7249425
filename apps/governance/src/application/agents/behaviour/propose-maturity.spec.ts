import { DEFAULT_POLICY } from '@sallyport/domain';
import { fakeGovernance, rita } from '../../governance.fake';
import type { Behaviour } from '../../ports/usage-store';
import { openId, openOnes, report } from './reports.fake';

const { banHits, deniedEgress, inventedNames } = DEFAULT_POLICY.behaviour.demoteFrom;
const CLEAN = DEFAULT_POLICY.behaviour.promoteFromCleanChecks;
const HOUR_MS = 3_600_000;

describe('governance/application/agents/behaviour/propose-maturity', () => {
  it.each<[string, string, Behaviour, number, string | undefined]>([
    ['ban hits', 'supervised', 'ban-hit', banHits, 'intern'],
    ['too few ban hits', 'supervised', 'ban-hit', banHits - 1, undefined],
    ['denied connections', 'autonomous', 'denied-egress', deniedEgress, 'supervised'],
    ['invented names', 'intern', 'invented-name', inventedNames, 'student'],
    ['clean checks', 'supervised', 'clean-check', CLEAN, 'autonomous'],
    ['too few clean checks', 'supervised', 'clean-check', CLEAN - 1, undefined],
    ['clean checks of who is autonomous', 'autonomous', 'clean-check', CLEAN, undefined],
    ['an agent that nobody registered', 'ghost', 'ban-hit', banHits, undefined],
  ])('%s', async (_title, agentId, behaviour, count, to) => {
    const governance = await fakeGovernance();

    expect(await report(governance, agentId, behaviour, count)).toEqual({ counted: true });

    const expected =
      to === undefined
        ? []
        : [{ agentId, from: agentId, to, state: 'open', why: expect.stringMatching(/./) }];
    expect(await openOnes(governance)).toMatchObject(expected);
  });

  it('changes no maturity by itself, and tells who proposes', async () => {
    const governance = await fakeGovernance();

    await report(governance, 'supervised', 'ban-hit', banHits);

    expect(governance.current.view.agent('supervised')).toMatchObject({ maturity: 'supervised' });
    expect(governance.store.log.at(-1)?.parts).toMatchObject([
      { kind: 'proposal', action: 'propose', actor: { kind: 'service', id: 'governance' } },
    ]);
  });

  it('adds up what was reported one by one', async () => {
    const governance = await fakeGovernance();

    for (let n = 1; n < banHits; n += 1) await report(governance, 'supervised', 'ban-hit', 1);
    const before = await openOnes(governance);
    await report(governance, 'supervised', 'ban-hit', 1);

    expect([before.length, (await openOnes(governance)).length]).toEqual([0, 1]);
  });

  it.each([
    ['just within', -1, 1],
    ['just before', 1, 0],
  ])('counts only what policy looks back on: hits %s it', async (_title, hoursEarlier, proposals) => {
    const governance = await fakeGovernance();
    const backTo = governance.clock.now().getTime() - DEFAULT_POLICY.behaviour.withinHours * HOUR_MS;
    const at = new Date(backTo - hoursEarlier * HOUR_MS).toISOString();
    const hits = { agentId: 'supervised', behaviour: 'ban-hit' as const, count: banHits - 1, at };

    await governance.reportBehaviour.report({ id: 'earlier', ...hits });
    await report(governance, 'supervised', 'ban-hit', 1);

    expect(await openOnes(governance)).toHaveLength(proposals);
  });

  it('makes no second proposal for an agent while one is open', async () => {
    const governance = await fakeGovernance();

    await report(governance, 'supervised', 'ban-hit', banHits);
    await report(governance, 'supervised', 'ban-hit', banHits);
    await report(governance, 'autonomous', 'ban-hit', banHits);

    expect((await openOnes(governance)).map(({ agentId }) => agentId).sort()).toEqual([
      'autonomous',
      'supervised',
    ]);
  });

  it('makes one proposal where many see the same at once', async () => {
    const governance = await fakeGovernance();

    await Promise.all([1, 2, 3, 4].map(() => report(governance, 'supervised', 'ban-hit', banHits)));

    expect((await governance.listProposals.list({})).proposals).toHaveLength(1);
  });

  it('proposes nothing for a suspended agent', async () => {
    const governance = await fakeGovernance();
    await governance.suspend.suspend({ actor: rita, agentId: 'supervised', reason: 'r' });

    await report(governance, 'supervised', 'ban-hit', banHits);

    expect(await openOnes(governance)).toEqual([]);
  });

  it.each([true, false])(
    'proposes nothing anew for what a person has decided on (accepted: %s)',
    async (accept) => {
      const governance = await fakeGovernance();
      await report(governance, 'autonomous', 'ban-hit', banHits);
      await governance.decideProposal.decide({ actor: rita, proposalId: await openId(governance), accept });

      await governance.clock.advance(2 * 60_000);
      await report(governance, 'autonomous', 'ban-hit', banHits - 1);
      const one = await openOnes(governance);
      await report(governance, 'autonomous', 'ban-hit', 1);

      expect(one).toEqual([]);
      expect(await openOnes(governance)).toMatchObject([{ from: accept ? 'supervised' : 'autonomous' }]);
    },
  );

  it('puts another proposal in the place of one whose maturity no longer holds', async () => {
    const governance = await fakeGovernance();
    await report(governance, 'autonomous', 'ban-hit', banHits);
    await governance.change.change({ actor: rita, agentId: 'autonomous', maturity: 'supervised' });

    await governance.clock.advance(2 * 60_000);
    await report(governance, 'autonomous', 'ban-hit', banHits);

    const { proposals } = await governance.listProposals.list({});
    expect(proposals.map(({ from, to, state }) => [from, to, state])).toEqual([
      ['supervised', 'intern', 'open'],
      ['autonomous', 'supervised', 'declined'],
    ]);
    expect(governance.store.log.at(-1)?.parts[0]).toMatchObject({
      action: 'outdate',
      note: expect.stringMatching(/supervised/),
    });
  });
});
