import { differences } from '../behaviour-contract';
import type { DetonationRule } from '../rule';

/** What honest code leaves out on some machines too is what it prints and asks; not what it takes or changes. */
const TELLING = new Set(['connect', 'look-up', 'read', 'write', 'delete', 'send-canary']);

export const differs: DetonationRule = {
  code: 'detonation-differs',
  severity: 'medium',
  verdict: 'warning',
  summary:
    'It did something on one of two unlike machines only: where it runs, or when, decides what it does.',
  judge: (trace) =>
    differences(trace)
      .filter(({ act }) => TELLING.has(act))
      .map(({ act, what, phase, environments }) => ({
        message: `${phase}: ${act} ${what}, on the ${environments.join(', ')} only`,
      })),
};
