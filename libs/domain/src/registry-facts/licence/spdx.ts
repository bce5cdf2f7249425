import parse from 'spdx-expression-parse';
import type { DeclaredLicence } from '../history';
import { COMMON_IDS, LICENCE_ALIASES } from './aliases';
import { LICENCE_CLASSIFIERS } from './classifiers';

/** Real expressions are shorter; a longer one would only cost the parser time. */
const MAX_LENGTH = 256;
const BEGINNING = 'License :: ';
/** Says nothing of its own beside the classifiers below it. */
const EMPTY = new Set(['OSI Approved']);
const IN_ANY_CASE = new Map<string, string>(COMMON_IDS.map((id) => [id.toLowerCase(), id]));

/**
 * The SPDX expression (SPDX 2.3, annex D) of what a manifest declares; undefined: it cannot be told. Nothing is guessed:
 * a family of licences ("BSD") is none. The strongest that says anything decides: expression, then text, then classifiers.
 */
export function spdxOf({ expression, text, classifiers }: DeclaredLicence): string | undefined {
  if (expression !== null && expression.trim() !== '') return spdxOfText(expression);
  const ofText = text === null ? undefined : spdxOfText(text);
  return ofText ?? spdxOfClassifiers(classifiers);
}

function spdxOfText(text: string): string | undefined {
  const trimmed = text.length > MAX_LENGTH ? '' : text.trim();
  if (trimmed === '') return undefined;
  if (isExpression(trimmed)) return trimmed;
  const lower = trimmed.toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '');
  return LICENCE_ALIASES.get(lower) ?? IN_ANY_CASE.get(lower) ?? otherwiseCased(trimmed);
}

/** `mit or apache-2.0` */
function otherwiseCased(text: string): string | undefined {
  const words = text.replace(/[^\s()]+/g, (word) => {
    const lower = word.toLowerCase();
    return /^(?:and|or|with)$/.test(lower) ? lower.toUpperCase() : (IN_ANY_CASE.get(lower) ?? word);
  });
  return isExpression(words) ? words : undefined;
}

/** Several classifiers bind together: that a choice is meant is nowhere said. One that is not known spoils them all. */
function spdxOfClassifiers(classifiers: readonly string[]): string | undefined {
  const named = classifiers
    .filter((classifier) => classifier.startsWith(BEGINNING))
    .map((classifier) => classifier.slice(BEGINNING.length).trim())
    .filter((name) => !EMPTY.has(name));
  const ids = new Set(named.map((name) => LICENCE_CLASSIFIERS.get(name)));
  if (ids.size === 0 || ids.has(undefined)) return undefined;
  const expression = [...ids].sort().join(' AND ');
  return expression.length > MAX_LENGTH ? undefined : expression;
}

/** The parser throws plain errors for everything that is no expression. */
function isExpression(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
