import { isDataName } from '../../facts/file-names';
import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeDisguised: Rule = {
  code: 'native-disguised',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  summary: 'A file that is data, text, a picture or source code by its name is a program or a library.',
  judge: (facts) =>
    natives(facts, ({ path, native }) =>
      native.format !== 'unknown' && isDataName(path)
        ? `its name says otherwise: it is a ${native.kind === 'other' ? 'file' : native.kind} of ${native.format}`
        : undefined,
    ),
};
