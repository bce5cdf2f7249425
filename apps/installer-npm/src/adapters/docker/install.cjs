// Installs the lock with npm, offline and without scripts, and makes sure that exactly the lock is there afterwards.
// Runs in the build container: no network, no rights, and only /opt/skill of the image to write to. No code of a
// package runs.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const SKILL = '/opt/skill';
const NPM = '/usr/local/lib/node_modules/npm/bin/npm-cli.js';

function install() {
  // npm wants manifest and lock where it installs.
  fs.cpSync('skill', SKILL, { recursive: true });
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-bin-links'];
  const quiet = ['--no-update-notifier', '--loglevel', 'error', '--logs-max', '0'];
  const done = spawnSync(
    process.execPath,
    [NPM, 'ci', ...flags, ...quiet, '--cache', path.resolve('cache')],
    {
      cwd: SKILL,
      env: { PATH: process.env.PATH, HOME: '/tmp' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (done.status !== 0) process.exit(done.status || 1);
}

/** Every folder that Node.js could load a package from, as `node_modules/a/node_modules/b`. */
function* packageFolders(folder, prefix) {
  const modules = path.join(folder, 'node_modules');
  if (!fs.existsSync(modules)) return;
  for (const entry of fs.readdirSync(modules, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isSymbolicLink()) fail(`${prefix}node_modules/${entry.name} is a link`);
    if (!entry.isDirectory()) continue;
    const names = entry.name.startsWith('@')
      ? fs.readdirSync(path.join(modules, entry.name)).map((name) => `${entry.name}/${name}`)
      : [entry.name];
    for (const name of names) {
      const location = `${prefix}node_modules/${name}`;
      yield location;
      yield* packageFolders(path.join(modules, name), `${location}/`);
    }
  }
}

function manifestOf(location) {
  return JSON.parse(
    fs.readFileSync(path.join(SKILL, location, 'package.json'), 'utf8').replace(/^\uFEFF/, ''),
  );
}

/** Packages inside a tarball belong to its artifact: the lock names the tarball, its manifest names them. */
function isBundled(location, expected) {
  const end = location.lastIndexOf('/node_modules/');
  if (end === -1) return false;
  const owner = location.slice(0, end);
  if (!(owner in expected)) return isBundled(owner, expected);
  const { bundleDependencies, bundledDependencies } = manifestOf(owner);
  return Boolean(bundleDependencies || bundledDependencies);
}

function check() {
  const expected = JSON.parse(fs.readFileSync('expected.json', 'utf8'));
  const missing = new Set(Object.keys(expected));
  for (const location of packageFolders(SKILL, '')) {
    if (!(location in expected)) {
      if (!isBundled(location, expected)) fail(`${location} is not in the lock`);
      continue;
    }
    const { name, version } = manifestOf(location);
    const plain = String(version)
      .trim()
      .replace(/^[v=\s]+/, '')
      .replace(/\+.*$/, '');
    if (`${name}@${plain}` !== expected[location].replace(/\+.*$/, '')) {
      fail(`${location} holds ${name}@${version}, and the lock says ${expected[location]}`);
    }
    missing.delete(location);
  }
  if (missing.size > 0) fail(`not installed: ${[...missing].join(', ')}`);
}

function fail(reason) {
  process.stderr.write(`What is installed is not the lock: ${reason}\n`);
  process.exit(1);
}

install();
check();
// They name an address that does not exist, and skills need none of them.
for (const file of ['package.json', 'package-lock.json', 'node_modules/.package-lock.json']) {
  fs.rmSync(path.join(SKILL, file), { force: true });
}
