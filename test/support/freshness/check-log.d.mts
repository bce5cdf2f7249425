import type { CheckColumns } from './history';

type Columns = Omit<CheckColumns, 'length'>;
export function makeColumns(capacity: number): Columns;
export function writeColumns(file: string, log: Columns, length: number): void;
export function readColumns(files: readonly string[]): CheckColumns;
