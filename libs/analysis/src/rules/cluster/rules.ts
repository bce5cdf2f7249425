import type { PatternRule } from '../rule';

/** Header of a rule over everything that was ever scanned: its judgement is in judge-cluster.ts. */
export type ClusterRule = Omit<PatternRule, 'judge' | 'code' | 'pattern' | 'message' | 'samples'> & {
  readonly code: 'file-of-malware' | 'file-in-unrelated-packages';
};

const SHARED = {
  ecosystem: 'any',
  kind: 'code',
  verdict: 'suspicious',
  tactic: 'initial-access',
  capabilities: [],
  languages: ['javascript', 'python', 'machine-code'],
} as const;

/** The whole list. Asked where it is remembered what was scanned; one artifact alone shows neither. */
export const CLUSTER_RULES: readonly ClusterRule[] = [
  {
    ...SHARED,
    code: 'file-of-malware',
    severity: 'critical',
    summary:
      'A file is the same, byte for byte or but for names and texts, as one that a malicious artifact acts by, and was in no release long before.',
  },
  {
    ...SHARED,
    code: 'file-in-unrelated-packages',
    severity: 'high',
    summary:
      'A file that runs by itself, or acts as attacks do, is in three or more packages that have nothing to do with each other, appeared within 72 hours, and was in no release long before.',
  },
];
