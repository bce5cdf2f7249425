import type { DetonationRule } from '../rule';
import { everySeen } from '../trace';

export const destroys: DetonationRule = {
  code: 'detonation-destroys',
  severity: 'critical',
  verdict: 'malicious',
  summary: 'Files that were in the home before, and are none of its business, were deleted.',
  judge: (trace) =>
    everySeen(trace, 'files')
      .filter(({ entry }) => entry.act === 'delete' && entry.planted !== null)
      .map(({ entry, environment, phase }) => ({
        message: `${phase.label}: deleted ${entry.path} (${environment})`,
      })),
};
