import { tarballs } from '../archives';
import { src } from '../benign-case';
import { rollupBundle, wasm } from '../generated';

export const LATE_NPM_TWINS = tarballs('benign twins', [
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
  {
    twinOf: 'node-ipc',
    why: 'Two entries, CommonJS bundled and ESM from sources, with the same behaviour; DNS is asked for the peers of a service.',
    name: 'peer-channel',
    version: '9.3.0',
    summary: 'Messages between processes over sockets, with discovery by SRV records.',
    author: 'Brandon Ayala <b@peer-channel.example>',
    usage: `const { connect } = require('peer-channel');\nconst channel = await connect('jobs.internal.example');`,
    manifest: {
      main: 'dist/peer-channel.cjs',
      module: 'esm/index.js',
      exports: { '.': { require: './dist/peer-channel.cjs', import: './esm/index.js' } },
    },
    files: () => ({
      'esm/package.json': '{ "type": "module" }\n',
      'esm/index.js': src`
import { promises as dns } from 'node:dns';
import net from 'node:net';
import { frames } from './frames.js';

/** Connects to the first peer that the service's SRV record names. */
export async function connect(service) {
  const [peer] = (await dns.resolveSrv('_peer._tcp.' + service)).sort((a, b) => a.priority - b.priority);
  const socket = net.connect(peer.port, peer.name);
  return {
    send: (message) => socket.write(JSON.stringify(message) + '\n'),
    messages: () => frames(socket),
    close: () => socket.end(),
  };
}
`,
      'esm/frames.js': src`
export async function* frames(socket) {
  let rest = '';
  for await (const chunk of socket) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}
`,
      'dist/peer-channel.cjs': `'use strict';\nvar dns=require('dns').promises,net=require('net');${rollupBundle(92, 18, 'peer-channel 9.3.0', '')}\nasync function*frames(e){let t='';for await(const n of e){const e=(t+n).split('\\n');t=e.pop();for(const t of e)yield JSON.parse(t)}}\nexports.connect=async function(e){const[t]=(await dns.resolveSrv('_peer._tcp.'+e)).sort((e,t)=>e.priority-t.priority),n=net.connect(t.port,t.name);return{send:e=>n.write(JSON.stringify(e)+'\\n'),messages:()=>frames(n),close:()=>n.end()}};\n`,
    }),
  },
  {
    twinOf: 'jest-canvas-mock',
    why: 'A drawing library compiled to WebAssembly and kept as base64 (500 kB), so that test runners need no loader; preinstall is the package manager guard.',
    name: 'canvas-for-tests',
    version: '2.6.1',
    summary: 'A real 2D canvas for tests, without a browser and without native modules.',
    author: 'Huan Zhao <huan@canvas-for-tests.example>',
    usage: `require('canvas-for-tests').install(globalThis);`,
    manifest: {
      main: 'lib/index.js',
      scripts: { preinstall: 'npx only-allow pnpm || true', test: 'jest' },
      peerDependencies: { jest: '>=29' },
    },
    files: () => ({
      'lib/index.js': src`
'use strict';

const { instance } = require('./instance');

class Context2D {
  constructor() {
    this.handle = instance().exports.create();
  }

  fillRect(x, y, width, height) {
    instance().exports.fill_rect(this.handle, x, y, width, height);
  }
}

exports.install = function install(scope) {
  scope.HTMLCanvasElement.prototype.getContext = (kind) => (kind === '2d' ? new Context2D() : null);
};
`,
      'lib/instance.js': src`
'use strict';

const encoded = require('./canvas.wasm.js');

let made;

exports.instance = function instance() {
  if (!made) made = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(encoded, 'base64')), {});
  return made;
};
`,
      'lib/canvas.wasm.js': `// Built from native/canvas.c by scripts/embed.sh; do not edit.\nmodule.exports = '${wasm(93, 380_000).toString('base64')}';\n`,
    }),
  },
  {
    twinOf: 'red-hat-miasma',
    why: 'The install hook runs the main file in its check mode, which compares versions of peers and prints advice.',
    name: '@cloudpatterns/shell-components',
    version: '6.4.2',
    summary: 'Navigation shell for cloud consoles.',
    author: 'Cloudpatterns UX <ux@cloudpatterns.example>',
    licence: 'Apache-2.0',
    usage: `const { navigation } = require('@cloudpatterns/shell-components');\nnavigation([{ title: 'Clusters', href: '/clusters' }]);`,
    manifest: {
      main: 'index.js',
      scripts: { postinstall: 'node index.js --check' },
      peerDependencies: { react: '>=18' },
    },
    files: {
      'index.js': src`
'use strict';

exports.navigation = require('./lib/navigation').navigation;

if (require.main === module && process.argv[2] === '--check') {
  require('./lib/check').check();
}
`,
      'lib/navigation.js': src`
'use strict';

const escape = (text) => text.replace(/[&<>"]/g, (sign) => '&#' + sign.charCodeAt(0) + ';');

exports.navigation = (items) =>
  '<nav><ul>' +
  items.map(({ title, href }) => '<li><a href="' + escape(href) + '">' + escape(title) + '</a></li>').join('') +
  '</ul></nav>';
`,
      'lib/check.js': src`
'use strict';

exports.check = function check() {
  let installed;
  try {
    installed = require('react/package.json').version;
  } catch {
    return console.log('shell-components: react is not installed yet; any version from 18 on will do.');
  }
  if (Number(installed.split('.')[0]) < 18) {
    console.warn('shell-components: react ' + installed + ' is too old, see the migration guide in README.md');
  }
};
`,
    },
  },
  {
    twinOf: 'feishu-set',
    why: 'A chat bot SDK; its hook thanks for support after a second, and is silent in CI and where it was switched off.',
    name: 'larkspur-bot',
    version: '1.5.0',
    summary: 'Bots for the Larkspur chat: webhooks, cards and signatures.',
    author: 'Xiu Chen <xiu@larkspur-bot.example>',
    usage: `const { Bot } = require('larkspur-bot');\nawait new Bot({ webhook, secret }).text('Deployed.');`,
    manifest: {
      main: 'lib/bot.js',
      scripts: { postinstall: 'node scripts/thanks.js' },
      funding: 'https://fund.larkspur-bot.example/',
    },
    files: {
      'lib/bot.js': src`
'use strict';

const { sign } = require('./sign');

class Bot {
  constructor({ webhook, secret }) {
    this.webhook = webhook;
    this.secret = secret;
  }

  async send(message) {
    const timestamp = Math.floor(Date.now() / 1000);
    const body = { timestamp, ...message };
    if (this.secret) body.sign = sign(this.secret, timestamp);
    const response = await fetch(this.webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error('larkspur answered ' + response.status);
  }

  text(text) {
    return this.send({ msg_type: 'text', content: { text } });
  }
}

exports.Bot = Bot;
`,
      'lib/sign.js': src`
'use strict';

const { createHmac } = require('crypto');

/** The chat's signature: an empty message, keyed with time and secret. */
exports.sign = (secret, timestamp) =>
  createHmac('sha256', timestamp + '\n' + secret)
    .update('')
    .digest('base64');
`,
      'scripts/thanks.js': src`
'use strict';

const quiet = ['CI', 'CONTINUOUS_INTEGRATION', 'ADBLOCK', 'DISABLE_OPENCOLLECTIVE'].some((name) => process.env[name]);

if (!quiet && process.stdout.isTTY) {
  setTimeout(() => {
    console.log('\u001b[96mThank you for using larkspur-bot.\u001b[0m');
    console.log('If it saves you time, consider supporting it: https://fund.larkspur-bot.example/');
  }, 1000);
}
`,
    },
  },
]);
