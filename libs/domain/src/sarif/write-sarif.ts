import { printable } from '../errors';
import { PRODUCT_VERSION } from '../product-version';
import type { Severity } from '../scan/report';
import { SarifLog, type SarifLevel } from './sarif-log';

export interface SarifRule {
  id: string;
  text: string;
  level: SarifLevel;
  properties?: object;
}

/** Where it was seen: in a file, in something that is no file, or both. */
export interface SarifPlace {
  /** A path, as it is spelled on the file system; a relative one is taken from where the command was run. */
  file?: string | undefined;
  line?: number | undefined;
  /** The package that it is about. */
  package?: { name?: string; fullName: string };
}

export interface SarifFinding {
  rule: string;
  level: SarifLevel;
  message: string;
  place: SarifPlace;
  /** How the place is reached, from where it begins. */
  steps?: readonly string[];
  /** What stays the same when the same thing is found again: the name of the way it is made, and the value. */
  fingerprint?: { name: string; value: string };
  /** Somebody answers for it: it is told, and is no result to act on (3.27.23). */
  justification?: string | undefined;
  properties?: object;
}

export interface SarifRun {
  about: 'advisories' | 'requirements' | 'scan';
  rules: readonly SarifRule[];
  findings: readonly SarifFinding[];
  /** Everything was looked at that was asked for; a tool that did not has not succeeded (3.20.14). */
  isWhole: boolean;
  endedAt?: string;
  properties?: object;
}

export const SARIF_LEVEL: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** Longer than any sentence of ours with its facts; a summary of an advisory is cut before. */
const MAX_TEXT = 4_000;
/** As deep as anything of ours, with room; what is deeper is not ours. */
const MAX_DEPTH = 16;

/** The one writer of SARIF 2.1.0. What it is given is foreign; what leaves is safe to print, and held to the shape. */
export function sarifLogOf(runs: readonly SarifRun[]): SarifLog {
  return SarifLog.parse({ $schema: SCHEMA, version: '2.1.0', runs: runs.map(runOf) });
}

function runOf({ about, rules, findings, isWhole, endedAt, properties }: SarifRun): object {
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    tool: { driver: { name: 'Sallyport', version: PRODUCT_VERSION, rules: rules.map(ruleOf) } },
    automationDetails: { id: `${about}/` },
    invocations: [
      { executionSuccessful: isWhole, ...(endedAt === undefined ? {} : { endTimeUtc: endedAt }) },
    ],
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => resultOf(finding, indexOf.get(finding.rule))),
    ...(properties === undefined ? {} : { properties: safely(properties) }),
  };
}

function ruleOf({ id, text, level, properties }: SarifRule): object {
  return {
    id: safe(id),
    shortDescription: { text: safe(text === '' ? id : text) },
    defaultConfiguration: { level },
    ...(properties === undefined ? {} : { properties: safely(properties) }),
  };
}

function resultOf(finding: SarifFinding, ruleIndex: number | undefined): object {
  const { rule, level, message, steps = [], fingerprint, justification, properties } = finding;
  const place = placeOf(finding.place);
  const flow = [
    ...steps.map((text) => ({ location: { message: { text: safe(text) } } })),
    { location: place },
  ];
  return {
    ruleId: safe(rule),
    ruleIndex,
    level,
    message: { text: safe(message) },
    locations: [place],
    ...(fingerprint === undefined
      ? {}
      : { partialFingerprints: { [fingerprint.name]: safe(fingerprint.value) } }),
    ...(steps.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: flow }] }] }),
    ...(justification === undefined
      ? {}
      : {
          suppressions: [{ kind: 'external', status: 'accepted', justification: safe(justification) }],
        }),
    ...(properties === undefined ? {} : { properties: safely(properties) }),
  };
}

function placeOf({ file, line, package: pkg }: SarifPlace): object {
  return {
    ...(file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: artifactLocation(file),
            ...(line === undefined || line < 1 ? {} : { region: { startLine: line } }),
          },
        }),
    ...(pkg === undefined
      ? {}
      : {
          logicalLocations: [
            {
              ...(pkg.name === undefined ? {} : { name: safe(pkg.name) }),
              fullyQualifiedName: safe(pkg.fullName),
              kind: 'package',
            },
          ],
        }),
  };
}

function artifactLocation(path: string): object {
  // Half a surrogate pair, as a file's name may have it, has no encoding.
  const uri = safe(path)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return uri.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Nothing in it does anything to a terminal, and it stays on one line. */
function safe(text: string): string {
  return printable(text, MAX_TEXT).replace(/[\n\t]+/g, ' ');
}

/** The same for every text in it. */
function safely(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return safe(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((each) => safely(each, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, safely(each, depth + 1)]));
}
