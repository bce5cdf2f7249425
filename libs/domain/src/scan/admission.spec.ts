import { admit, type Admission } from './admission';
import type { ArtifactReport, Finding, ScanReport, Verdict } from './report';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const FINDING: Finding = {
  rule: 'install-hook',
  kind: 'install-hook',
  severity: 'medium',
  message: 'has a hook',
};

function artifact(name: string, verdict: Verdict, findings: Finding[] = []): ArtifactReport {
  const sizes = { capabilities: [], files: 1, unpackedBytes: 1, rulesVersion: '1' };
  return { ecosystem: 'npm', name, version: '1.0.0', digest: digest(name), verdict, findings, ...sizes };
}

function report(artifacts: ArtifactReport[], verdict: Verdict = 'clean'): ScanReport {
  const advisories = { loaded: false, advisories: 0, importedAt: null };
  return { scannedAt: '2026-01-01T00:00:00Z', verdict, advisories, artifacts };
}

const LOCATED = { ...FINDING, name: 'b', version: '1.0.0' };

describe('scan/admission', () => {
  it.each<[string, ScanReport, Admission]>([
    [
      'all clean',
      report([artifact('a', 'clean'), artifact('b', 'clean')]),
      { outcome: 'admitted', warnings: [] },
    ],
    [
      'a warning, which is carried along',
      report([artifact('a', 'clean'), artifact('b', 'suspicious', [FINDING])]),
      { outcome: 'admitted', warnings: [LOCATED] },
    ],
    [
      'a whole that is unknown for want of advisories',
      report([artifact('a', 'clean'), artifact('b', 'clean')], 'unknown'),
      { outcome: 'admitted', warnings: [] },
    ],
    [
      'one that is malicious',
      report([artifact('a', 'clean'), artifact('b', 'malicious', [FINDING])]),
      { outcome: 'malicious', findings: [LOCATED], packages: ['npm:b@1.0.0'] },
    ],
    [
      'a malicious one beside one that could not be judged',
      report([artifact('a', 'unknown'), artifact('b', 'malicious', [FINDING])]),
      { outcome: 'malicious', findings: [LOCATED], packages: ['npm:b@1.0.0'] },
    ],
    [
      'a malicious whole whose artifacts do not say so',
      report([artifact('a', 'clean'), artifact('b', 'clean')], 'malicious'),
      { outcome: 'malicious', findings: [], packages: [] },
    ],
    [
      'one that could not be judged',
      report([artifact('a', 'unknown'), artifact('b', 'clean')]),
      { outcome: 'unjudged', packages: ['npm:a@1.0.0'] },
    ],
    [
      'one that was not looked at',
      report([artifact('a', 'clean')]),
      { outcome: 'unjudged', packages: [digest('b')] },
    ],
    ['an empty report', report([]), { outcome: 'unjudged', packages: [digest('a'), digest('b')] }],
  ])('%s', (_, given, expected) => {
    expect(admit(given, [digest('a'), digest('b')])).toEqual(expected);
  });
});
