import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../artifact/canonical-json';
import { Digest } from '../../artifact/digest';
import { Ecosystem } from '../../package/ecosystem';
import {
  DETONATION_ENVIRONMENTS,
  DetonationEnvironment,
  DetonationPhase,
  everySeen,
  hostOf,
  type DetonationTrace,
  type PhaseTrace,
} from './trace';

export const BehaviourAct = z.enum(['start', 'read', 'write', 'delete', 'look-up', 'connect', 'send-canary']);
export type BehaviourAct = z.infer<typeof BehaviourAct>;

/** One thing that the package does, spelt so that two runs of the same bytes spell it the same. */
export const Behaviour = z.object({
  phase: DetonationPhase,
  act: BehaviourAct,
  what: z.string(),
  /** Where it was seen, in their order. */
  environments: z.array(DetonationEnvironment).min(1),
});
export type Behaviour = z.infer<typeof Behaviour>;

/** Of what is new, so much is shown. */
export const MAX_NEW_BEHAVIOURS = 50;
export const NewBehaviours = z.object({
  count: z.number().int().nonnegative(),
  first: z.array(Behaviour).max(MAX_NEW_BEHAVIOURS),
});
export type NewBehaviours = z.infer<typeof NewBehaviours>;

/** What a version of a package was seen to do. Kept under its digest; a later version is held against it. */
export const BehaviourContract = z.object({
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  /** Of the artifact. */
  artifact: Digest,
  behaviours: z.array(Behaviour),
});
export type BehaviourContract = z.infer<typeof BehaviourContract>;

/** The contract of a trace: without times, repetition and what chance chose, in one order. */
export function behaviourContract(trace: DetonationTrace): BehaviourContract {
  const seen = new Map<string, Behaviour>();
  for (const { environment, phase, act, what } of actsOf(trace)) {
    const key = JSON.stringify([phase, act, what]);
    const known = seen.get(key)?.environments ?? [];
    const environments = DETONATION_ENVIRONMENTS.filter(
      (name) => name === environment || known.includes(name),
    );
    seen.set(key, { phase, act, what, environments });
  }
  const { ecosystem, name, version, digest } = trace;
  const inOrder = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, behaviour]) => behaviour);
  return { ecosystem, name, version, artifact: digest, behaviours: inOrder };
}

/** The address of what is done, whoever does it: two versions that behave alike have one digest. */
export function behaviourDigest({ behaviours }: BehaviourContract): Digest {
  return `sha256:${createHash('sha256').update(canonicalJson(behaviours)).digest('hex')}` as Digest;
}

/**
 * What a later version does that the earlier one did not. A behaviour that only moved to another environment is not
 * new; one that moved to another phase is: what was done on import and is now done on installation reaches more.
 */
export function newBehaviours(earlier: BehaviourContract, later: BehaviourContract): Behaviour[] {
  const known = new Set(earlier.behaviours.map(keyOf));
  return later.behaviours.filter((behaviour) => !known.has(keyOf(behaviour)));
}

/** What was seen in one environment only, though each of them saw the phase. */
export function differences(trace: DetonationTrace): Behaviour[] {
  const phasesOf = trace.environments.map(({ phases }) => new Set(phases.map(({ phase }) => phase)));
  if (phasesOf.length < DETONATION_ENVIRONMENTS.length) return [];
  return behaviourContract(trace).behaviours.filter(
    ({ phase, environments }) => environments.length === 1 && phasesOf.every((phases) => phases.has(phase)),
  );
}

function keyOf({ phase, act, what }: Behaviour): string {
  return JSON.stringify([phase, act, what]);
}

type Act = Pick<Behaviour, 'phase' | 'act' | 'what'> & { environment: DetonationEnvironment };

function actsOf(trace: DetonationTrace): Act[] {
  const act = (
    { environment, phase }: { environment: DetonationEnvironment; phase: PhaseTrace },
    name: BehaviourAct,
    what: string,
  ) => ({ environment, phase: phase.phase, act: name, what: withoutChance(what) });
  return [
    ...everySeen(trace, 'processes').map((seen) => act(seen, 'start', commandOf(seen.entry.argv))),
    ...everySeen(trace, 'files').map((seen) => act(seen, seen.entry.act, seen.entry.path)),
    ...everySeen(trace, 'names').map((seen) => act(seen, 'look-up', seen.entry)),
    ...everySeen(trace, 'connections').map((seen) => act(seen, 'connect', hostOf(seen.entry))),
    ...everySeen(trace, 'canaries').map((seen) => act(seen, 'send-canary', seen.entry.canary)),
  ];
}

/** Where a program lies differs by machine; what it is called does not. */
function commandOf([program = '', ...rest]: readonly string[]): string {
  return [program.split('/').at(-1), ...rest].join(' ');
}

/**
 * Names of temporary files, times and random tokens: what differs between two runs of the same bytes. Short numbers stay,
 * since they are versions more often than process ids; a name made of a process id is new each time.
 */
function withoutChance(text: string): string {
  return text
    .replace(/(\/tmp\/)[^\s/'"]+/g, '$1*')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, '*')
    .replace(/\d{5,}/g, '*');
}
