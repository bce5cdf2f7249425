import { tarballs } from '../archives';
import { src } from '../benign-case';
import { rollupBundle } from '../generated';

export const DAEMON_AND_CLIENT_TWINS = tarballs('benign twins', [
  {
    twinOf: 'canister-worm',
    why: 'A process keeper starts a detached daemon when its user says so; the hook prints one line about upgrading.',
    name: 'keepalive-daemon',
    version: '3.4.1',
    summary: 'Keeps a command running in the background and restarts it when it ends.',
    author: 'Samuel Okafor <sam@keepalive.example>',
    usage: `// in a shell\n// keepalive start -- node server.js\n// keepalive stop`,
    manifest: {
      bin: { keepalive: 'bin/keepalive.js' },
      scripts: {
        postinstall: `node -e "console.log('keepalive: running daemons keep the old version until restarted')"`,
      },
    },
    files: {
      'bin/keepalive.js': src`
#!/usr/bin/env node
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const { logFile, pidFile } = require('../lib/paths');

const [command, ...rest] = process.argv.slice(2);

if (command === 'start') {
  const out = fs.openSync(logFile, 'a');
  const child = spawn(process.execPath, [require.resolve('../lib/watch'), ...rest.filter((word) => word !== '--')], {
    detached: true,
    stdio: ['ignore', out, out],
  });
  child.unref();
  fs.writeFileSync(pidFile, String(child.pid));
  console.log('started, process ' + child.pid + ', log ' + logFile);
} else if (command === 'stop') {
  process.kill(Number(fs.readFileSync(pidFile, 'utf8')), 'SIGTERM');
  fs.unlinkSync(pidFile);
} else {
  console.log('Usage: keepalive start -- <command> | stop');
}
`,
      'lib/watch.js': src`
'use strict';

const { spawn } = require('child_process');

const [program, ...args] = process.argv.slice(2);
let delay = 500;
let child;

function run() {
  const started = Date.now();
  child = spawn(program, args, { stdio: 'inherit' });
  child.on('exit', () => {
    delay = Date.now() - started > 10000 ? 500 : Math.min(delay * 2, 30000);
    setTimeout(run, delay);
  });
}

process.on('SIGTERM', () => {
  child.removeAllListeners('exit');
  child.kill();
  process.exit(0);
});
run();
`,
      'lib/paths.js': src`
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = path.join(process.env.XDG_STATE_HOME || path.join(os.homedir(), '.local', 'state'), 'keepalive');
fs.mkdirSync(folder, { recursive: true });

exports.pidFile = path.join(folder, 'daemon.pid');
exports.logFile = path.join(folder, 'daemon.log');
`,
    },
  },
  {
    twinOf: 'axios',
    why: 'An HTTP client whose bundle has its dependency built in, so that no source line names it; it stays declared for its types.',
    name: 'fetchling',
    version: '1.14.2',
    summary: 'Promise-based HTTP client for browsers and Node.',
    author: 'Mateo Rossi <mateo@fetchling.example>',
    usage: `const fetchling = require('fetchling');\nconst { data } = await fetchling.get('https://api.fetchling.example/items');`,
    manifest: {
      main: 'index.js',
      browser: 'dist/fetchling.min.js',
      types: 'index.d.ts',
      dependencies: { 'form-fields': '^4.0.1', 'redirect-walker': '^1.15.6' },
    },
    files: () => ({
      'index.js': src`
'use strict';

const walker = require('redirect-walker');

async function request(method, url, { body, headers = {}, timeout = 0 } = {}) {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const response = await walker.request(url, {
    method,
    timeout,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: payload,
  });
  const text = await response.text();
  if (response.status >= 400) throw Object.assign(new Error('HTTP ' + response.status), { response });
  return { status: response.status, headers: response.headers, data: text === '' ? undefined : JSON.parse(text) };
}

for (const method of ['get', 'delete', 'post', 'put', 'patch']) {
  exports[method] = (url, options) => request(method.toUpperCase(), url, options);
}
`,
      'index.d.ts': src`
import type { FormFields } from 'form-fields';

export interface Options {
  body?: unknown | FormFields;
  headers?: Record<string, string>;
  timeout?: number;
}
export interface Answer<T> {
  status: number;
  headers: Record<string, string>;
  data: T;
}
export function get<T = unknown>(url: string, options?: Options): Promise<Answer<T>>;
export function post<T = unknown>(url: string, options?: Options): Promise<Answer<T>>;
`,
      'dist/fetchling.min.js': rollupBundle(
        91,
        30,
        'fetchling v1.14.2',
        'e.get=function(t,n){return fetch(t,n).then((function(e){return e.json()}))}',
      ),
    }),
  },
  {
    twinOf: 'mini-shai-hulud',
    why: 'A router whose prepare script builds it when it is installed from git; in the tarball it finds no sources and ends.',
    name: '@wayfinder/router-core',
    version: '1.130.4',
    summary: 'Typed routes without a framework.',
    author: 'Wayfinder Contributors <hi@wayfinder.example>',
    usage: `import { route } from '@wayfinder/router-core';\nconst user = route('/users/:id');\nuser.match('/users/7'); // { id: '7' }`,
    manifest: {
      type: 'module',
      exports: './dist/index.js',
      scripts: { prepare: 'node scripts/prepare.mjs' },
      files: ['dist', 'scripts'],
    },
    files: {
      'scripts/prepare.mjs': src`
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('src/index.ts')) {
  const onBun = process.versions.bun !== undefined;
  execFileSync(onBun ? 'bun' : 'npx', onBun ? ['run', 'build'] : ['tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}
`,
      'dist/index.js': src`
export { compile } from './compile.js';
import { compile } from './compile.js';

/** A route by its pattern; match gives the parameters or undefined. */
export function route(pattern) {
  const { expression, names } = compile(pattern);
  return {
    match(path) {
      const found = expression.exec(path);
      return found ? Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1])])) : undefined;
    },
    href: (params) => pattern.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params[name])),
  };
}
`,
      'dist/compile.js': src`
export function compile(pattern) {
  const names = [];
  const source = pattern
    .split('/')
    .map((part) => {
      if (!part.startsWith(':')) return part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&');
      names.push(part.slice(1));
      return '([^/]+)';
    })
    .join('/');
  return { expression: new RegExp('^' + source + '/?$'), names };
}
`,
    },
  },
]);
