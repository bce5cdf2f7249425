import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeUnread: Rule = {
  code: 'native-unread',
  ecosystem: 'any',
  kind: 'code',
  severity: 'info',
  verdict: 'clean',
  summary:
    'Machine code was not read to its end, or its tables cannot be read: it is too large, damaged, or made for another kind of machine.',
  judge: (facts) =>
    natives(facts, ({ size, native: { format, isWhole, searched } }) => {
      if (format === 'unknown') return 'its tables cannot be read';
      return isWhole && searched === size
        ? undefined
        : `it was read in part: ${searched} of ${size} bytes searched for hidden texts`;
    }),
};
