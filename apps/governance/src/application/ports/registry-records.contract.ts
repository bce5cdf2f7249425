import type { Actor, PackageFacts, RecordKind, RecordValue } from '@sallyport/domain';
import type { ChangePart, Present, RegistryStore } from './registry-store';

const rita: Actor = { kind: 'person', id: 'rita' };
const AT = '2026-01-01T00:00:00.000Z';
const LATER = '2026-01-02T00:00:00.000Z';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const GRANT = {
  grantedAt: AT,
  expiresAt: null,
  by: ['person:rita'],
  digests: null,
  closure: null,
  without: [],
  breakGlass: false,
  inheritedFrom: null,
  reason: 'it\'s "fine" \\ ☠',
};
const FACTS: PackageFacts = {
  artifacts: [
    {
      digest: DIGEST,
      kind: 'tarball',
      filename: 'a-1.0.0.tgz',
      integrity: 'sha512-AAAA',
      url: 'https://registry.invalid/a-1.0.0.tgz',
      verdict: 'clean',
      worst: null,
      capabilities: ['network'],
      runsByItself: ['install-hook'],
      agentConfiguration: true,
      rulesVersion: '1',
      scannedAt: AT,
    },
  ],
  release: {
    publishedAt: AT,
    yanked: false,
    publisher: 'ann',
    licence: 'MIT',
    provenance: 'verified',
    provenanceBefore: null,
    buildScripts: true,
    weeklyDownloads: 12,
  },
  advisories: { matches: [], data: { loaded: true, advisories: 3, importedAt: AT } },
  scanFailed: null,
};

