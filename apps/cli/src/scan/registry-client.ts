import { printable, type Ecosystem } from '@sallyport/domain';
import type { Ended, Machine } from './machine';

/** Fetches artifacts of one ecosystem, as the user has configured it. */
export interface RegistryClient {
  readonly program: string;
  /** Of one artifact, into `destination`. Neither client runs code of a package. */
  words(name: string, version: string, destination: string): string[];
  /** What bounds its patience. Each is said for it only where the user says nothing of the kind. */
  readonly bounds: readonly { isSet: RegExp; words: readonly string[] }[];
  /** In what it says on stderr: no answer of the package registry, or none in time. */
  readonly unreachable: RegExp;
  readonly hint: string;
}

/**
 * By themselves npm waits 70 s between its attempts and 5 minutes for an answer, and pip tries six times: for a network
 * that is not there that is too long, and one artifact of an honest size arrives within a minute.
 */
const NPM: RegistryClient = {
  program: 'npm',
  words: (name, version, destination) => [
    'pack',
    '--ignore-scripts',
    '--loglevel=error',
    `--pack-destination=${destination}`,
    '--',
    `${name}@${version}`,
  ],
  bounds: [
    { isSet: /^fetch-retries\s*=/m, words: ['--fetch-retries=1'] },
    {
      isSet: /^fetch-retry-/m,
      words: ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=2000'],
    },
    { isSet: /^fetch-timeout\s*=/m, words: ['--fetch-timeout=60000'] },
  ],
  unreachable:
    /^npm (?:error|ERR!) code (?:E(?:NOTFOUND|AI_AGAIN|CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|NETUNREACH|HOSTUNREACH|PIPE|PROTO|50[0234])|ERR_SOCKET_TIMEOUT|ERR_SSL\w*|[A-Z_]*CERT\w*|FETCH_ERROR|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\s*$/m,
  hint: 'Look at the network, and at `npm config list` for registry, proxy and cafile; for a slow one set fetch-timeout and fetch-retries there. Or fetch elsewhere and name the folder with --artifacts.',
};

/** Wheels only: pip builds an sdist to read its metadata. */
const PIP: RegistryClient = {
  program: 'pip',
  words: (name, version, destination) => [
    ...['download', '--no-deps', '--only-binary=:all:', '--no-input', '--quiet'],
    ...['--disable-pip-version-check', `--dest=${destination}`, '--', `${name}==${version}`],
  ],
  bounds: [
    { isSet: /\.retries=/m, words: ['--retries=1'] },
    { isSet: /\.(?:default-)?timeout=/m, words: ['--timeout=15'] },
  ],
  unreachable:
    /after connection broken by|Max retries exceeded|Failed to establish a new connection|(?:Connect|Read)Timeout|Could not fetch URL|Temporary failure in name resolution/,
  hint: 'Look at the network, and at `pip config list` for index-url, proxy and cert; for a slow one set timeout and retries there. Or fetch elsewhere and name the folder with --artifacts.',
};

export const REGISTRY_CLIENTS: Readonly<Record<Ecosystem, RegistryClient>> = { npm: NPM, pypi: PIP };

/** The words of all bounds that the user's own configuration, environment included, says nothing of. */
export async function boundsFor(
  { program, bounds }: RegistryClient,
  machine: Machine,
  folder: string,
): Promise<string[]> {
  const { status, stdout } = await machine.run(program, ['config', 'list'], folder);
  const configured = status === 0 ? stdout : '';
  return bounds.flatMap(({ isSet, words }) => (isSet.test(configured) ? [] : words));
}

export function isUnreachable({ unreachable }: RegistryClient, { stderr, isTimedOut }: Ended): boolean {
  return isTimedOut === true || unreachable.test(stderr);
}

/** pip says why it got no answer as a warning, and then that there is no such release. */
const FAULTS = [/after connection broken by/, /^(?:npm )?(?:error|ERR!)(?! (?:code|syscall|errno) )/i];

/** What it says went wrong, or its last line; foreign text. */
export function faultOf({ stderr, status, isTimedOut }: Ended): string {
  if (isTimedOut === true) return 'it took too long';
  const lines = stderr.trim().split('\n');
  const said = FAULTS.map((fault) => lines.find((line) => fault.test(line))).find(Boolean) ?? lines.at(-1);
  return said ? printable(said.replace(/^npm (?:error|ERR!) /, ''), 300) : `status ${status ?? 'unknown'}`;
}
