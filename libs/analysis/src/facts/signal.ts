import type { Capability } from '@sallyport/domain';

/** What reading code can notice, and the capability it speaks of. */
export const SIGNALS = {
  /** Talks to the network: a module, a global or a command for it. */
  network: 'network',
  /** A host that exfiltration and staging use: webhook collectors, paste sites, bare IP addresses. */
  'drop-host': 'network',
  /** Installs further packages: `npm install x`, `pip install x`. */
  'package-manager': 'subprocess',
  /** Runs a program that we do not know, or cannot name. */
  subprocess: 'subprocess',
  /** Starts something that outlives the hook. */
  detached: 'subprocess',
  /** Compiles or fetches a native addon with a tool known for it. */
  'native-build': 'native-code',
  'native-code': 'native-code',
  /** Remote content goes straight into an interpreter: `curl … | sh`. */
  'remote-shell': 'subprocess',
  /** Another JavaScript runtime is started: bun, deno. */
  'foreign-runtime': 'subprocess',
  /** An AI command line with its permission prompts switched off. */
  'agent-cli': 'subprocess',
  /** Takes the whole environment, not variables by name. */
  'environment-harvest': 'environment',
  /** Reads a variable whose name says token, secret, password or key. */
  'environment-secret': 'environment',
  /** Names a file or address where credentials lie. */
  'credential-file': 'credential-files',
  'file-write': 'filesystem-write',
  /** Names a place that makes code run again: shell start files, schedulers, agent and editor auto-run files. */
  persistence: 'filesystem-write',
  /** Loading the file writes settings by which agents or editors run something. */
  'agent-settings-write': 'filesystem-write',
  /** Writes a file that Python runs at every start: `.pth`, `sitecustomize.py`. */
  'autoload-written': 'filesystem-write',
  /** Deletes the file that is running. */
  'self-delete': 'filesystem-write',
  /** Deletes the home or root directory. */
  destructive: 'filesystem-write',
  /** Evaluates text that is not a literal. */
  'dynamic-code': 'dynamic-code',
  /** Evaluates text that it decodes first. */
  'decoded-code': 'obfuscation',
  obfuscation: 'obfuscation',
  /** The whole environment, or a file of credentials, flows into what is sent. */
  'secret-sent': 'network',
  /** The name of the machine, its user or its addresses flow into what is sent. */
  'identity-sent': 'network',
  /** What came over the network is evaluated or run. */
  'remote-code': 'dynamic-code',
  /** What is read out of a picture, a sound or another file that holds no code is evaluated or run. */
  'asset-code': 'obfuscation',
  /** What came over the network is kept as a file, and that file is run. */
  'downloaded-program': 'subprocess',
  /** A shell is given a connection for its input and output. */
  'reverse-shell': 'subprocess',
  /** Replaces how a browser asks the network or a wallet. */
  'browser-hook': 'wallets',
  /** Addresses of wallets of more than one currency stand in the code. */
  'wallet-addresses': 'wallets',
  /** gyp expands commands although there is nothing to compile. */
  'gyp-without-sources': 'dynamic-code',
  /** Compares with a digest or a signature: a sign of care, and no capability. */
  'digest-check': null,
} as const satisfies Record<string, Capability | null>;
export type Signal = keyof typeof SIGNALS;

/** One thing noticed, with where. */
export interface Observation {
  readonly signal: Signal;
  readonly file?: string;
  readonly line?: number;
  readonly evidence: string;
}

/** Why a reading is not whole. */
export interface Gap {
  readonly kind: 'missing' | 'unparsable' | 'dynamic' | 'too-large' | 'too-many';
  readonly what: string;
  readonly file?: string;
  readonly line?: number;
}

/** A command found in code: either as text for a shell or as a list of arguments. `${}` stands for what is unknown. */
export interface FoundCommand {
  readonly text?: string;
  readonly argv?: readonly string[];
  readonly line?: number;
}

export interface FoundImport {
  readonly specifier: string;
  readonly line: number;
  /** Stands in a `try`: the author expects that it may be absent. */
  readonly isTried?: boolean;
}

/** Text of a settings file that is evaluated: `eval(require('./package.json').a.b)`. */
export interface EvaluatedText {
  readonly specifier: string;
  readonly members: readonly string[];
  readonly line: number;
}

/** What one file of code does, as far as its text says. */
export interface CodeReading {
  readonly observations: readonly Observation[];
  /** Specifiers of static imports and requires. */
  readonly imports: readonly FoundImport[];
  readonly commands: readonly FoundCommand[];
  readonly urls: readonly string[];
  readonly gaps: readonly Gap[];
  readonly evaluated?: readonly EvaluatedText[];
  /** Hash of its syntax tree, names and literals aside; absent where there is too little of it to tell files apart. */
  readonly shape?: string;
}

export interface PythonReading extends CodeReading {
  /** Observations in statements that run when the file is imported, not only when a function of it is called. */
  readonly atImport: readonly Observation[];
}

export const EMPTY_READING: CodeReading = { observations: [], imports: [], commands: [], urls: [], gaps: [] };

/** Stands for the part of a text that only running the code would tell. */
export const UNKNOWN_PART = '${}';