/** One value of every kind: a kind that is not here does not compile. */
const VALUES: { [K in RecordKind]: RecordValue<K> } = {
  approval: {
    id: 'a1',
    selector: { kind: 'range', ecosystem: 'npm', name: 'a', range: '^1' },
    minMaturity: 'intern',
    grant: GRANT,
    state: 'live',
  },
  ban: {
    id: 'b1',
    selector: { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' },
    reason: 'r',
    state: 'live',
    by: 'person:rita',
    at: AT,
  },
  exception: {
    id: 'e1',
    rule: 'release-too-new',
    selector: { kind: 'digest', digest: DIGEST },
    agentId: null,
    owner: 'ann',
    reason: 'r',
    by: 'person:rita',
    grantedAt: AT,
    expiresAt: LATER,
    state: 'live',
  },
  facts: FACTS,
  name: { state: 'absent', firstAskedAt: AT, lastAskedAt: AT, times: 2, askedBy: ['ann'], appearedAt: null },
  policy: { text: 'name: "☠"\n', version: 'p@0123456789ab', digest: DIGEST },
  'advisory-data': { loaded: false, advisories: 0, importedAt: null },
  comment: { requestId: 'r1', text: 'well' },
  proposal: { id: 'p1', agentId: 'ann', from: 'intern', to: 'student', why: 'bans', state: 'open' },
};
const KINDS = Object.keys(VALUES) as RecordKind[];

const record = (kind: RecordKind, key: string, more: object = {}): ChangePart =>
  ({ kind, key, action: 'record', value: VALUES[kind], actor: rita, at: AT, ...more }) as ChangePart;
/** What is kept of packages and names is found by what their keys say. */
const keyOf = (kind: RecordKind): string =>
  kind === 'facts' ? '["npm","a","1.0.0"]' : kind === 'name' ? '["npm","a"]' : 'k';
const act = (...parts: ChangePart[]) => ({ at: AT, decide: () => parts });

/** What every registry store must do with everything that is neither a package's entry nor an agent. */
export function registryRecordsContract(storeOf: () => RegistryStore): void {
  describe('records', () => {
    it.each(KINDS)('keeps a value of the kind %s as it is, in the log too', async (kind) => {
      const store = storeOf();
      await store.act(
        act({
          kind: 'agent',
          agentId: 'ann',
          action: 'register',
          maturity: 'intern',
          previous: null,
          actor: rita,
          at: AT,
        }),
      );

      await store.act(act(record(kind, 'k', { note: 'why' })));

      const stored = { key: 'k', value: VALUES[kind], revision: 2, at: AT, by: 'person:rita' };
      expect(await store.record(kind, 'k')).toEqual(stored);
      expect(await store.records(kind)).toEqual({ records: [stored], revision: 2 });
      expect((await store.changesAfter(1, 1))[0]?.parts).toEqual([record(kind, 'k', { note: 'why' })]);
    });

    it('replaces a value as a whole, and says who did and when', async () => {
      const store = storeOf();
      await store.act(act(record('proposal', 'p1')));

      const value = { ...VALUES.proposal, state: 'declined' };
      await store.act(
        act(record('proposal', 'p1', { value, at: LATER, actor: { kind: 'service', id: 's' } })),
      );

      expect(await store.record('proposal', 'p1')).toEqual({
        key: 'p1',
        value,
        revision: 2,
        at: LATER,
        by: 'service:s',
      });
    });

    it('has none under a key that was never written, of another kind, or of the prototype', async () => {
      const store = storeOf();
      await store.act(act(record('ban', 'k')));

      const found = [
        await store.record('approval', 'k'),
        await store.record('ban', '__proto__'),
        await store.record('ban', "k' or true --"),
      ];

      expect(found).toEqual([undefined, undefined, undefined]);
      expect(await store.records('approval')).toEqual({ records: [], revision: 1 });
    });

    it('lists a kind by the bytes of the keys', async () => {
      const store = storeOf();
      const keys = ['b', 'B', '__proto__', '["npm","é"]', '["npm","z"]', 'a'];
      await store.act(act(...keys.map((key) => record('comment', key))));

      const { records } = await store.records('comment');

      expect(records.map(({ key }) => key)).toEqual([
        'B',
        '["npm","z"]',
        '["npm","é"]',
        '__proto__',
        'a',
        'b',
      ]);
    });

    it('shows an act the records that it names, and no others', async () => {
      const store = storeOf();
      await store.act(act(record('ban', 'k'), record('ban', 'other'), record('comment', 'k')));
      const look = (present: Present): unknown[] => [
        present.recordOf('ban', 'k'),
        present.recordOf('ban', 'other'),
        present.recordOf('comment', 'k'),
        present.recordOf('ban', 'ghost'),
      ];
      const seen: unknown[] = [];

      await store.act({
        at: AT,
        records: [
          { kind: 'ban', key: 'k' },
          { kind: 'ban', key: 'ghost' },
          { kind: 'ban', key: 'k' },
        ],
        decide: (present) => (seen.push(...look(present)), []),
      });

      expect(seen).toEqual([VALUES.ban, undefined, undefined, undefined]);
    });

    it('lets one of many win who act on the same record at once', async () => {
      const store = storeOf();
      await store.act(act(record('proposal', 'p1')));
      const decide = (present: Present): ChangePart[] =>
        present.recordOf('proposal', 'p1')?.state === 'open'
          ? [record('proposal', 'p1', { value: { ...VALUES.proposal, state: 'accepted' } })]
          : [];

      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () =>
          store.act({ at: AT, records: [{ kind: 'proposal', key: 'p1' }], decide }),
        ),
      );

      expect(outcomes.filter(({ change }) => change !== undefined)).toHaveLength(1);
    });

    it('has every kind in the snapshot but what is for people only', async () => {
      const store = storeOf();
      await store.act(act(...KINDS.map((kind) => record(kind, keyOf(kind)))));

      const snapshot = await store.snapshot();

      expect(
        Object.fromEntries([...snapshot.records].map(({ kind, key, value }) => [kind, { key, value }])),
      ).toEqual(
        Object.fromEntries(
          KINDS.filter((kind) => kind !== 'comment' && kind !== 'proposal').map((kind) => [
            kind,
            { key: keyOf(kind), value: VALUES[kind] },
          ]),
        ),
      );
    });

    it('keeps the facts of thousands in one act, and gives them all back', async () => {
      const store = storeOf();
      const keys = Array.from({ length: 4_500 }, (_, n) => JSON.stringify(['npm', `p${n}`, '1.0.0']));

      await store.act({
        ...act(...keys.map((key) => record('facts', key))),
        records: keys.map((key) => ({ kind: 'facts', key })),
      });

      const snapshot = await store.snapshot();
      expect(new Set([...snapshot.records].map(({ key }) => key))).toEqual(new Set(keys));
      expect(snapshot.revision).toBe(1);
    });
  });
}
