import { parse } from 'smol-toml';
import { fieldsOf } from '../fields-of';

const MAX_TOML = 1024 * 1024;

/** What a pyproject.toml says; undefined where it is too large or cannot be parsed, so that nobody knows. */
export function pyprojectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.length > MAX_TOML) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Of it, how an sdist is built (PEP 517). */
export function buildSystemOf(text: string): Readonly<Record<string, unknown>> | undefined {
  const project = pyprojectOf(text);
  return project && fieldsOf(project['build-system']);
}
