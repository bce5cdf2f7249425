import type { DetonationRule } from '../rule';
import { everySeen } from '../trace';

export const canarySent: DetonationRule = {
  code: 'detonation-canary-sent',
  severity: 'critical',
  verdict: 'malicious',
  summary:
    'A credential that was planted for this one run was sent, looked up as a name, or handed to a program.',
  judge: (trace) =>
    everySeen(trace, 'canaries').map(({ entry, environment, phase }) => ({
      message: `${phase.label}: the credential planted in ${entry.canary} was ${WHERE[entry.where]} ${entry.to} (${environment})`,
      evidence: entry.encodings.length === 0 ? 'as it is' : `as ${entry.encodings.join(' of ')}`,
    })),
};

const WHERE = { sent: 'sent to', 'looked-up': 'spelt in the name', argument: 'handed to' } as const;
