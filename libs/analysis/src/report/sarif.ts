import { printable, toPurl, type Finding, type Severity } from '@sallyport/domain';
import type { Location, Log, ReportingDescriptor, Result, Run, ThreadFlowLocation } from 'sarif';
import { RULES } from '../rules';
import type { LocalScan, LookedAt } from './local-scan';

type Level = 'error' | 'warning' | 'note';

const LEVEL: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
/** Readers that know CVSS numbers sort by them; a rule has none of its own. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '2.0',
  info: '0.0',
};
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** Not rules of artifacts: said where no rule had a chance to speak. */
const OWN: readonly ReportingDescriptor[] = [
  descriptor('scan-failed', 'Nothing may be concluded: looking at it failed.', 'error'),
  descriptor('not-looked-at', 'It is named, and was not looked at.', 'error'),
  descriptor('not-read', 'A part of it was not read.', 'note'),
  descriptor('name-mismatch', 'The artifact calls itself otherwise than the lock or the purl does.', 'error'),
];
const DESCRIPTORS: readonly ReportingDescriptor[] = [
  ...RULES.map(({ code, summary, severity, kind, verdict, ecosystem }) => ({
    ...descriptor(code, summary, LEVEL[severity]),
    properties: {
      tags: ['security', kind, ecosystem],
      verdict,
      'security-severity': SECURITY_SEVERITY[severity],
    },
  })),
  ...OWN,
];
const INDEX = new Map(DESCRIPTORS.map(({ id }, index) => [id, index]));

/** A scan of what lies here as one run of SARIF 2.1.0: every finding, and everything that was not looked at or not read. */
export function sarifRunOf(scan: LocalScan, version: string): Run {
  const { artifacts, notLookedAt, rulesVersion, verdict, scannedAt, otherArtifacts } = scan;
  return {
    tool: { driver: { name: 'sallyport scan', version, rules: [...DESCRIPTORS] } },
    // A tool that could not look at everything has not done what it was asked to (3.20.14).
    invocations: [
      {
        executionSuccessful:
          notLookedAt.length === 0 && artifacts.every(({ undecided }) => undecided === null),
        endTimeUtc: scannedAt,
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: [
      ...artifacts.flatMap((artifact) => [
        ...artifact.findings.map((finding) => resultOf(artifact, finding)),
        ...failed(artifact),
        ...artifact.unread.map(({ file, why }) => result('not-read', 'note', why, [placeOf(artifact, file)])),
      ]),
      ...notLookedAt.map(({ what, why, file, line }) =>
        result('not-looked-at', 'error', `${what}: ${why}`, [
          {
            ...(file === undefined ? {} : physical(file, line)),
            logicalLocations: [{ fullyQualifiedName: text(what), kind: 'package' }],
          },
        ]),
      ),
    ],
    properties: { verdict, rulesVersion, otherArtifacts, looked: artifacts.length },
  };
}

export function sarifLogOf(runs: Run[]): Log {
  return { $schema: SCHEMA, version: '2.1.0', runs };
}

function resultOf(artifact: LookedAt, finding: Finding): Result {
  const { rule, severity, message, evidence, file, line, path = [] } = finding;
  const place = placeOf(artifact, file, line);
  return {
    ...result(rule, LEVEL[severity], evidence === undefined ? message : `${message} ${evidence}`, [place]),
    partialFingerprints: {
      'placeOfRule/v1': [artifact.digest ?? artifact.what, rule, file ?? '', line ?? ''].join('|'),
    },
    ...(path.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: [...path.map(step), { location: place }] }] }] }),
    properties: { severity, digest: artifact.digest, evidence: evidence ?? null },
  };
}

function failed(artifact: LookedAt): Result[] {
  const { undecided } = artifact;
  return undecided === null
    ? []
    : [result(undecided.code, 'error', undecided.evidence, [placeOf(artifact, undefined)])];
}

function result(ruleId: string, level: Level, message: string, locations: Location[]): Result {
  const ruleIndex = INDEX.get(ruleId);
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level,
    message: { text: text(message) },
    locations,
  };
}

function step(each: string): ThreadFlowLocation {
  return { location: { message: { text: text(each) } } };
}

/** Below the folder that was named; of an archive, below the archive's own name. */
function placeOf(artifact: LookedAt, file: string | undefined, line?: number): Location {
  const { what, ecosystem, name, version } = artifact;
  const path = file === undefined ? what : what === '.' ? file : `${what}/${file}`;
  const purl = ecosystem === null || name === null || version === null ? what : purlOf(artifact, what);
  return { ...physical(path, line), logicalLocations: [{ fullyQualifiedName: text(purl), kind: 'package' }] };
}

function purlOf({ ecosystem, name, version }: LookedAt, otherwise: string): string {
  try {
    return toPurl({ ecosystem: ecosystem ?? 'npm', name: name ?? '', version: version ?? '' });
  } catch {
    // The artifact may call itself anything.
    return otherwise;
  }
}

function physical(path: string, line: number | undefined): Pick<Location, 'physicalLocation'> {
  return {
    physicalLocation: {
      artifactLocation: {
        // Half a surrogate pair, as a file's name may have it, has no encoding.
        uri: Buffer.from(text(path)).toString().split('/').map(encodeURIComponent).join('/'),
        uriBaseId: '%SRCROOT%',
      },
      ...(line === undefined || line < 1 ? {} : { region: { startLine: line } }),
    },
  };
}

function descriptor(id: string, summary: string, level: Level): ReportingDescriptor {
  return { id, shortDescription: { text: summary }, defaultConfiguration: { level } };
}

function text(foreign: string): string {
  return printable(foreign, 1_000);
}
