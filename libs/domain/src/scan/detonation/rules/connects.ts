import type { DetonationRule } from '../rule';
import { everySeen, hostOf } from '../trace';

export const connects: DetonationRule = {
  code: 'detonation-connects',
  severity: 'medium',
  verdict: 'warning',
  summary: 'Installing or importing it speaks to a host, or looks up a name.',
  judge: (trace) => [
    ...everySeen(trace, 'connections').map(({ entry, environment, phase }) => ({
      message: `${phase.label}: connected to ${hostOf(entry)} (${environment})`,
      evidence: `${entry.protocol} ${entry.address}`,
    })),
    ...everySeen(trace, 'names').map(({ entry, environment, phase }) => ({
      message: `${phase.label}: looked up ${entry} (${environment})`,
    })),
  ],
};
