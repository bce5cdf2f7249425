import { DomainError, parseAgentId, parseMaturity, printable, type Maturity } from '@sallyport/domain';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export interface ListedAgent {
  agentId: string;
  maturity: Maturity;
  /** undefined: the list does not say. */
  suspended: boolean | undefined;
  note: string | undefined;
}

/** One entry as it stands in the list, not judged yet. */
interface Row {
  /** `line 3` or `entry 3`, for people. */
  where: string;
  fields: unknown;
}

export const MAX_LISTED = 10_000;
const MAX_FAULTS = 100;
const MAX_RECORD_CHARACTERS = 16 * 1024;
const COLUMNS = ['agentId', 'maturity', 'suspended', 'note'] as const;

const Fields = z.strictObject({
  agentId: z.string(),
  maturity: z.string(),
  suspended: z.boolean().optional(),
  note: z.string().max(2_000).optional(),
});

/**
 * CSV (RFC 4180) whose header line has `agentId` and `maturity`, and may have `suspended` (`true`, `false`) and `note`;
 * or a JSON array of objects with these names. At most 10,000 agents, none of them twice.
 * @throws DomainError `agents-unreadable`; `details.faults` are all faults, each with its line or entry (100 at most)
 */
export function readAgentList(format: 'csv' | 'json', text: string): ListedAgent[] {
  const rows = format === 'csv' ? csvRows(text) : jsonRows(text);
  if (rows.length === 0) throw unreadable(['There is no agent in it.']);
  if (rows.length > MAX_LISTED) throw unreadable([`There are more than ${MAX_LISTED} agents in it.`]);
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const agents = rows.flatMap(({ where, fields }) => {
    const agent = judged(where, fields, faults);
    if (agent === undefined) return [];
    const first = seen.get(agent.agentId);
    if (first !== undefined) faults.push(`${where}: ${agent.agentId} is in ${first} already`);
    seen.set(agent.agentId, first ?? where);
    return [agent];
  });
  if (faults.length > 0) throw unreadable(faults);
  return agents;
}

function judged(where: string, fields: unknown, faults: string[]): ListedAgent | undefined {
  const parsed = Fields.safeParse(fields);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      faults.push(`${where}: ${printable(`${path.map(String).join('.')} ${message}`.trim(), 200)}`);
    return undefined;
  }
  const { suspended, note } = parsed.data;
  const agentId = orFault(where, () => parseAgentId(parsed.data.agentId), faults);
  const maturity = orFault(where, () => parseMaturity(parsed.data.maturity), faults);
  if (agentId === undefined || maturity === undefined) return undefined;
  return { agentId, maturity, suspended, note };
}

function orFault<T>(where: string, read: () => T, faults: string[]): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    faults.push(`${where}: ${cause.message}`);
    return undefined;
  }
}

function jsonRows(text: string): Row[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw unreadable(['It is not valid JSON.'], cause);
  }
  if (!Array.isArray(list)) throw unreadable(['It is not a JSON array.']);
  return list.map((fields: unknown, index) => ({ where: `entry ${index + 1}`, fields }));
}

/** Cells by position and not by name: a header may call a column anything, `__proto__` too. */
function csvRows(text: string): Row[] {
  const [header, ...records] = csvRecords(text);
  if (header === undefined) throw unreadable(['There is no header line.']);
  const faults = headerFaults(header.cells);
  if (faults.length > 0) throw unreadable(faults);
  const ragged = records.filter(({ cells }) => cells.length !== header.cells.length);
  if (ragged.length > 0) {
    throw unreadable(
      ragged.map(
        ({ line, cells }) => `line ${line}: ${cells.length} fields, the header has ${header.cells.length}`,
      ),
    );
  }
  return records.map(({ line, cells }) => ({
    where: `line ${line}`,
    fields: Object.fromEntries(
      header.cells.flatMap((column, index) => {
        const cell = cells[index] ?? '';
        const isAbsent = cell === '' && (column === 'suspended' || column === 'note');
        return isAbsent ? [] : [[column, column === 'suspended' ? booleanOf(cell) : cell]];
      }),
    ),
  }));
}

function headerFaults(cells: readonly string[]): string[] {
  const known: readonly string[] = COLUMNS;
  const faults = cells
    .filter((cell, index) => !known.includes(cell) || cells.indexOf(cell) !== index)
    .map((cell) => `line 1: "${printable(cell, 60)}" is no column of agents, or there twice`);
  const missing = ['agentId', 'maturity'].filter((column) => !cells.includes(column));
  return [...faults, ...missing.map((column) => `line 1: the column ${column} is missing`)];
}

function booleanOf(cell: string): boolean | string {
  return cell === 'true' || (cell === 'false' ? false : cell);
}

function csvRecords(text: string): { cells: string[]; line: number }[] {
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      // The header, and one more than is taken, to know that there are more.
      to: MAX_LISTED + 2,
    });
    return CsvRecords.parse(records).map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (cause) {
    const { message } = cause as Error;
    throw unreadable([`It is not valid CSV: ${printable(message, 300)}`], cause);
  }
}

/** `lines`: the one that the record ends on. */
const CsvRecords = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function unreadable(faults: string[], cause?: unknown): DomainError {
  const told = faults.slice(0, MAX_FAULTS);
  const more = faults.length > told.length ? ` The first ${told.length} are in the details.` : '';
  return new DomainError(
    'agents-unreadable',
    `The list of agents has ${faults.length} fault${faults.length === 1 ? '' : 's'}, so nothing of it was taken: ${told[0] ?? ''}${more}`,
    {
      hint: 'CSV with the header agentId,maturity[,suspended][,note], or a JSON array of objects with these names.',
      details: { faults: told },
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
