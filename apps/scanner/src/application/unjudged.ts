import type { ArtifactAnalysis } from '@sallyport/analysis';

/** What stands for an analysis that nobody has: never clean. */
export function unjudged(message: string): ArtifactAnalysis {
  return {
    verdict: 'unknown',
    findings: [{ rule: 'scan-failed', kind: 'archive', severity: 'high', message }],
    capabilities: [],
    files: 0,
    unpackedBytes: 0,
    identity: null,
  };
}
