export { MAX_POLICY_BYTES } from './read-yaml';
export { parsePolicy, type ParsedPolicy } from './parse-policy';
export { lintPolicy, type PolicyFinding } from './lint-policy';
export { runPolicyCases, type CaseOutcome } from './run-cases';
export { CaseGiven } from './case-given';
export { acceptPolicy, examinePolicy, failedCaseTexts, type ExaminedPolicy } from './accept-policy';
export { policyText } from './policy-text';
