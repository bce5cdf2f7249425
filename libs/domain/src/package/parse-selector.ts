import { DomainError, printable } from '../errors';
import { Digest } from '../artifact/digest';
import { parseEcosystem, type Ecosystem } from './ecosystem';
import { normalizeName } from './name';
import { normalizeVersion } from './version';
import { literalLength } from './selector-pattern';
import { foldPublisher } from './selector-publisher';
import { normalizeRange } from './selector-range';
import type { Selector, SelectorInput, SelectorKind } from './selector';

/** As for names: no registry has longer ones. */
const MAX_TEXT = 214;
/** More wildcards than a pattern that a person can read. */
const MAX_WILDCARDS = 8;

const PATTERN_CHARACTERS: Readonly<Record<Ecosystem, RegExp>> = {
  pypi: /^[A-Za-z0-9._*-]+$/,
  npm: /^(?:@[A-Za-z0-9._~*-]+\/)?[A-Za-z0-9._~*-]+$/,
};

/** Which fields each kind has beside `kind`. */
const FIELDS: Readonly<Record<SelectorKind, readonly string[]>> = {
  exact: ['ecosystem', 'name', 'version'],
  range: ['ecosystem', 'name', 'range'],
  all: ['ecosystem', 'name'],
  pattern: ['ecosystem', 'pattern'],
  digest: ['digest'],
  publisher: ['ecosystem', 'publisher'],
};

/**
 * Any legal spelling becomes the one normalised selector.
 * @throws DomainError `invalid-selector`, `unknown-ecosystem`, `invalid-name`, `invalid-version`
 * @example parseSelector({ kind: 'exact', ecosystem: 'pypi', name: 'Foo_Bar', version: '1.0' }).name === 'foo-bar'
 */
export function parseSelector(raw: SelectorInput): Selector {
  const kind = kindOf(raw);
  const field = fieldsOf(raw, kind);
  if (kind === 'digest') return { kind, digest: parseDigest(field('digest')) };
  const ecosystem = parseEcosystem(field('ecosystem'));
  switch (kind) {
    case 'exact':
      return {
        kind,
        ecosystem,
        name: normalizeName(ecosystem, field('name')),
        version: normalizeVersion(ecosystem, field('version')),
      };
    case 'range':
      return {
        kind,
        ecosystem,
        name: normalizeName(ecosystem, field('name')),
        range: parseRange(ecosystem, field('range')),
      };
    case 'all':
      return { kind, ecosystem, name: normalizeName(ecosystem, field('name')) };
    case 'pattern':
      return { kind, ecosystem, pattern: parsePattern(ecosystem, field('pattern')) };
    case 'publisher':
      return { kind, ecosystem, publisher: parsePublisher(field('publisher')) };
  }
}

function kindOf(raw: SelectorInput): SelectorKind {
  const kind: unknown = Object.hasOwn(raw, 'kind') ? raw['kind'] : undefined;
  if (typeof kind === 'string' && Object.hasOwn(FIELDS, kind)) return kind as SelectorKind;
  throw invalid(
    `"${printable(String(kind ?? ''), 60)}" is not a kind of selector`,
    `Use one of: ${Object.keys(FIELDS).join(', ')}.`,
  );
}

/** Exactly the fields of the kind: one too many is a wish that would go unheard. */
function fieldsOf(raw: SelectorInput, kind: SelectorKind): (name: string) => string {
  const wanted = FIELDS[kind];
  const hint = `A selector of kind "${kind}" has the fields: kind, ${wanted.join(', ')}.`;
  const foreign = Object.keys(raw).find((name) => name !== 'kind' && !wanted.includes(name));
  if (foreign !== undefined)
    throw invalid(`A selector of kind "${kind}" has no "${printable(foreign, 60)}"`, hint);
  for (const name of wanted) {
    if (!Object.hasOwn(raw, name) || typeof raw[name] !== 'string')
      throw invalid(`A selector of kind "${kind}" needs "${name}"`, hint);
  }
  return (name) => raw[name] as string;
}

function parseDigest(text: string): Digest {
  const digest = Digest.safeParse(text);
  if (digest.success) return digest.data;
  throw invalid(
    `"${printable(text, 80)}" is not a digest`,
    'A digest is written sha256: and 64 lower-case hexadecimal digits.',
  );
}

function parseRange(ecosystem: Ecosystem, text: string): string {
  const result = normalizeRange(ecosystem, text);
  if ('range' in result) return result.range;
  throw invalid(
    `"${printable(text, 80)}" ${result.fault}`,
    ecosystem === 'pypi'
      ? 'Give specifiers by PEP 440, such as >=2,<3; "===" is not taken.'
      : 'Give an npm range, such as ^4.17.0 or >=1 <2.',
  );
}

function parsePattern(ecosystem: Ecosystem, text: string): string {
  const hint =
    'A pattern is a name with "*" for any run of characters, such as @acme/* or acme-*; it has to have a letter or digit.';
  if (text.length > MAX_TEXT || !PATTERN_CHARACTERS[ecosystem].test(text))
    throw invalid(`"${printable(text, 80)}" is not a name pattern of ${ecosystem}`, hint);
  const folded = ecosystem === 'pypi' ? text.toLowerCase().replace(/[-_.]+/g, '-') : text;
  const pattern = folded.replace(/\*+/g, '*');
  const wildcards = pattern.length - literalLength(pattern);
  if (wildcards === 0)
    throw invalid(`"${printable(text, 80)}" has no "*"`, 'For one name use the kind "all".');
  if (wildcards > MAX_WILDCARDS)
    throw invalid(`"${printable(text, 80)}" has more than ${MAX_WILDCARDS} wildcards`, hint);
  if (!/[A-Za-z0-9]/.test(pattern)) throw invalid(`"${printable(text, 80)}" names everything`, hint);
  return pattern;
}

function parsePublisher(text: string): string {
  const publisher = foldPublisher(text);
  // eslint-disable-next-line no-control-regex -- control characters are what is being refused
  if (publisher !== '' && publisher.length <= MAX_TEXT && !/[\u0000-\u001f\u007f-\u009f]/.test(publisher))
    return publisher;
  throw invalid(
    `"${printable(text, 80)}" is not a publisher`,
    `Give the account as the registry writes it, 1 to ${MAX_TEXT} printable characters.`,
  );
}

function invalid(message: string, hint: string): DomainError {
  return new DomainError('invalid-selector', message, { hint });
}
