import type { DetonationRule } from '../rule';
import { everySeen } from '../trace';

export const startsPrograms: DetonationRule = {
  code: 'detonation-starts-programs',
  severity: 'info',
  verdict: 'clean',
  summary: 'Installing or importing it starts other programs. Said, and no reason against it.',
  judge: (trace) =>
    everySeen(trace, 'processes').map(({ entry, environment, phase }) => ({
      message: `${phase.label}: ${entry.started ? 'started' : 'asked for'} ${entry.argv[0] ?? ''} (${environment})`,
      evidence: entry.argv.join(' '),
    })),
};
