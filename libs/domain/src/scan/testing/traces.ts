import type { DetonationEnvironment, DetonationTrace, PhaseTrace } from '../detonation';

/** A phase in which nothing was done, but for what is given. */
export function phaseOf(parts: Partial<PhaseTrace> = {}): PhaseTrace {
  return {
    ...{ phase: 'install', label: 'postinstall', ending: 'exited', exitCode: 0 },
    ...{ processes: [], files: [], connections: [], names: [], canaries: [] },
    ...parts,
  };
}

/** The same phase on both machines, unless one of them is told apart. */
export function traceOf(
  parts: Partial<PhaseTrace> = {},
  apart: Partial<Record<DetonationEnvironment, Partial<PhaseTrace>>> = {},
): DetonationTrace {
  return {
    ...{ ecosystem: 'npm', name: 'sample', version: '1.0.0', digest: `sha256:${'a'.repeat(64)}` },
    environments: (['workstation', 'ci'] as const).map((environment) => ({
      environment,
      gaps: [],
      phases: [phaseOf({ ...parts, ...apart[environment] })],
    })),
  };
}
