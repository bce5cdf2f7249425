import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Digest } from '../artifact/digest';
import { DomainError, printable } from '../errors';
import { Policy } from '../policy/policy';
import { REASON_CODES } from '../policy/reason-code';
import { readYaml, type YamlText } from './read-yaml';

const SCHEMA = Policy.shape.schema.value;
/** Enough to mend a file by; a hostile one cannot make the answer long. */
const MAX_FAULTS = 100;

export interface ParsedPolicy {
  policy: Policy;
  /** `<name>@<first 12 hex digits of the text's SHA-256>` */
  version: string;
  digest: Digest;
  /** Line of what lies at a path of the policy, for those who find fault with it later. */
  lineOf: YamlText['lineOf'];
}

/**
 * Reads a policy file: YAML 1.2 in the shape of `Policy`. Says nothing of whether it is a good one (`lintPolicy`) or
 * passes its own tests (`runPolicyCases`): one that is in force stays readable when a later version finds more fault.
 * @throws DomainError `invalid-policy` with `details.faults`, all together and each with its line where it has one.
 */
export function parsePolicy(text: string): ParsedPolicy {
  const yaml = readYaml(text);
  if (yaml.faults.length > 0)
    throw invalidPolicy(yaml.faults.map(({ line, message }) => faultText(line, '', message)));

  const unknown = unknownSchema(yaml);
  if (unknown !== undefined) throw invalidPolicy([unknown]);
  const parsed = Policy.safeParse(yaml.value);
  if (!parsed.success) throw invalidPolicy(issueTexts(parsed.error.issues, yaml));

  const hex = createHash('sha256').update(text).digest('hex');
  return {
    policy: parsed.data,
    version: `${parsed.data.name}@${hex.slice(0, 12)}`,
    digest: `sha256:${hex}`,
    lineOf: yaml.lineOf,
  };
}

export function invalidPolicy(faults: readonly string[]): DomainError {
  const shown = faults.slice(0, MAX_FAULTS);
  if (faults.length > MAX_FAULTS) shown.push(`and ${faults.length - MAX_FAULTS} more`);
  const [first = 'it cannot be read'] = shown;
  return new DomainError(
    'invalid-policy',
    `The policy is refused: ${first}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`,
    {
      hint: 'Mend every fault in "details.faults", or try the file with `sallyport policy lint`.',
      details: { faults: shown },
    },
  );
}

/** `line 12, rules.suspicious.mode: …` */
export function faultText(line: number | null, path: string, message: string): string {
  const where = [...(line === null ? [] : [`line ${line}`]), ...(path === '' ? [] : [path])].join(', ');
  return where === '' ? message : `${where}: ${message}`;
}

/** A policy of another schema breaks this one everywhere; that it is another one says it all. */
function unknownSchema({ value, lineOf }: YamlText): string | undefined {
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (typeof schema !== 'string' || schema === SCHEMA) return undefined;
  return faultText(
    lineOf(['schema']),
    'schema',
    `"${printable(schema, 60)}" is not a schema that this version reads; it reads "${SCHEMA}"`,
  );
}

/** Only of the faults that are told: finding a line reads the file, and a hostile one has very many. */
function issueTexts(issues: readonly z.core.$ZodIssue[], { lineOf }: YamlText): string[] {
  const places = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: noSuchField(issue.path, key) }))
      : [{ path: issue.path, message: issue.message }],
  );
  return places.map(({ path, message }, at) =>
    at < MAX_FAULTS ? faultText(lineOf(path), pathText(path), printable(message, 400)) : message,
  );
}

function noSuchField(path: readonly PropertyKey[], key: string): string {
  const isStructural = path.length === 1 && path[0] === 'rules' && REASON_CODES.some((code) => code === key);
  return isStructural
    ? 'no such field: this rule always decides, and no policy sets or stops it'
    : 'no such field';
}

export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${printable(String(step), 60)}`))
    .join('')
    .replace(/^\./, '');
}
