/**
 * What whoever wrote it is after, in the words of MITRE ATT&CK (enterprise matrix, v17), in its order, with its ids.
 * Tactics that nothing in an artifact can tell of are left out, such as what is done before there is an artifact, or
 * what is done from one machine to the next.
 */
export const TACTICS = {
  /** T1195.001, a dependency that was tampered with, is how every artifact comes in. */
  'initial-access': 'TA0001',
  execution: 'TA0002',
  persistence: 'TA0003',
  'defense-evasion': 'TA0005',
  'credential-access': 'TA0006',
  discovery: 'TA0007',
  collection: 'TA0009',
  'command-and-control': 'TA0011',
  exfiltration: 'TA0010',
  impact: 'TA0040',
} as const;
export type Tactic = keyof typeof TACTICS;
