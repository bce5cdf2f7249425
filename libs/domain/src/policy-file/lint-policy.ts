import type { ParsedPolicy } from './parse-policy';
import { LINT_CHECKS } from './lint-checks';
import { pathText } from './parse-policy';

/** `error`: the policy is not put in force. `warning`: it may be meant; a person should have seen it. */
export interface PolicyFinding {
  level: 'error' | 'warning';
  /** 1 is the first; null: of no line. */
  line: number | null;
  /** `rules.suspicious.refuseFrom`; empty: of the whole policy. */
  path: string;
  message: string;
}

/** Contradictions and weak spots of a policy that can be read, in the order of its lines; errors first. */
export function lintPolicy({ policy, lineOf }: Pick<ParsedPolicy, 'policy' | 'lineOf'>): PolicyFinding[] {
  return LINT_CHECKS.flatMap((check) => [...check(policy)])
    .map(({ level, path, message }) => ({ level, line: lineOf(path), path: pathText(path), message }))
    .sort(
      (a, b) =>
        Number(a.level === 'warning') - Number(b.level === 'warning') || (a.line ?? 0) - (b.line ?? 0),
    );
}
