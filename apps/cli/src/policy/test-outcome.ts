import { examinePolicy, failedCaseTexts, type ExaminedPolicy } from '@sallyport/domain';
import { EXIT } from '../exit-code';
import type { Outcome } from '../outcome';
import { foreign } from '../screen/foreign';
import { faultsOf } from './lint-outcome';

/** The tests that a policy carries. No tests are no failure: `lint` warns of that. */
export function testOutcome(file: string, text: string): Outcome {
  let examined: ExaminedPolicy;
  try {
    examined = examinePolicy(text);
  } catch (error) {
    const faults = faultsOf(error);
    return {
      json: { version: null, passed: 0, failed: 0, faults, cases: [] },
      exit: EXIT.usage,
      text: ({ paint }) =>
        faults.map((fault) => `${paint.red('error')}  ${foreign(file)}: ${foreign(fault, 500)}`).join('\n'),
    };
  }
  const { version, cases } = examined;
  const failures = failedCaseTexts(examined);
  const failed = cases.filter(({ passed }) => !passed).length;
  return {
    json: { version, passed: cases.length - failed, failed, faults: failures, cases },
    exit: failed > 0 ? EXIT.denied : EXIT.ok,
    text: ({ paint }) =>
      [
        ...cases.map(({ name, passed }) =>
          passed ? `${paint.green('passed')}  ${foreign(name)}` : `${paint.red('failed')}  ${foreign(name)}`,
        ),
        ...failures.map((failure) => `   ${foreign(file)}: ${foreign(failure, 500)}`),
        `${foreign(version)}: ${cases.length - failed} passed, ${failed} failed`,
      ].join('\n'),
  };
}
