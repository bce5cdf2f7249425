import type { DetonationRule } from '../rule';
import { everySeen } from '../trace';

export const readsCredentials: DetonationRule = {
  code: 'detonation-reads-credentials',
  severity: 'medium',
  verdict: 'warning',
  summary: 'It read a file of the home that holds credentials.',
  judge: (trace) =>
    everySeen(trace, 'files')
      .filter(({ entry }) => entry.act === 'read' && entry.planted === 'canary')
      .map(({ entry, environment, phase }) => ({
        message: `${phase.label}: read ${entry.path} (${environment})`,
      })),
};
