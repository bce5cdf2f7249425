import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativePacked: Rule = {
  code: 'native-packed',
  ecosystem: 'any',
  kind: 'code',
  severity: 'medium',
  verdict: 'warning',
  summary: 'Machine code is packed: what it does can be seen only when it runs.',
  judge: (facts) =>
    natives(facts, ({ native }) =>
      native.packed === undefined ? undefined : `it is packed: ${native.packed}`,
    ),
};
