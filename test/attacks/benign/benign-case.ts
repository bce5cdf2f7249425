/**
 * An honest package that looks a little like an attack. The scanner is judged on these, so they are written without
 * looking at its rules: what it says about them is measured, never arranged.
 */
export interface BenignCase {
  /** `<format>/<name>-<version>`; unique. */
  readonly id: string;
  /** The incident whose honest counterpart this is. */
  readonly twinOf?: Incident;
  readonly theme: string;
  readonly ecosystem: 'npm' | 'pypi';
  readonly format: Format;
  readonly name: string;
  readonly version: string;
  /** Why an honest author writes it like this. */
  readonly why: string;
  /** File name as a registry serves it. */
  readonly fileName: string;
  /** Everything in the archive, by path below its top folder; made afresh, and the same each time. */
  files(): Files;
}

export type Format = 'tarball' | 'wheel' | 'sdist';
export type Files = Readonly<Record<string, string | Buffer>>;
export type Incident = (typeof INCIDENTS)[number];

/** One for each public incident that Sallyport is judged on, oldest first. */
export const INCIDENTS = [
  'eslint-scope',
  'event-stream',
  'ua-parser-js',
  'ctx',
  'torchtriton',
  'w4sp',
  'ultralytics',
  'nx-s1ngularity',
  'chalk-debug',
  'shai-hulud-1',
  'shai-hulud-2',
  'react-codeshift',
  'sandworm-mode',
  'canister-worm',
  'litellm',
  'telnyx',
  'axios',
  'sap-cap-js',
  'mini-shai-hulud',
  'mistralai-guardrails-ai',
  'node-ipc',
  'jest-canvas-mock',
  'red-hat-miasma',
  'phantom-gyp',
  'hades',
  'feishu-set',
  'wagni-bot-defi',
  'keyv-chaindrop',
] as const;

/** Source text as it stands; only a backtick and `${` are written with a backslash before them. */
export function src(parts: TemplateStringsArray): string {
  const [text = ''] = parts.raw;
  return text.replace(/\\(`|\$\{)/g, '$1').replace(/^\n/, '');
}
