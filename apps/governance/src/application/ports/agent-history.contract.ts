import type { ChangePart, RegistryStore } from './registry-store';

const AT = '2026-01-01T00:00:00.000Z';
const LATER = '2026-01-02T00:00:00.000Z';
const base = { kind: 'agent', agentId: 'ann', actor: { kind: 'person', id: 'rita' }, at: AT } as const;

const REGISTER = { ...base, action: 'register', maturity: 'intern', previous: null } as const;
const SUSPEND: ChangePart = {
  ...base,
  action: 'suspend',
  maturity: 'intern',
  previous: 'intern',
  suspended: true,
  note: 'misled',
  at: LATER,
};
const CHANGE: ChangePart = {
  ...base,
  action: 'change',
  maturity: 'student',
  previous: 'intern',
  suspended: true,
};
const RESUME: ChangePart = {
  ...base,
  action: 'resume',
  maturity: 'student',
  previous: 'student',
  suspended: false,
};

/** What every registry store must do with what became of agents. */
export function agentHistoryContract(storeOf: () => RegistryStore): void {
  describe('agents', () => {
    it('knows them by their names, many at once', async () => {
      const store = storeOf();
      const parts = ['ann', 'bob', 'cid'].map((agentId): ChangePart => ({ ...REGISTER, agentId }));
      await store.act({ at: AT, decide: () => parts });

      const named = await store.agentsNamed(['cid', 'ghost', 'ann', 'ann', '__proto__']);

      expect(named.map(({ id }) => id).sort()).toEqual(['ann', 'cid']);
      expect(named.find(({ id }) => id === 'ann')).toEqual(await store.agent('ann'));
      expect(await store.agentsNamed([])).toEqual([]);
    });

    it.each<[string, ChangePart[], boolean]>([
      ['at first', [REGISTER], false],
      ['suspended', [REGISTER, SUSPEND], true],
      ['changed meanwhile', [REGISTER, SUSPEND, CHANGE], true],
      ['resumed', [REGISTER, SUSPEND, CHANGE, RESUME], false],
    ])('says everywhere whether an agent is suspended: %s', async (_title, parts, suspended) => {
      const store = storeOf();
      for (const part of parts) await store.act({ at: AT, decide: () => [part] });
      const seen: boolean[] = [];

      await store.act({
        at: AT,
        agents: ['ann'],
        decide: (present) => (seen.push(present.isSuspended('ann')), []),
      });

      const agent = await store.agent('ann');
      const [listed] = await store.agents({ limit: 10 });
      const [viewed] = [...(await store.snapshot()).agents];
      expect(seen).toEqual([suspended]);
      expect([agent, listed, viewed].map((known) => known?.suspended ?? false)).toEqual([
        suspended,
        suspended,
        suspended,
      ]);
    });

    it('takes an agent that nobody knows as not suspended', async () => {
      const seen: boolean[] = [];

      await storeOf().act({
        at: AT,
        agents: ['bob'],
        decide: (present) => (seen.push(present.isSuspended('bob')), []),
      });

      expect(seen).toEqual([false]);
    });

    it('keeps everything that became of an agent, oldest first, with who and why', async () => {
      const store = storeOf();
      await store.act({ at: AT, decide: () => [REGISTER, { ...REGISTER, agentId: 'bob' }] });
      for (const part of [SUSPEND, CHANGE, RESUME]) await store.act({ at: AT, decide: () => [part] });

      const line = { by: 'person:rita', note: null, at: AT };
      expect(await store.agentHistory('ann')).toEqual([
        { ...line, revision: 1, action: 'register', maturity: 'intern', previous: null, suspended: false },
        {
          ...line,
          revision: 2,
          action: 'suspend',
          maturity: 'intern',
          previous: 'intern',
          suspended: true,
          note: 'misled',
          at: LATER,
        },
        { ...line, revision: 3, action: 'change', maturity: 'student', previous: 'intern', suspended: true },
        {
          ...line,
          revision: 4,
          action: 'resume',
          maturity: 'student',
          previous: 'student',
          suspended: false,
        },
      ]);
      expect(await store.agentHistory('ghost')).toEqual([]);
    });

    it('registers ten thousand in one act', async () => {
      const store = storeOf();
      const parts = Array.from({ length: 10_000 }, (_, n): ChangePart => ({
        ...REGISTER,
        agentId: `agent-${n}`,
      }));

      await store.act({ at: AT, agents: parts.map((_, n) => `agent-${n}`), decide: () => parts });

      expect([...(await store.snapshot()).agents]).toHaveLength(10_000);
      expect(await store.agentHistory('agent-9999')).toHaveLength(1);
    });
  });
}
