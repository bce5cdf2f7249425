import { DomainError } from '../errors';
import { decide } from '../policy/decide';
import type { Decision } from '../policy/decision';
import type { Policy, PolicyCase } from '../policy/policy';
import { factsOfCase } from './case-facts';
import { CaseGiven } from './case-given';

export interface CaseOutcome {
  name: string;
  /** Position in `tests`. */
  index: number;
  passed: boolean;
  expected: PolicyCase['expect'];
  /** null where the case itself cannot be read. */
  got: Pick<Decision, 'effect' | 'reasonCode' | 'reason'> | null;
  /** What is wrong with the case itself, each with the path below the case. */
  faults: { path: PropertyKey[]; message: string }[];
}

/** Runs the tests that a policy carries, each on facts in order but for what it gives. */
export function runPolicyCases(policy: Policy): CaseOutcome[] {
  return policy.tests.map((one, index) => runCase(policy, one, index));
}

function runCase(policy: Policy, { name, given, expect }: PolicyCase, index: number): CaseOutcome {
  const failed = (faults: CaseOutcome['faults']): CaseOutcome => ({
    name,
    index,
    passed: false,
    expected: expect,
    got: null,
    faults,
  });
  const parsed = CaseGiven.safeParse(given);
  if (!parsed.success)
    return failed(
      parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({
              path: ['given', key],
              message: 'no such fact; docs/policy.md lists them',
            }))
          : [{ path: ['given', ...issue.path], message: issue.message }],
      ),
    );
  try {
    const { effect, reasonCode, reason } = decide(factsOfCase(parsed.data, policy, `${policy.name}@test`), 0);
    const passed =
      effect === expect.effect && (expect.reasonCode === undefined || reasonCode === expect.reasonCode);
    return { name, index, passed, expected: expect, got: { effect, reasonCode, reason }, faults: [] };
  } catch (error) {
    if (!DomainError.is(error)) throw error;
    return failed([
      { path: ['given', error.code === 'invalid-name' ? 'package' : 'version'], message: error.message },
    ]);
  }
}
