import type { RegistryEntry } from '@sallyport/domain';
import { checkPackage, RegistryView } from '@sallyport/registry-view';
import { FakeClock } from '../ports/clock.fake';
import { FakeLog } from '../ports/log.fake';
import type { CurrentView } from './current-view';
import { DecideAhead } from './decide-ahead';

const APPROVED: RegistryEntry = { approval: 'approved', minMaturity: 'intern', banReason: null };
const VERSIONS = 30;

let view: RegistryView;
let clock: FakeClock;
let ahead: DecideAhead;

beforeEach(() => {
  view = new RegistryView();
  view.load({
    revision: 1,
    packages: Array.from({ length: VERSIONS }, (_, n) => ({
      ecosystem: 'npm' as const,
      name: `p${n}`,
      version: '1.0.0',
      entry: APPROVED,
    })),
    agents: [{ id: 'ann', maturity: 'autonomous' }],
    records: [],
  });
  clock = new FakeClock();
  ahead = new DecideAhead({ view, now: () => clock.now().getTime() } as CurrentView, clock, new FakeLog());
});

afterEach(async () => {
  const stopping = ahead.stop();
  await clock.advance(1_000);
  await stopping;
});

function ask(n: number): number {
  const before = view.memory.misses;
  checkPackage(
    view,
    { agentId: 'ann', ecosystem: 'npm', name: `p${n}`, version: '1.0.0' },
    { now: clock.now().getTime() },
  );
  return view.memory.misses - before;
}

describe('governance/application/registry/decide-ahead', () => {
  it('has the answer to what is asked for the first time', async () => {
    const cold = ask(0);
    ahead.start();
    await clock.advance(1_000);

    const missed = Array.from({ length: VERSIONS }, (_, n) => ask(n));

    expect(cold).toBe(1);
    expect(missed).toEqual(Array.from({ length: VERSIONS }, () => 0));
  });

  it('finds anew in the next round what a change has made it forget', async () => {
    ahead.start();
    await clock.advance(1_000);
    const applied = view.apply({
      revision: 2,
      parts: [
        {
          kind: 'package',
          action: 'ban',
          ecosystem: 'npm',
          name: 'p7',
          version: '1.0.0',
          entry: { ...APPROVED, banReason: 'stolen' },
          actor: { kind: 'person', id: 'rita' },
          at: '2026-01-01T00:00:00.000Z',
        },
      ],
    });

    await clock.advance(61_000);

    expect(applied).toBe('applied');
    expect(ask(7)).toBe(0);
  });

  it('leaves the time to those who ask while they do', async () => {
    ahead.start();
    for (let turn = 0; turn < 500; turn += 1) {
      for (let n = 0; n < 10; n += 1) ask(0);
      await clock.advance(20);
    }
    const whileAsked = ahead.versions;
    await clock.advance(1_000);

    expect([whileAsked, ahead.versions]).toEqual([0, VERSIONS]);
  });
});
