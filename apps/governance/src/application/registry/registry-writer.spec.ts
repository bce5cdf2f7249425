import type { PackageId, RegistryEntry } from '@sallyport/domain';
import { fakeGovernance, npm, reasonFor, rita, type FakeGovernance } from '../governance.fake';
import type { ChangePart, RegistryAct } from '../ports/registry-store';
import { LEASE_MS, LEASE_WAIT_MS } from '../ports/replica-leases';

const AT = '2026-01-01T00:00:00.000Z';
const PENDING: RegistryEntry = { approval: 'requested', minMaturity: null, banReason: null };

const requested = (id: PackageId, note = 'n'): ChangePart => ({
  kind: 'package',
  action: 'request',
  ...id,
  entry: PENDING,
  actor: rita,
  at: AT,
  note,
});
const registered = (agentId: string): ChangePart => ({
  kind: 'agent',
  action: 'register',
  agentId,
  maturity: 'intern',
  previous: null,
  actor: rita,
  at: AT,
});
const banned = (key: string, reason = 'r'): ChangePart => ({
  kind: 'ban',
  key,
  action: 'ban',
  value: {
    id: key,
    selector: { kind: 'all', ecosystem: 'npm', name: 'a' },
    reason,
    state: 'live',
    by: 'person:rita',
    at: AT,
  },
  actor: rita,
  at: AT,
});
const write = (governance: FakeGovernance, parts: ChangePart[], more: Partial<RegistryAct> = {}) =>
  governance.writer.write({ at: AT, decide: () => parts, ...more });

describe('governance/application/registry/registry-writer', () => {
  it('refuses an act that the bus could not carry, and stores nothing of it', async () => {
    const governance = await fakeGovernance();
    const parts = Array.from({ length: 4_000 }, (_, n) => requested(npm(`p${n}`), 'x'.repeat(2_000)));

    await expect(write(governance, parts)).rejects.toMatchObject({
      code: 'payload-too-large',
      hint: expect.stringContaining('several acts'),
    });

    expect(governance.store.log).toHaveLength(4);
  });

  it('takes a closure of ten thousand', async () => {
    const governance = await fakeGovernance();
    const parts = Array.from({ length: 10_000 }, (_, n) => requested(npm(`package-${n}`)));

    expect(await write(governance, parts)).toMatchObject({ changed: 10_000 });
  });

  it.each([
    ['a null character', 'a\u0000b'],
    ['a null character after backslashes', 'a\\\\\u0000'],
    ['the first half of a surrogate pair', 'a\ud83d'],
    ['the second half of a surrogate pair', '\ude00a'],
  ])('refuses text with %s, which the database could not take', async (_title, text) => {
    const governance = await fakeGovernance();
    const request = {
      id: 'r1',
      ecosystem: 'npm' as const,
      requirements: [],
      lock: null,
      packages: [],
      actor: rita,
      note: text,
      at: AT,
    };

    await expect(write(governance, [requested(npm('a'), text)])).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await expect(write(governance, [banned('b1', text)])).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(write(governance, [], { request })).rejects.toMatchObject({ code: 'invalid-request' });

    expect(governance.store.log).toHaveLength(4);
    expect(await governance.store.request('r1')).toBeUndefined();
  });

  it.each(['it\'s "fine"', '\\u0000 spelled out', '\\\\ud83d spelled out', '😀', '\u001f', '\uffff'])(
    'takes the text %j as it is',
    async (text) => {
      const governance = await fakeGovernance();

      await write(governance, [requested(npm('a'), text)]);

      expect(governance.store.log.at(-1)?.parts[0]?.note).toBe(text);
    },
  );

  it.each<[string, Partial<RegistryAct>, ChangePart[], { changed: number; unchanged: number }]>([
    [
      'packages',
      { packages: [npm('a'), npm('b'), npm('c')] },
      [requested(npm('b'))],
      { changed: 1, unchanged: 2 },
    ],
    ['agents', { agents: ['ann', 'bob'] }, [registered('ann')], { changed: 1, unchanged: 1 }],
    [
      'records, where the act is about nothing else',
      {
        records: [
          { kind: 'ban', key: 'x' },
          { kind: 'ban', key: 'y' },
        ],
      },
      [banned('x')],
      { changed: 1, unchanged: 1 },
    ],
    [
      'no records that were only looked at',
      { packages: [npm('a')], records: [{ kind: 'policy', key: 'current' }] },
      [requested(npm('a'))],
      { changed: 1, unchanged: 0 },
    ],
    [
      'what was not named as changed',
      { packages: [npm('a')] },
      [requested(npm('b')), banned('x')],
      { changed: 2, unchanged: 1 },
    ],
    ['nothing where nothing was named', {}, [], { changed: 0, unchanged: 0 }],
  ])('counts %s', async (_title, named, parts, expected) => {
    const governance = await fakeGovernance();

    expect(await write(governance, parts, named)).toMatchObject(expected);
  });

  it('brings records to the view before it acknowledges them, and to the stream', async () => {
    const governance = await fakeGovernance();
    const before = await reasonFor(governance, 'intern', 'a');

    const { revision } = await write(governance, [banned('b1')], { records: [{ kind: 'ban', key: 'b1' }] });
    const after = await reasonFor(governance, 'intern', 'a');
    await governance.clock.advance(1_000);

    expect([before, after]).toEqual(['unknown-package', 'banned']);
    expect([...governance.stream.changes.values()].at(-1)).toEqual({ revision, parts: [banned('b1')] });
  });

  it('acknowledges what it could not apply itself only when it may not answer from memory any more', async () => {
    const governance = await fakeGovernance();
    const act = governance.store.act.bind(governance.store);
    governance.store.act = async (asked) => {
      const other = await act({
        at: AT,
        decide: () => [
          {
            kind: 'agent',
            action: 'register',
            agentId: 'other',
            maturity: 'intern',
            previous: null,
            actor: rita,
            at: AT,
          },
        ],
      });
      const outcome = await act(asked);
      governance.store.down = governance.leases.down = other.change !== undefined;
      return outcome;
    };

    const answer = async () => governance.checkPackage.answer({ agentId: 'intern', ...npm('a') });
    let isOver = false;
    const banning = governance.ban
      .ban({ actor: rita, package: npm('a'), reason: 'bad' })
      .finally(() => (isOver = true));
    await governance.clock.advance(LEASE_MS - 1);
    const before = isOver;
    await governance.clock.advance(LEASE_WAIT_MS);

    expect(before).toBe(false);
    expect(await banning).toMatchObject({ changed: 1 });
    const asked = answer();
    asked.catch(() => undefined);
    await governance.clock.advance(2_000);
    await expect(asked).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
