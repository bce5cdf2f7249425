import {
  SARIF_LEVEL,
  toPurl,
  type Finding,
  type SarifFinding,
  type SarifPlace,
  type SarifRule,
  type SarifRun,
  type Severity,
} from '@sallyport/domain';
import { RULES } from '../rules';
import type { LocalScan, LookedAt } from './local-scan';

/** Readers that know CVSS numbers sort by them; a rule has none of its own. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '2.0',
  info: '0.0',
};
/** Not rules of artifacts: said where no rule had a chance to speak. */
const OWN: readonly SarifRule[] = [
  { id: 'scan-failed', text: 'Nothing may be concluded: looking at it failed.', level: 'error' },
  { id: 'not-looked-at', text: 'It is named, and was not looked at.', level: 'error' },
  { id: 'not-read', text: 'A part of it was not read.', level: 'note' },
  {
    id: 'name-mismatch',
    text: 'The artifact calls itself otherwise than the lock or the purl does.',
    level: 'error',
  },
];
const SARIF_RULES: readonly SarifRule[] = [
  ...RULES.map(({ code, summary, severity, kind, verdict, ecosystem }) => ({
    id: code,
    text: summary,
    level: SARIF_LEVEL[severity],
    properties: {
      tags: ['security', kind, ecosystem],
      verdict,
      'security-severity': SECURITY_SEVERITY[severity],
    },
  })),
  ...OWN,
];

/** A scan of what lies here: every finding, and everything that was not looked at or not read. */
export function scanRunOf(scan: LocalScan): SarifRun {
  const { artifacts, notLookedAt, rulesVersion, verdict, scannedAt, otherArtifacts } = scan;
  return {
    about: 'scan',
    rules: SARIF_RULES,
    findings: [
      ...artifacts.flatMap((artifact) => [
        ...artifact.findings.map((finding) => seen(artifact, finding)),
        ...failed(artifact),
        ...artifact.unread.map(({ file, why }) => said('not-read', 'note', why, placeOf(artifact, file))),
      ]),
      ...notLookedAt.map(({ what, why, file, line }) =>
        said('not-looked-at', 'error', `${what}: ${why}`, { file, line, package: { fullName: what } }),
      ),
    ],
    isWhole: notLookedAt.length === 0 && artifacts.every(({ undecided }) => undecided === null),
    endedAt: scannedAt,
    properties: { verdict, rulesVersion, otherArtifacts, looked: artifacts.length },
  };
}

function seen(artifact: LookedAt, finding: Finding): SarifFinding {
  const { rule, severity, message, evidence, file, line, path = [] } = finding;
  return {
    ...said(
      rule,
      SARIF_LEVEL[severity],
      evidence === undefined ? message : `${message} ${evidence}`,
      placeOf(artifact, file, line),
    ),
    steps: path,
    fingerprint: {
      name: 'placeOfRule/v1',
      value: [artifact.digest ?? artifact.what, rule, file ?? '', line ?? ''].join('|'),
    },
    properties: { severity, digest: artifact.digest, evidence: evidence ?? null },
  };
}

function failed(artifact: LookedAt): SarifFinding[] {
  const { undecided } = artifact;
  if (undecided === null) return [];
  return [said(undecided.code, 'error', undecided.evidence, placeOf(artifact, undefined))];
}

function said(rule: string, level: SarifFinding['level'], message: string, place: SarifPlace): SarifFinding {
  return { rule, level, message, place };
}

/** Below the folder that was named; of an archive, below the archive's own name. */
function placeOf(artifact: LookedAt, file: string | undefined, line?: number): SarifPlace {
  const { what } = artifact;
  const path = file === undefined ? what : what === '.' ? file : `${what}/${file}`;
  return { file: path, line, package: { fullName: purlOf(artifact) } };
}

function purlOf({ ecosystem, name, version, what }: LookedAt): string {
  if (ecosystem === null || name === null || version === null) return what;
  try {
    return toPurl({ ecosystem, name, version });
  } catch {
    // The artifact may call itself anything.
    return what;
  }
}
