import type { DecisionRecord, Endpoint } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { BusDecisionTrail } from './bus-decision-trail';
import { BusSupposedAdvisories } from './bus-supposed-advisories';

type Answer = (request: never) => unknown;

/** Bodies are held to the contracts both ways, as on the bus. */
function busThat(answer: Answer): { bus: Pick<Bus, 'call'>; asked: unknown[] } {
  const asked: unknown[] = [];
  const call = async (endpoint: Endpoint, request: unknown) => {
    const parsed = endpoint.request.parse(request);
    asked.push(parsed);
    return endpoint.reply.parse(answer(parsed as never));
  };
  return { bus: { call: call as Bus['call'] }, asked };
}

const record = (sequence: number): DecisionRecord => ({
  sequence,
  at: '2026-01-01T00:00:00.000Z',
  agentId: 'a1',
  maturity: 'intern',
  ecosystem: 'npm',
  name: 'lodash',
  version: '1.0.0',
  effect: 'deny',
  reasonCode: 'banned',
  revision: 1,
});
const batch = (sequence: number, data: unknown) => ({
  sequence,
  id: `e${sequence}`,
  type: 'events.governance.decisions-recorded',
  at: '2026-01-01T00:00:00.000Z',
  service: 'governance',
  data,
  previousHash: '',
  hash: '',
});
const decided = (...sequences: number[]) => ({ replica: 'r', epoch: 'e', decisions: sequences.map(record) });

describe('governance/adapters/nats/bus-decision-trail', () => {
  it('reads page after page, newest first, and counts what cannot be read', async () => {
    const events = [batch(9, decided(4, 5)), batch(7, 'edited'), batch(2, decided(1, 2, 3))];
    const { bus, asked } = busThat(({ before = 100 }: { before?: number }) => ({
      events: events.filter(({ sequence }) => sequence < before).slice(0, 2),
    }));
    const pages: { sequences: number[]; unreadable: number }[] = [];

    for await (const { decisions, unreadable } of new BusDecisionTrail(bus).newestFirst(
      '2026-01-01T00:00:00.000Z',
    ))
      pages.push({ sequences: decisions.map(({ sequence }) => sequence), unreadable });

    expect(pages).toEqual([
      { sequences: [5, 4], unreadable: 1 },
      { sequences: [3, 2, 1], unreadable: 0 },
    ]);
    const query = { type: events[0]?.type, limit: 1_000, from: '2026-01-01T00:00:00.000Z' };
    expect(asked).toEqual([query, { ...query, before: 7 }, { ...query, before: 2 }]);
  });
});

describe('governance/adapters/nats/bus-supposed-advisories', () => {
  const packages = Array.from({ length: 10_001 }, (_, index) => ({
    ecosystem: 'npm' as const,
    name: `p${index}`,
    version: '1.0.0',
  }));
  const data = { loaded: false, advisories: 0, importedAt: null };
  const match = { id: 'CVE-1', aliases: [], severity: 'high', fixedIn: [], malware: false, summary: '' };
  type Asked = { packages: typeof packages };

  it('asks for as many packages as one message takes', async () => {
    const { bus, asked } = busThat(({ packages: some }: Asked) => ({
      data,
      packages: some.map((pkg) => ({ ...pkg, matches: pkg.name === 'p10000' ? [match] : [] })),
      refused: [],
    }));

    const matches = await new BusSupposedAdvisories(bus).match(packages, [{ id: 'CVE-1' }]);

    expect(asked.map((request) => (request as Asked).packages.length)).toEqual([10_000, 1]);
    expect(matches).toHaveLength(10_001);
    expect(matches.at(-1)).toEqual([match]);
    expect(matches[0]).toEqual([]);
  });

  it.each([
    [
      'a record that cannot be read',
      [{ id: 'x', reason: 'no id' }],
      packages.slice(0, 1),
      'advisories-unreadable',
    ],
    ['an answer for fewer packages', [], [], 'internal'],
  ])('refuses %s', async (_, refused, answered, code) => {
    const { bus } = busThat(() => ({
      data,
      packages: answered.map((pkg) => ({ ...pkg, matches: [] })),
      refused,
    }));

    await expect(new BusSupposedAdvisories(bus).match(packages.slice(0, 1), [{}])).rejects.toMatchObject({
      code,
    });
  });
});
