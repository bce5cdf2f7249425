import { readLargeText } from '../facts/follow/read-large-text';
import type { Observation, PythonReading } from '../facts/signal';

/** The reading of a text that is not given to a parser, and why not; with what was observed of it before. */
export function searched(
  file: string,
  text: string,
  why: string,
  before: readonly Observation[] = [],
): PythonReading {
  const { observations, ...reading } = readLargeText(file, text);
  const gaps = [{ kind: 'too-large', what: why, file }] as const;
  return { ...reading, observations: [...before, ...observations], gaps, atImport: [] };
}
