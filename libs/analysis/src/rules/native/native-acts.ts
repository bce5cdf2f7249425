import { actsOf } from '../../facts/native-acts';
import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeActs: Rule = {
  code: 'native-acts',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  summary:
    'A small piece of machine code takes, of all functions, the ones to go through files, say who is there and send it; or to give a shell a connection; or it reaches others as soon as it is loaded.',
  judge: (facts) => natives(facts, ({ native }) => actsOf(native)),
};
