import parse from 'spdx-expression-parse';

/** `unreadable`: no SPDX expression, so nothing is known of the licence. */
export type LicenceJudgement = 'passes' | 'refused' | 'unreadable';
export interface LicenceSetting {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

type Expression = ReturnType<typeof parse>;

/** Real expressions are shorter; a longer one would only cost the parser time. */
const MAX_LENGTH = 256;
/** There are few licences in the world, and reading one costs more than all other rules. */
const KEPT = 1_024;
const readBefore = new Map<string, Expression | undefined>();

/**
 * SPDX 2.3, annex D: `OR` is a choice, so one branch that passes is enough; `AND` binds, so both have to.
 * An empty `allow` allows everything that is not denied.
 */
export function judgeLicence(text: string, setting: LicenceSetting): LicenceJudgement {
  const expression = read(text);
  if (expression === undefined) return 'unreadable';
  return passes(expression, setting) ? 'passes' : 'refused';
}

function read(text: string): Expression | undefined {
  if (readBefore.has(text)) return readBefore.get(text);
  if (text.length > MAX_LENGTH) return undefined;
  if (readBefore.size >= KEPT) readBefore.clear();
  const expression = tryToParse(text);
  readBefore.set(text, expression);
  return expression;
}

/** The parser throws plain errors for everything that is no expression (`UNLICENSED`, `SEE LICENSE IN x`, `MIT/X11`). */
function tryToParse(text: string): Expression | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function passes(node: Expression, setting: LicenceSetting): boolean {
  if ('conjunction' in node) {
    return node.conjunction === 'or'
      ? passes(node.left, setting) || passes(node.right, setting)
      : passes(node.left, setting) && passes(node.right, setting);
  }
  const spellings = spellingsOf(node);
  const named = (list: readonly string[]) => list.some((entry) => spellings.includes(entry.toLowerCase()));
  const exact = spellings[0] as string;
  const isAllowedByName = setting.allow.some((entry) => entry.toLowerCase() === exact);
  // `X WITH exception` may be allowed by its full name although X alone is denied: an exception only gives more leave.
  const isDenied = named(setting.deny) && !(node.exception !== undefined && isAllowedByName);
  return !isDenied && (setting.allow.length === 0 || named(setting.allow));
}

/** From the full name to the bare licence: `gpl-2.0+ with x`, `gpl-2.0+`, `gpl-2.0`. A list may speak of any of them. */
function spellingsOf({ license, plus, exception }: Exclude<Expression, { conjunction: string }>): string[] {
  const bare = license.toLowerCase();
  const later = plus === true ? `${bare}+` : bare;
  return exception === undefined ? [later, bare] : [`${later} with ${exception.toLowerCase()}`, later, bare];
}
