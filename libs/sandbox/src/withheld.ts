import type { Capability } from '@sallyport/domain';

export interface Withholding {
  /** Whether the cage keeps it from everything that runs there. */
  withheld: boolean;
  why: string;
}

/**
 * What the cage keeps from every run anyway, for approvals that do not grant everything. There is one cage and it
 * cannot be made tighter for one run: a capability that it does not withhold, nobody here can withhold.
 * Each line is held to the profile by a test.
 */
export const CAGE: Readonly<Record<Capability, Withholding>> = {
  network: {
    withheld: true,
    why: 'Network mode none: there is nothing but a loopback of its own, and no DNS.',
  },
  environment: {
    withheld: true,
    why: 'The environment is four constants and the name of all sandboxes; nothing of the host is in it.',
  },
  'credential-files': {
    withheld: true,
    why: 'Nothing of the host is mounted, and HOME is an empty folder in memory.',
  },
  'autoload-file': {
    withheld: true,
    why: 'Python is started with -I -S: no .pth file, sitecustomize or usercustomize runs. Node.js has none.',
  },
  'filesystem-write': {
    withheld: false,
    why: 'The root is read-only, but /tmp can be written to while the code runs.',
  },
  subprocess: {
    withheld: false,
    why: 'The limit on processes counts threads too, which both languages need, and programs of the image can be started.',
  },
  'native-code': {
    withheld: false,
    why: 'Both languages load native modules from the image, their own among them.',
  },
  'dynamic-code': {
    withheld: false,
    why: 'Both languages can make code out of text, and what the harness does is just that.',
  },
  wallets: {
    withheld: true,
    why: 'There is no wallet and no browser in the cage, and nothing of the host is mounted.',
  },
  obfuscation: {
    withheld: false,
    why: 'It is how code is written and not something that a wall could stop.',
  },
};

/** Those that an approval does not grant and that code would have in the cage all the same. */
export function notWithheld(without: readonly Capability[]): { capability: Capability; why: string }[] {
  return [...new Set(without)]
    .filter((capability) => !CAGE[capability].withheld)
    .map((capability) => ({ capability, why: CAGE[capability].why }));
}
