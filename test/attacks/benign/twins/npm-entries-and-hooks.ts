import { tarballs } from '../archives';
import { src } from '../benign-case';
import { rollupBundle, wasm } from '../generated';

export const ENTRY_AND_HOOK_TWINS = tarballs('benign twins', [
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
