import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkHistory, violationsIn, type Verdict } from '../support/freshness/check-history';
import { rowOf, suffer, tableOf, type Row, type Span } from '../support/freshness/fault-table';
import { FAULTS, REDIS_FAULTS } from '../support/freshness/faults';
import { elapsed } from '../support/freshness/shared-clock';
import { World } from '../support/freshness/world';

/** What the law is held to: fewer are asked for only where a fault lets none be answered. */
const CHECKS = 1_000_000;
const REPLICAS = 3;

/**
 * The law of freshness, on real processes and servers: what was acknowledged is in every answer to a check that began
 * later, whatever single fault there is. README.md beside this file says what each column of the table means.
 */
describe('test/faults/freshness', () => {
  const rows: Row[] = [];
  const verdicts: Verdict[] = [];
  let world: World | undefined;

  afterAll(async () => {
    await world?.destroy();
    if (rows.length === 0) return;
    const results = process.env['SALLYPORT_RESULTS'] ?? tmpdir();
    writeFileSync(
      join(results, 'freshness.json'),
      `${JSON.stringify({ rows, verdicts: verdicts.map(({ times: _times, ...verdict }) => verdict) }, null, 2)}\n`,
    );
    process.stderr.write(`\n${tableOf(rows)}\n`);
  }, 60_000);

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
      verdicts.push(verdict);
      rows.push(...[...spans, more].map((span) => rowOf(leases, span, history, verdict)));

      expect(verdict.examples).toEqual([]);
      expect(violationsIn(verdict)).toBe(0);
    },
    400_000,
  );

  it('has asked at least a million checks, and writers were acknowledged under every fault', () => {
    expect(verdicts.reduce((sum, { checks }) => sum + checks, 0)).toBeGreaterThanOrEqual(CHECKS);
  });
});
