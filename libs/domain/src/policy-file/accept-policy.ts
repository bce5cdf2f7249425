import { lintPolicy, type PolicyFinding } from './lint-policy';
import { faultText, invalidPolicy, parsePolicy, pathText, type ParsedPolicy } from './parse-policy';
import { runPolicyCases, type CaseOutcome } from './run-cases';

export interface ExaminedPolicy extends ParsedPolicy {
  findings: PolicyFinding[];
  cases: CaseOutcome[];
}

/** Reads, lints and tests a policy. @throws DomainError `invalid-policy` where it cannot be read */
export function examinePolicy(text: string): ExaminedPolicy {
  const parsed = parsePolicy(text);
  return { ...parsed, findings: lintPolicy(parsed), cases: runPolicyCases(parsed.policy) };
}

/**
 * What has to hold before a policy is put in force.
 * @throws DomainError `invalid-policy` with every fault of its shape, or every error of its lint and its own tests
 */
export function acceptPolicy(text: string): ExaminedPolicy {
  const examined = examinePolicy(text);
  const faults = [
    ...examined.findings
      .filter(({ level }) => level === 'error')
      .map(({ line, path, message }) => faultText(line, path, message)),
    ...failedCaseTexts(examined),
  ];
  if (faults.length > 0) throw invalidPolicy(faults);
  return examined;
}

/** One line for each thing that is wrong with the tests: `line 80, tests[3]: "name" expects deny, got allow (approved)`. */
export function failedCaseTexts({ cases, lineOf }: Pick<ExaminedPolicy, 'cases' | 'lineOf'>): string[] {
  return cases
    .filter(({ passed }) => !passed)
    .flatMap(({ name, index, expected, got, faults }) => {
      if (got === null)
        return faults.map(({ path, message }) => {
          const full = ['tests', index, ...path];
          return faultText(lineOf(full), pathText(full), `"${name}": ${message}`);
        });
      const path = ['tests', index];
      return [
        faultText(
          lineOf(path),
          pathText(path),
          `"${name}" expects ${answer(expected)}, got ${answer(got)}: ${got.reason}`,
        ),
      ];
    });
}

function answer({ effect, reasonCode }: { effect: string; reasonCode?: string | undefined }): string {
  return reasonCode === undefined ? effect : `${effect} (${reasonCode})`;
}
