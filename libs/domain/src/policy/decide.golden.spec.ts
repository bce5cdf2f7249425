import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenTable } from './decide.golden';

const FILE = join(__dirname, 'decide.golden.txt');

describe('libs/domain/policy/decide.golden', () => {
  const { combinations, text } = goldenTable();
  // `UPDATE_GOLDEN=1` writes what is answered now; the difference is then read by a person in review.
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(FILE, text);

  it('enumerates maturity x state x ban scope x report x age x provenance', () => {
    expect(combinations).toBe(4 * 8 * 9 * 7 * 5 * 3);
  });

  it('answers every combination as the file that people have read says', () => {
    expect(text).toBe(readFileSync(FILE, 'utf8'));
  });

  it('allows nothing that is banned, not scanned or not clean enough, and nothing to students', () => {
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    const allowed = rows.filter((cells) => cells.slice(5).includes('approved'));

    expect(allowed.length).toBeGreaterThan(0);
    expect([...new Set(allowed.map(([ban]) => ban))].sort()).toEqual(['near misses', 'none']);
    expect([...new Set(allowed.map(([, , report]) => report))].sort()).toEqual(['clean', 'warning']);
    expect(rows.slice(1).filter((cells) => cells[5] === 'approved')).toEqual([]);
  });
});
