import { posix } from 'node:path';
import { textOf, type ArchiveFile } from '../../facts/archive-contents';
import { findModule } from '../../facts/follow/find-file';
import { EMPTY_READING, type CodeReading } from '../../facts/signal';
import { MAX_NESTING } from '../hidden-code';
import { readJavascript } from './read-javascript';

const MAX_EVALUATED = 20;
/** Of one file of settings that is looked into, in characters. */
const MAX_SETTINGS = 2 * 1024 * 1024;

/** There is a text, and it was not looked into. */
const UNREAD = Symbol('unread');

/** The reading, with what the texts do that it takes out of settings of the package and evaluates. */
export function withEvaluatedSettings(
  reading: CodeReading,
  file: string,
  files: ReadonlyMap<string, ArchiveFile>,
  nesting = 0,
): CodeReading {
  const { evaluated = [] } = reading;
  const given = evaluated.slice(0, MAX_EVALUATED).flatMap((each) => {
    const settings = findModule(files, posix.join(posix.dirname(file), each.specifier));
    const how = `out of ${each.specifier}`;
    const text = memberOf(settings, each.members);
    if (text === undefined) return [];
    const inner = text === UNREAD ? unread(file, how) : readJavascript(file, text, 'observed');
    const whole = nesting < MAX_NESTING ? withEvaluatedSettings(inner, file, files, nesting + 1) : inner;
    return [{ inner: whole, how, line: each.line }];
  });
  if (evaluated.length > MAX_EVALUATED || (nesting >= MAX_NESTING && evaluated.length > 0))
    given.push({ inner: unread(file, 'out of settings'), how: '', line: 1 });
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

function unread(file: string, how: string): CodeReading {
  return {
    ...EMPTY_READING,
    gaps: [{ kind: 'too-large', what: `text ${how} is evaluated, and was not read`, file }],
  };
}

/** Undefined where there is no such text. */
function memberOf(
  file: ArchiveFile | undefined,
  members: readonly string[],
): string | typeof UNREAD | undefined {
  if (file === undefined) return undefined;
  const text = textOf(file);
  if (text === undefined || text.length > MAX_SETTINGS) return UNREAD;
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
