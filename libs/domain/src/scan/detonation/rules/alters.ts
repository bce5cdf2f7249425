import { OBEYED_PLACES, placeOf, TAKEN_PLACES } from '../lasting-places';
import type { DetonationRule } from '../rule';
import { everySeen } from '../trace';

export const alters: DetonationRule = {
  code: 'detonation-alters',
  severity: 'high',
  verdict: 'suspicious',
  summary: 'It wrote what shells, editors, tools or other packages read: settings, or code of others.',
  judge: (trace) =>
    everySeen(trace, 'files')
      .filter(({ entry }) => entry.act === 'write' && placeOf(entry.path, TAKEN_PLACES) === undefined)
      .flatMap(({ entry, environment, phase }) => {
        const place = placeOf(entry.path, OBEYED_PLACES);
        if (place === undefined) return [];
        return [
          { message: `${phase.label}: wrote ${entry.path}, read by or being ${place.what} (${environment})` },
        ];
      }),
};
