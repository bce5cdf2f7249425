// What comes from the system's packages, and only when it is missing.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asRoot, attempt, isRoot, run, which } from './command.mjs';
import { Trouble } from './trouble.mjs';

/** Older servers lack what the streams and KV buckets use. */
const oldestNats = [2, 9, 10];

/** @param {string} path */
const readOr = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

/**
 * Packages this machine lacks, each with what it is for.
 * @param {{ nats: boolean, docker: boolean, images: boolean, python: boolean, tests: boolean }} wanted
 * @returns {Promise<{ name: string, why: string }[]>}
 */
export async function missingPackages(wanted) {
  const missing = [];
  if (wanted.nats && !which('nats-server')) missing.push({ name: 'nats-server', why: 'the bus' });
  if (wanted.docker && (!which('dockerd') || !which('docker'))) {
    missing.push({ name: 'docker.io', why: 'the engine that builds and runs images' });
    // docker.io does not ask for it, and without it what the daemon mounted would stay behind.
    if (!which('umount')) missing.push({ name: 'mount', why: 'taking the engine down' });
    // An AppArmor kernel refuses every container when the profile cannot be loaded.
    if (readOr('/sys/module/apparmor/parameters/enabled') === 'Y' && !which('apparmor_parser')) {
      missing.push({ name: 'apparmor', why: 'the profile containers run under' });
    }
  }
  if (wanted.images && !which('mmdebstrap')) missing.push({ name: 'mmdebstrap', why: 'base images' });
  if (wanted.python && !existsSync('/usr/bin/python3') && !which('python3')) {
    missing.push({ name: 'python3', why: 'the interpreter uv resolves for' });
  }
  if (wanted.python && !(await hasPip())) missing.push({ name: 'python3-pip', why: 'fetching uv' });
  if (wanted.tests && !which('redis-server')) {
    missing.push({ name: 'redis-server', why: 'tests of shared figures' });
  }
  if (wanted.tests && !hasFakeTime()) {
    missing.push({ name: 'libfaketime', why: 'tests that set the clock of one process' });
  }
  if (wanted.tests) missing.push(...observersMissing());
  if (wanted.tests && !which('git'))
    missing.push({ name: 'git', why: 'tests that ask which files a clone has' });
  return missing;
}

/** What watches an artifact that is detonated, and gives it a network that leads nowhere. */
function observersMissing() {
  const why = 'detonating artifacts';
  const needed = {
    strace: 'strace',
    ip: 'iproute2',
    'iptables-restore': 'iptables',
    openssl: 'openssl',
    nsenter: 'util-linux',
  };
  return Object.entries(needed)
    .filter(([program]) => !which(program))
    .map(([, name]) => ({ name, why }));
}

/** Debian keeps it in a folder by architecture. */
const hasFakeTime = () =>
  readdirSync('/usr/lib').some((folder) => existsSync(`/usr/lib/${folder}/faketime/libfaketime.so.1`));

/** @returns {Promise<string | undefined>} a python that has pip */
export async function pythonWithPip() {
  for (const python of ['/usr/bin/python3', which('python3')]) {
    if (python && existsSync(python) && (await attempt([python, '-m', 'pip', '--version'])).status === 0)
      return python;
  }
  return undefined;
}

const hasPip = async () => (await pythonWithPip()) !== undefined;

/**
 * @param {{ name: string, why: string }[]} packages
 * @param {{ logs: string }} layout
 * @param {(note: string) => void} tell
 */
export async function installPackages(packages, layout, tell) {
  if (packages.length === 0) return;
  const names = packages.map(({ name }) => name);
  if (!which('apt-get')) {
    throw new Trouble(
      `This machine has no apt-get: install ${names.join(', ')} by hand, then run this again.`,
    );
  }
  if (!isRoot && (await attempt(['sudo', '-n', 'true'])).status !== 0) {
    throw new Trouble(
      `Root is needed once: run "sudo apt-get install --no-install-recommends ${names.join(' ')}", then run this again.`,
    );
  }
  const log = join(layout.logs, 'apt.log');
  const onLine = (/** @type {string} */ line) => tell(line.slice(0, 60));
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120'];
  await run(
    asRoot([...apt, 'update']),
    'apt-get update failed: check the network and the apt sources of this machine.',
    {
      log,
      onLine,
      timeoutMs: 300_000,
    },
  );
  // We start our own servers on our own ports: the packages' services must not start beside them, and
  // policy-rc.d is Debian's way to say so. It is there only during the installation.
  const quietly = [
    'policy=/usr/sbin/policy-rc.d',
    'if [ ! -e "$policy" ]; then',
    '  trap \'rm -f "$policy"\' EXIT; printf "#!/bin/sh\\nexit 101\\n" > "$policy"; chmod 755 "$policy"',
    'fi',
    '"$@"',
  ].join('\n');
  const install = [...apt, 'install', '-y', '--no-install-recommends', ...names];
  await run(
    asRoot(['sh', '-c', quietly, 'sh', ...install]),
    `apt-get could not install ${names.join(', ')}: install them by hand, then run this again.`,
    { log, onLine, timeoutMs: 900_000 },
  );
}

/** The server's path; trouble when it is older than what the bus needs. */
export async function natsServerPath() {
  const path = which('nats-server');
  if (!path) throw new Trouble('nats-server is missing: install it (>= 2.9.10) and put it on PATH.');
  const { stdout } = await attempt([path, '--version']);
  const version = (/v(\d+)\.(\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number);
  const difference = oldestNats.map((part, i) => (version[i] ?? 0) - part).find((part) => part !== 0) ?? 0;
  if (difference < 0) {
    throw new Trouble(
      `${path} is ${stdout.trim()}: put nats-server >= ${oldestNats.join('.')} first on PATH.`,
    );
  }
  return path;
}
