import { placeOf, TAKEN_PLACES } from '../lasting-places';
import type { DetonationRule } from '../rule';
import { everySeen } from '../trace';

export const stays: DetonationRule = {
  code: 'detonation-stays',
  severity: 'critical',
  verdict: 'malicious',
  summary: 'It wrote where the machine, the session, git, every Python or an agent runs or obeys it later.',
  judge: (trace) =>
    everySeen(trace, 'files')
      .filter(({ entry }) => entry.act === 'write')
      .flatMap(({ entry, environment, phase }) => {
        const place = placeOf(entry.path, TAKEN_PLACES);
        if (place === undefined) return [];
        return [{ message: `${phase.label}: wrote ${entry.path}, ${place.what} (${environment})` }];
      }),
};
