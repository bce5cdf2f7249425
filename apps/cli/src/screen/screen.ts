import type { Surroundings } from '../surroundings';
import { paintFor, type Paint } from './paint';
import { renderTable } from './table';

/** Lines of a pipe have no width of their own; this reads well in a log. */
const PIPE_COLUMNS = 140;

/** How text is laid out for people. */
export interface Screen {
  readonly paint: Paint;
  table(head: readonly string[], rows: readonly (readonly string[])[]): string;
}

export function screenOf({ stdout, env }: Surroundings): Screen {
  const paint = paintFor(stdout, env);
  const columns = (stdout.isTTY ? stdout.columns : undefined) ?? PIPE_COLUMNS;
  return { paint, table: (head, rows) => renderTable(head.map(paint.bold), rows, columns) };
}
