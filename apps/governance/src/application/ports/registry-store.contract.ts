import { DomainError, type Actor, type Grant, type PackageId, type RegistryEntry } from '@sallyport/domain';
import { agentHistoryContract } from './agent-history.contract';
import { packedSnapshotsContract } from './packed-snapshots.contract';
import { registryLogContract } from './registry-log.contract';
import { registryRecordsContract } from './registry-records.contract';
import { requestQueueContract } from './request-queue.contract';
import { lockOf } from './resolver.fake';
import type { ChangePart, PackageRequest, RegistryAct, RegistryStore } from './registry-store';

const actor: Actor = { kind: 'person', id: 'rita' };
const AT = '2026-01-01T00:00:00.000Z';
const LATER = '2026-01-02T00:00:00.000Z';
const PENDING: RegistryEntry = { approval: 'requested', minMaturity: null, banReason: null };
const APPROVED: RegistryEntry = { approval: 'approved', minMaturity: 'supervised', banReason: null };
const BANNED: RegistryEntry = { ...APPROVED, banReason: 'it\'s "bad" \\ ☠' };
const REJECTED: RegistryEntry = { approval: 'rejected', minMaturity: null, banReason: null };
const GRANT: Grant = {
  grantedAt: AT,
  expiresAt: LATER,
  by: ['person:rita', 'person:otto'],
  digests: [`sha256:${'a'.repeat(64)}`],
  closure: null,
  without: ['network'],
  breakGlass: true,
  inheritedFrom: null,
  reason: 'the "best" \\ ☠',
};

const npm = (name: string, version = '1.0.0'): PackageId => ({ ecosystem: 'npm', name, version });
const part = (id: PackageId, entry: RegistryEntry, more: Partial<ChangePart> = {}): ChangePart =>
  ({ kind: 'package', action: 'request', ...id, entry, actor, at: AT, ...more }) as ChangePart;
const agentPart = (agentId: string, at = AT) =>
  ({
    kind: 'agent',
    action: 'register',
    agentId,
    maturity: 'intern',
    previous: null,
    actor,
    at,
  }) as const satisfies ChangePart;
const comment = (key: string, text: string): ChangePart => ({
  kind: 'comment',
  key,
  action: 'comment',
  value: { requestId: 'r1', text },
  actor,
  at: AT,
});
const act = (parts: ChangePart[], more: Partial<RegistryAct> = {}): RegistryAct => ({
  at: AT,
  decide: () => parts,
  ...more,
});

