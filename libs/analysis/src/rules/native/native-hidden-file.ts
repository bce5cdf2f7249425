import { isHiddenName } from '../../facts/file-names';
import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeHiddenFile: Rule = {
  code: 'native-hidden-file',
  ecosystem: 'any',
  kind: 'code',
  severity: 'medium',
  verdict: 'warning',
  summary: 'A program or library has a name that is not shown: it begins with a dot.',
  judge: (facts) =>
    natives(facts, ({ path, native }) =>
      native.format !== 'unknown' && isHiddenName(path) ? 'its name is not shown' : undefined,
    ),
};
