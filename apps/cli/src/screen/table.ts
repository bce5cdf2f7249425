import Table from 'cli-table3';
import { stripVTControlCharacters } from 'node:util';

/** Frame and padding of one column. */
const FRAME = 3;
const NARROWEST = 8;
const NO_LINES_BETWEEN_ROWS = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

/** A table that fits into `columns`: the widest columns give way first and their text is wrapped. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string {
  const natural = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => widthOf(row[column] ?? ''))),
  );
  const table = new Table({
    head: [...head],
    // Colours are ours to decide (paint.ts).
    style: { head: [], border: [] },
    chars: NO_LINES_BETWEEN_ROWS,
    wordWrap: true,
    colAligns: head.map((_, column) => (isNumeric(rows, column) ? 'right' : 'left')),
    colWidths: fit(natural, columns - 1).map((width) => width + FRAME - 1),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

function isNumeric(rows: readonly (readonly string[])[], column: number): boolean {
  return rows.length > 0 && rows.every((row) => /^\d+$/.test(row[column] ?? ''));
}

function widthOf(cell: string): number {
  return Math.max(
    ...stripVTControlCharacters(cell)
      .split('\n')
      .map((line) => line.length),
  );
}

function fit(natural: readonly number[], columns: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width + FRAME, 0) - columns;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= NARROWEST) break;
    widths[widest] = width - 1;
    excess--;
  }
  return widths;
}
