import type { DetonationRule, DetonationSighting } from '../rule';
import { DETONATION_ENVIRONMENTS, type DetonationTrace, type PhaseTrace } from '../trace';

export const incomplete: DetonationRule = {
  code: 'detonation-incomplete',
  severity: 'high',
  verdict: 'unknown',
  summary:
    'The observation is not whole: an environment is missing, something failed or did not end, or there was more than could be kept.',
  judge: (trace) => [...missing(trace), ...trace.environments.flatMap(gapsOf)],
};

function missing({ environments }: DetonationTrace): DetonationSighting[] {
  return DETONATION_ENVIRONMENTS.filter(
    (name) => !environments.some(({ environment, phases }) => environment === name && phases.length > 0),
  ).map((name) => ({ message: `Nothing was run as on the ${name}` }));
}

function gapsOf({
  environment,
  gaps,
  phases,
}: DetonationTrace['environments'][number]): DetonationSighting[] {
  return [
    ...gaps.map((gap) => ({ message: `${gap} (${environment})` })),
    ...phases.filter(hasFailed).map(({ label, ending, exitCode }) => ({
      message: `${label}: ${ending === 'timeout' ? 'did not end in its time' : `ended with ${exitCode ?? 'no'} status`} (${environment})`,
    })),
  ];
}

/** Code that failed half-way has not shown what it does. */
function hasFailed({ ending, exitCode }: PhaseTrace): boolean {
  return ending === 'timeout' || exitCode !== 0;
}