/** What every registry store must do. `fresh` gives an empty one. */
export function registryStoreContract(fresh: () => Promise<RegistryStore>): void {
  let store: RegistryStore;
  beforeEach(async () => {
    store = await fresh();
  });

  it('counts revisions from one, without gaps, and gives the log back as written', async () => {
    const first = await store.act(act([part(npm('a'), PENDING)]));
    const second = await store.act(
      act([part(npm('a'), BANNED, { note: 'why', requestId: 'r1' }), agentPart('ann')]),
    );

    const log = await store.changesAfter(0, 10);

    expect([first.revision, second.revision]).toEqual([1, 2]);
    expect(log).toEqual([first.change, second.change]);
    expect(log[1]?.parts[0]).toMatchObject({ entry: BANNED, note: 'why', requestId: 'r1' });
  });

  it('makes no revision of an act that changes nothing', async () => {
    await store.act(act([part(npm('a'), PENDING)]));

    const nothing = await store.act(act([]));

    expect(nothing).toMatchObject({ revision: 1, change: undefined });
    expect(await store.changesAfter(0, 10)).toHaveLength(1);
  });

  it('undoes the whole act, its request too, when it is refused', async () => {
    const refused = store.act({
      at: AT,
      request: requestOf('r1', [npm('a')]),
      decide: () => {
        throw new DomainError('transition-refused', 'no');
      },
    });

    await expect(refused).rejects.toMatchObject({ code: 'transition-refused' });
    expect(await store.request('r1')).toBeUndefined();
    expect(await store.changesAfter(0, 10)).toEqual([]);
  });

  it('shows an act what is there of the packages and agents that it names', async () => {
    await store.act(
      act([
        part(npm('a'), BANNED),
        part({ ecosystem: 'pypi', name: 'a', version: '1.0.0' }, PENDING),
        agentPart('ann'),
      ]),
    );
    const seen: unknown[] = [];

    await store.act({
      at: AT,
      packages: [npm('a'), npm('a', '2.0.0'), npm('b')],
      agents: ['ann', 'bob'],
      decide: (present) => {
        seen.push(
          present.entryOf(npm('a')),
          present.entryOf(npm('a', '2.0.0')),
          present.entryOf(npm('b')),
          present.maturityOf('ann'),
          present.maturityOf('bob'),
        );
        return [];
      },
    });

    expect(seen).toEqual([BANNED, undefined, undefined, 'intern', undefined]);
  });

  it('puts acts that come at once in one order, each seeing what the one before left', async () => {
    const agents = Array.from({ length: 20 }, (_, n) => `agent-${n}`);
    const seen: boolean[] = [];

    await Promise.all(
      agents.map((agentId) =>
        store.act({
          at: AT,
          agents: ['shared'],
          decide: (present) => {
            seen.push(present.maturityOf('shared') !== undefined);
            return [
              agentPart(agentId),
              ...(present.maturityOf('shared') === undefined ? [agentPart('shared')] : []),
            ];
          },
        }),
      ),
    );

    const log = await store.changesAfter(0, 100);
    expect(log.map(({ revision }) => revision)).toEqual(agents.map((_, n) => n + 1));
    expect(seen.filter((known) => !known)).toHaveLength(1);
  });

  it('gives everything at one revision', async () => {
    await store.act(act([part(npm('a'), PENDING), part(npm('b'), BANNED), agentPart('ann')]));
    await store.act(act([part(npm('a'), APPROVED)]));

    const snapshot = await store.snapshot();

    expect(snapshot.revision).toBe(2);
    expect([...snapshot.packages].map(({ name, entry }) => [name, entry.approval, entry.banReason])).toEqual(
      expect.arrayContaining([
        ['a', 'approved', null],
        ['b', 'approved', BANNED.banReason],
      ]),
    );
    expect([...snapshot.agents].map(({ id, maturity }) => [id, maturity])).toEqual([['ann', 'intern']]);
  });

  it('keeps a request as it was made', async () => {
    const request = requestOf('r1', [npm('a'), npm('b')]);

    await store.act({ ...act([]), request });

    expect(await store.request('r1')).toEqual(request);
    expect(await store.request("r1' or true --")).toBeUndefined();
  });

  it('keeps a closure of thousands in one act', async () => {
    const ids = Array.from({ length: 3_000 }, (_, n) => npm(`p${n}`));

    const { change } = await store.act(
      act(
        ids.map((id) => part(id, PENDING)),
        { packages: ids },
      ),
    );

    expect(change?.parts).toHaveLength(3_000);
    expect([...(await store.snapshot()).packages]).toHaveLength(3_000);
  });

  it.each<[string, RegistryEntry]>([
    ['an approval with its terms', { ...APPROVED, grant: GRANT, requestedBy: 'agent:bot' }],
    [
      'a request with a first yes',
      {
        ...PENDING,
        requestedBy: 'person:ann',
        firstReview: { by: 'person:rita', minMaturity: 'intern', grant: GRANT },
      },
    ],
    ['an approval that has expired', { approval: 'expired', minMaturity: null, banReason: null }],
    ['an approval from before there were terms', APPROVED],
  ])('keeps every word of %s', async (_title, entry) => {
    await store.act(act([part(npm('a'), { ...APPROVED, grant: GRANT, requestedBy: 'person:old' })]));
    await store.act(act([part(npm('a'), entry)]));
    const seen: unknown[] = [];

    await store.act({
      at: AT,
      packages: [npm('a')],
      decide: (present) => (seen.push(present.entryOf(npm('a'))), []),
    });

    expect(seen).toEqual([entry]);
    const { requestedBy: _requestedBy, ...looked } = entry;
    expect([...(await store.snapshot()).packages]).toEqual([{ ...npm('a'), entry: looked }]);
  });

  it('writes what an act says last of one and the same', async () => {
    await store.act(
      act([
        part(npm('a'), PENDING),
        part(npm('a'), APPROVED),
        agentPart('ann'),
        { ...agentPart('ann'), maturity: 'supervised' },
        comment('c1', 'first'),
        comment('c1', 'last'),
      ]),
    );

    expect([...(await store.snapshot()).packages].map(({ entry }) => entry)).toEqual([APPROVED]);
    expect(await store.agent('ann')).toMatchObject({ maturity: 'supervised' });
    expect((await store.record('comment', 'c1'))?.value.text).toBe('last');
    expect((await store.changesAfter(0, 10))[0]?.parts).toHaveLength(6);
  });

  describe('list', () => {
    beforeEach(async () => {
      await store.act(
        act([part(npm('b'), PENDING), part(npm('a', '2.0.0'), APPROVED), part(npm('a', '10.0.0'), BANNED)]),
      );
      await store.act(
        act([part({ ecosystem: 'pypi', name: 'z', version: '1' }, REJECTED), part(npm('Z'), PENDING)]),
      );
      await store.act({ ...act([]), request: requestOf('r1', [npm('b'), npm('a', '2.0.0'), npm('ghost')]) });
    });

    it.each([
      [
        'everything, by the bytes of ecosystem, name and version',
        {},
        ['Z@1.0.0', 'a@10.0.0', 'a@2.0.0', 'b@1.0.0', 'z@1'],
      ],
      ['an ecosystem', { ecosystem: 'pypi' as const }, ['z@1']],
      ['banned', { status: 'banned' as const }, ['a@10.0.0']],
      ['active, which a ban ends', { status: 'active' as const }, ['a@2.0.0']],
      ['pending', { status: 'pending' as const }, ['Z@1.0.0', 'b@1.0.0']],
      ['untrusted', { status: 'untrusted' as const }, ['z@1']],
      ['a request', { requestId: 'r1' }, ['a@2.0.0', 'b@1.0.0']],
      ['an unknown request', { requestId: 'r2' }, []],
      ['after one', { after: npm('a', '10.0.0') }, ['a@2.0.0', 'b@1.0.0', 'z@1']],
      ['after one that is not there', { after: npm('aa', '0.0.1') }, ['b@1.0.0', 'z@1']],
      [
        'all at once',
        { ecosystem: 'npm' as const, status: 'pending' as const, requestId: 'r1', after: npm('a') },
        ['b@1.0.0'],
      ],
    ])('lists %s', async (_title, query, expected) => {
      const { packages, revision } = await store.list({ limit: 100, ...query });

      expect(packages.map(({ name, version }) => `${name}@${version}`)).toEqual(expected);
      expect(revision).toBe(2);
    });

    it('is bounded', async () => {
      expect((await store.list({ limit: 2 })).packages).toHaveLength(2);
    });

    it('says who changed an entry last, when, and for which request it came', async () => {
      await store.act(act([part(npm('c'), PENDING, { requestId: 'r9' })]));
      await store.act(act([part(npm('c'), BANNED, { at: LATER, actor: { kind: 'agent', id: 'bot' } })]));

      const { packages } = await store.list({ limit: 100, status: 'banned', after: npm('b') });

      expect(packages).toEqual([
        {
          ...npm('c'),
          ...BANNED,
          status: 'banned',
          changedAt: LATER,
          changedBy: 'agent:bot',
          requestId: 'r9',
        },
      ]);
    });
  });

  registryLogContract(() => store);
  registryRecordsContract(() => store);
  packedSnapshotsContract(() => store);
  requestQueueContract(() => store);
  agentHistoryContract(() => store);

  it('knows agents by id and lists them in order, page by page', async () => {
    await store.act(act([agentPart('b'), agentPart('B'), agentPart('a')]));
    await store.act(
      act([
        {
          kind: 'agent',
          action: 'change',
          agentId: 'b',
          maturity: 'autonomous',
          previous: 'intern',
          actor,
          at: LATER,
        },
      ]),
    );

    expect(await store.agent('b')).toEqual({
      id: 'b',
      maturity: 'autonomous',
      registeredAt: AT,
      changedAt: LATER,
    });
    expect(await store.agent('c')).toBeUndefined();
    expect((await store.agents({ limit: 2 })).map(({ id }) => id)).toEqual(['B', 'a']);
    expect((await store.agents({ limit: 2, after: 'a' })).map(({ id }) => id)).toEqual(['b']);
  });
}

function requestOf(id: string, packages: PackageId[]): PackageRequest {
  return {
    id,
    ecosystem: 'npm',
    requirements: ['b@^1'],
    lock: lockOf('npm', [['b', '1.0.0']]),
    packages,
    actor,
    note: null,
    at: AT,
  };
}
