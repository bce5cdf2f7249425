import { posix } from 'node:path';
import { textOf, type ArchiveFile } from '../../facts/archive-contents';
import { findModule } from '../../facts/follow/find-file';
import type { CodeReading } from '../../facts/signal';
import { readJavascript } from './read-javascript';

const MAX_EVALUATED = 20;
/** Of one file of settings that is looked into, in characters. */
const MAX_SETTINGS = 2 * 1024 * 1024;

/** The reading, with what the texts do that it takes out of settings of the package and evaluates. */
export function withEvaluatedSettings(
  reading: CodeReading,
  file: string,
  files: ReadonlyMap<string, ArchiveFile>,
): CodeReading {
  const given = (reading.evaluated ?? []).slice(0, MAX_EVALUATED).flatMap((each) => {
    const text = memberOf(findModule(files, posix.join(posix.dirname(file), each.specifier)), each.members);
    if (text === undefined) return [];
    const how = `out of ${each.specifier}`;
    const inner = readJavascript(file, text, 'observed');
    return [{ inner, how, line: each.line }];
  });
  if (given.length === 0) return reading;
  return {
    ...reading,
    observations: [
      ...reading.observations,
      ...given.flatMap(({ inner, how, line }) =>
        inner.observations.map((seen) => ({ ...seen, line, evidence: `${how}: ${seen.evidence}` })),
      ),
    ],
    imports: [
      ...reading.imports,
      ...given.flatMap(({ inner, line }) => inner.imports.map((each) => ({ ...each, line }))),
    ],
    commands: [
      ...reading.commands,
      ...given.flatMap(({ inner, line }) => inner.commands.map((each) => ({ ...each, line }))),
    ],
    urls: [...reading.urls, ...given.flatMap(({ inner }) => inner.urls)],
    gaps: [...reading.gaps, ...given.flatMap(({ inner }) => inner.gaps)],
  };
}

function memberOf(file: ArchiveFile | undefined, members: readonly string[]): string | undefined {
  const text = textOf(file);
  if (text === undefined || text.length > MAX_SETTINGS) return undefined;
  try {
    let value: unknown = JSON.parse(text);
    for (const member of members) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined;
      value = (value as Record<string, unknown>)[member];
    }
    return typeof value === 'string' ? value : undefined;
  } catch {
    // Node.js refuses it as well.
    return undefined;
  }
}
