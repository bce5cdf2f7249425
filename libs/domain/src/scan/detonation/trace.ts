import { z } from 'zod';
import { Digest } from '../../artifact/digest';
import { Ecosystem } from '../../package/ecosystem';

/**
 * What one artifact did while it was installed and imported, as it was seen from outside of its reach. Everything in
 * here is text that hostile code chose: bounded, and shown only through `printable`.
 */

/** `install`: its hooks and its build. `start`: an interpreter starts where it is installed. `import`: its entries are loaded. */
export const DETONATION_PHASES = ['install', 'start', 'import'] as const;
export const DetonationPhase = z.enum(DETONATION_PHASES);
export type DetonationPhase = z.infer<typeof DetonationPhase>;

/** Two unlike machines: a developer's of today, and one of continuous integration some weeks ahead. */
export const DETONATION_ENVIRONMENTS = ['workstation', 'ci'] as const;
export const DetonationEnvironment = z.enum(DETONATION_ENVIRONMENTS);
export type DetonationEnvironment = z.infer<typeof DetonationEnvironment>;

/** Entries of one kind that a phase keeps. More is a flood: what is kept is what came first, and the trace is not whole. */
export const MAX_OBSERVED = 500;
/** Characters of one path, argument or name. */
export const MAX_TEXT = 1_000;
const Text = z.string().max(MAX_TEXT);

export const ObservedProcess = z.object({
  /** Program and arguments as asked for. */
  argv: z.array(Text).max(64),
  /** Whether it ran: false where the machine has no such program, or may not run it. */
  started: z.boolean(),
});
export type ObservedProcess = z.infer<typeof ObservedProcess>;

export const FileAct = z.enum(['read', 'write', 'delete']);
export type FileAct = z.infer<typeof FileAct>;

export const ObservedFile = z.object({
  act: FileAct,
  /**
   * `~/…` below the home, `<package>/…` the artifact's own folder, `<project>/…` elsewhere in the project it is installed
   * into, an absolute path otherwise. Of reads only those of planted files are kept.
   */
  path: Text,
  /** What we had put there: a credential of this run, another file of a lived-in home, or nothing. */
  planted: z.enum(['canary', 'document']).nullable(),
});
export type ObservedFile = z.infer<typeof ObservedFile>;

export const ObservedConnection = z.object({
  protocol: z.enum(['tcp', 'udp']),
  /** The name that was looked up to get the address; null where the address was written out. */
  name: Text.nullable(),
  address: Text,
  port: z.number().int().min(0).max(65_535),
});
export type ObservedConnection = z.infer<typeof ObservedConnection>;

export const CanarySighting = z.object({
  /** Where the credential was planted: `~/.npmrc`, `NPM_TOKEN`. Never the credential. */
  canary: Text,
  where: z.enum(['sent', 'looked-up', 'argument']),
  /** The host it was sent to, the name that was looked up, or the program that was given it. */
  to: Text,
  /** How it was spelt, outermost first: `gzip`, `base64`; empty: as it is. */
  encodings: z.array(z.string().max(20)).max(8),
});
export type CanarySighting = z.infer<typeof CanarySighting>;

export const PhaseTrace = z.object({
  phase: DetonationPhase,
  /** The hook or the entry: `postinstall`, `import NAME`. */
  label: Text,
  /** `timeout`: it was still running when its time was over, and was ended. */
  ending: z.enum(['exited', 'timeout']),
  /** null where it did not end by itself. */
  exitCode: z.number().int().nullable(),
  processes: z.array(ObservedProcess).max(MAX_OBSERVED),
  files: z.array(ObservedFile).max(MAX_OBSERVED),
  connections: z.array(ObservedConnection).max(MAX_OBSERVED),
  names: z.array(Text).max(MAX_OBSERVED),
  canaries: z.array(CanarySighting).max(MAX_OBSERVED),
});
export type PhaseTrace = z.infer<typeof PhaseTrace>;

export const EnvironmentTrace = z.object({
  environment: DetonationEnvironment,
  /** Why the observation is not whole: a flood, a process that was not watched, a sink that lost bytes. Empty: it is. */
  gaps: z.array(Text).max(50),
  phases: z.array(PhaseTrace).max(100),
});
export type EnvironmentTrace = z.infer<typeof EnvironmentTrace>;

export const DetonationTrace = z.object({
  ecosystem: Ecosystem,
  name: Text,
  version: Text,
  digest: Digest,
  environments: z.array(EnvironmentTrace).max(DETONATION_ENVIRONMENTS.length),
});
export type DetonationTrace = z.infer<typeof DetonationTrace>;

export interface Seen<Entry> {
  entry: Entry;
  environment: DetonationEnvironment;
  phase: PhaseTrace;
}

/** Every entry of one kind in all phases and environments, with where it was seen. */
export function everySeen<Kind extends 'processes' | 'files' | 'connections' | 'names' | 'canaries'>(
  trace: DetonationTrace,
  kind: Kind,
): Seen<PhaseTrace[Kind][number]>[] {
  return trace.environments.flatMap(({ environment, phases }) =>
    phases.flatMap((phase) =>
      phase[kind].map((entry) => ({ entry: entry as PhaseTrace[Kind][number], environment, phase })),
    ),
  );
}

/** The host of a connection as people would name it. */
export function hostOf({ name, address, port }: ObservedConnection): string {
  return `${name ?? address}:${port}`;
}
