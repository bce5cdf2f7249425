import type { Policy, RuleMode } from '../../policy/policy';
import type { ArtifactReport, DetonationLook, Finding, Verdict } from '../report';
import { worstVerdict } from '../report';

/** Rule of the finding that says that a second look was wanted and not had. */
export const NOT_DETONATED_RULE = 'detonation-missing';

const RUNS_BY_ITSELF = new Set(['install-hook', 'autoload', 'build']);

/**
 * An artifact for whose clearing one look is not enough: something of it runs by itself, it holds machine code that
 * reading says little of, or the reading was not clean.
 */
export function isHighRisk({
  verdict,
  findings,
  capabilities,
  hooks = [],
}: Pick<ArtifactReport, 'verdict' | 'findings' | 'capabilities' | 'hooks'>): boolean {
  return (
    verdict !== 'clean' ||
    hooks.length > 0 ||
    findings.some(({ kind }) => RUNS_BY_ITSELF.has(kind)) ||
    capabilities.some((capability) => capability === 'autoload-file' || capability === 'native-code')
  );
}

/**
 * Two independent looks to clear, one to hold: what either says against the artifact stands, whatever the other
 * says. Where a second look is needed and was not had, the first does not clear: `unknown`.
 */
export function settleLooks(looks: {
  /** What reading it says. */
  read: Verdict;
  /** What detonating it says; null where that was not done. */
  detonated: Verdict | null;
  needsBoth: boolean;
}): Verdict {
  if (looks.detonated !== null) return worstVerdict([looks.read, looks.detonated]);
  return looks.needsBoth ? worstVerdict([looks.read, 'unknown']) : looks.read;
}

/** Whether nothing is left to be asked of running it: it need not be run, or was, and nothing stands against it. */
export function isClearedByRunning({
  highRisk,
  detonated,
}: {
  highRisk?: boolean | undefined;
  detonated?: Verdict | null | undefined;
}): boolean {
  return highRisk === false || detonated === 'clean' || detonated === 'warning';
}

/** Whether it would be run where a policy asks for that, and was not: another scan may tell more. */
export function isRunMissing({
  highRisk,
  detonated,
}: {
  highRisk?: boolean | undefined;
  detonated?: Verdict | null | undefined;
}): boolean {
  return highRisk !== false && (detonated ?? null) === null;
}

/** Whether a policy wants files of high risk to be run; one that cannot be read might. */
export function detonationMode(policy: Policy | undefined): RuleMode {
  return policy === undefined ? 'enforce' : (policy.rules['not-detonated']?.mode ?? 'off');
}

export type LookMode = Exclude<RuleMode, 'off'>;

/** What is said of an artifact that should have been run and was not; `mode` says whether that holds it. */
export function notDetonated(mode: LookMode, why: string): { look: DetonationLook; finding: Finding } {
  return {
    look: { mode, verdict: null, why: why.slice(0, 500), at: null, detonator: null, behaviour: null },
    finding: {
      rule: NOT_DETONATED_RULE,
      kind: 'detonation',
      severity: mode === 'enforce' ? 'high' : 'info',
      message: `The policy wants it run in the cage as well as read, and that was not done: ${why}`.slice(
        0,
        500,
      ),
    },
  };
}
