import { AheadOfChecks, type AheadClock } from './ahead-of-checks';
import { checkPackage } from './check';
import type { RegistryView } from './registry-view';
import { applyTo, APPROVED, facts, NOW, npm, viewOf } from './registry-view.sample';

const VERSIONS = 30;

/** Time moves only when told to. */
class FakeTime implements AheadClock {
  private elapsed = 0;
  private sleepers: { until: number; wake: () => void }[] = [];

  elapsedMs(): number {
    return this.elapsed;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ until: this.elapsed + ms, wake }));
  }

  async advance(ms: number): Promise<void> {
    for (const end = this.elapsed + ms; this.elapsed < end; this.elapsed += 1) {
      for (const { wake } of this.sleepers.filter(({ until }) => until <= this.elapsed)) wake();
      this.sleepers = this.sleepers.filter(({ until }) => until > this.elapsed);
      await new Promise((done) => setImmediate(done));
    }
  }
}

let view: RegistryView;
let time: FakeTime;
let ahead: AheadOfChecks;
let failures: unknown[];

beforeEach(() => {
  const ids = Array.from({ length: VERSIONS }, (_, n) => npm(`p${n}`));
  view = viewOf(
    ids.map((id) => [id, APPROVED]),
    ids.map((id) => facts(id)),
  );
  time = new FakeTime();
  failures = [];
  ahead = new AheadOfChecks(
    view,
    time,
    () => NOW + time.elapsedMs(),
    (cause) => failures.push(cause),
  );
});

afterEach(() => ahead.stop());

function ask(n: number): number {
  const before = view.memory.misses;
  checkPackage(view, { agentId: 'autonomous', ...npm(`p${n}`) }, { now: NOW + time.elapsedMs() });
  return view.memory.misses - before;
}

describe('registry-view/ahead-of-checks', () => {
  it('has the answer to what is asked for the first time', async () => {
    const cold = ask(0);
    ahead.start();
    // The first version that has an answer is looked after again when others have it.
    await time.advance(61_000);

    const missed = Array.from({ length: VERSIONS }, (_, n) => ask(n));

    expect(cold).toBe(1);
    expect(missed).toEqual(Array.from({ length: VERSIONS }, () => 0));
  });

  it('finds anew in the next round what a change has made it forget', async () => {
    ahead.start();
    await time.advance(1_000);
    applyTo(view, { packages: [[npm('p7'), { ...APPROVED, banReason: 'stolen' }]] });
    applyTo(view, { packages: [[npm('p7'), APPROVED]] });

    await time.advance(61_000);

    expect(ask(7)).toBe(0);
  });

  it('leaves the time to those who ask while they do', async () => {
    ahead.start();
    for (let turn = 0; turn < 500; turn += 1) {
      for (let n = 0; n < 10; n += 1) ask(0);
      await time.advance(20);
    }
    const whileAsked = ahead.versions;
    await time.advance(1_000);

    expect([whileAsked, ahead.versions]).toEqual([0, VERSIONS]);
  });

  it('does not decide once a minute what nothing is kept of, and goes on behind what faults', async () => {
    const isLookedUp = jest.spyOn(view, 'lookup');
    const looks = () => isLookedUp.mock.calls.filter(([{ name }]) => name === 'p3').length;
    applyTo(view, { packages: [[npm('p3'), { ...APPROVED, banReason: 'stolen' }]] });
    isLookedUp.mockImplementationOnce(() => {
      throw new Error('broken');
    });
    ahead.start();
    await time.advance(200_000);

    expect([failures.length, ahead.versions, looks()]).toEqual([1, VERSIONS, 1]);
    isLookedUp.mockRestore();
  });

  it('says why a round broke off, and begins another', async () => {
    const broken = jest.spyOn(view, 'rowsIn').mockImplementationOnce(() => {
      throw new Error('broken');
    });
    ahead.start();
    await time.advance(61_000);

    expect([failures, ahead.versions]).toEqual([[new Error('broken')], VERSIONS]);
    broken.mockRestore();
  });
});
