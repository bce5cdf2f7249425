import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkHistory, violationsIn, type Verdict } from '../support/freshness/check-history';
import { rowOf, suffer, tableOf, type Row, type Span } from '../support/freshness/fault-table';
import { FAULTS, REDIS_FAULTS } from '../support/freshness/faults';
import { elapsed } from '../support/freshness/shared-clock';
import { World } from '../support/freshness/world';

/** The last run goes on, healthy, until there are as many. */
const CHECKS = 1_000_000;
const REPLICAS = 3;
/** Beside the state of `npm start`, because a stack of a test is gone with its folder when all is well. */
const RESULTS = resolve(__dirname, '../../.sallyport/results');

/**
 * The law of freshness, on real processes and servers: what was acknowledged is in every answer to a check that began
 * later, whatever single fault there is. README.md beside this file says what each column of the table means.
 */
describe('test/faults/freshness', () => {
  const rows: Row[] = [];
  /** What was found in all, by where the leases were. */
  const totals: (Omit<Verdict, 'times'> & { leases: string })[] = [];
  let world: World | undefined;

  afterEach(async () => {
    await world?.destroy();
    world = undefined;
  }, 60_000);

  afterAll(() => {
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, 'freshness.json'), `${JSON.stringify({ rows, totals }, null, 2)}\n`);
    process.stderr.write(`\n${tableOf(rows)}\n`);
  });

  it.each([
    ['PostgreSQL', false, FAULTS, 0],
    ['Redis', true, REDIS_FAULTS, CHECKS],
  ])(
    'with leases in %s, no fault makes an answer stale or loses a change',
    async (leases, redis, faults, least) => {
      world = await World.start({ replicas: REPLICAS, redis });
      const spans: Span[] = [];
      for (const fault of faults) spans.push(await suffer(world, fault));
      const before = rows.reduce((sum, row) => sum + row.checks, 0);
      const from = elapsed();
      while (before + world.load.answered < least) await sleep(50);
      const more: Span = { fault: 'none, to the end', from, healed: from, to: elapsed() };

      const history = await world.finish();
      world = undefined;
      const verdict = checkHistory(history);
      const { times: _times, ...total } = verdict;
      totals.push({ leases, ...total });
      const judged = [...spans, more].map((span) => rowOf(leases, span, history, verdict));
      rows.push(...judged.filter(({ checks }) => checks > 0));

      expect(verdict.examples).toEqual([]);
      expect(violationsIn(verdict)).toBe(0);
    },
    900_000,
  );

  it('has asked at least a million checks', () => {
    expect(totals.reduce((sum, { checks }) => sum + checks, 0)).toBeGreaterThanOrEqual(CHECKS);
  });
});
