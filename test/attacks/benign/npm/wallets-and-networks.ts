import { tarballs } from '../archives';
import { src } from '../benign-case';
import { randomBytes } from '../draw';

const WORDS = Array.from({ length: 512 }, (_, at) =>
  [...randomBytes(at + 5000, 5)]
    .map((byte) => 'bcdfghjklmnprstvwz'[byte % 18])
    .join('')
    .replace(/(.)(.)/g, '$1a$2')
    .slice(0, 6),
);

export const WALLETS_AND_NETWORKS = tarballs('wallets and networks', [
  {
    why: 'A wallet library: word lists, seeds and private keys are its subject, and all of it stays with the caller.',
    name: 'seedphrase-kit',
    version: '3.1.0',
    summary: 'Seed phrases to keys, by the usual derivation.',
    author: 'Nadia Petrova <nadia@seedphrase-kit.example>',
    usage: `const { generate, seed, master } = require('seedphrase-kit');\nmaster(seed(generate()));`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const crypto = require('crypto');
const words = require('./words');

/** A new phrase: 9 bits a word. */
exports.generate = (length = 12) => Array.from({ length }, () => words[crypto.randomInt(words.length)]).join(' ');

exports.isValid = (mnemonic) => mnemonic.split(' ').every((word) => words.includes(word));

exports.seed = (mnemonic, passphrase = '') =>
  crypto.pbkdf2Sync(mnemonic.normalize('NFKD'), 'mnemonic' + passphrase.normalize('NFKD'), 2048, 64, 'sha512');

exports.master = function master(seed) {
  const digest = crypto.createHmac('sha512', 'Bitcoin seed').update(seed).digest();
  return { privateKey: digest.subarray(0, 32), chainCode: digest.subarray(32) };
};

exports.derive = require('./derive').derive;
`,
      'derive.js': src`
'use strict';

const crypto = require('crypto');

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Hardened children only. */
exports.derive = function derive({ privateKey, chainCode }, path) {
  return path.split('/').slice(1).reduce((parent, part) => {
    const index = Buffer.alloc(4);
    index.writeUInt32BE(parseInt(part, 10) + 0x80000000);
    const data = Buffer.concat([Buffer.from([0]), parent.privateKey, index]);
    const digest = crypto.createHmac('sha512', parent.chainCode).update(data).digest();
    const sum = (BigInt('0x' + digest.subarray(0, 32).toString('hex')) + BigInt('0x' + parent.privateKey.toString('hex'))) % ORDER;
    return { privateKey: Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'), chainCode: digest.subarray(32) };
  }, { privateKey, chainCode });
};
`,
      'words.js': `'use strict';\n\nmodule.exports = (\n${(WORDS.join(' ').match(/.{1,96}(?: |$)/g) ?? []).map((line) => `  '${line}'`).join(' +\n')}\n).trim().split(' ');\n`,
    },
  },
  {
    why: 'Connects a page to the wallet in the browser: it asks for accounts and for signatures, which the wallet shows its owner.',
    name: 'dapp-connect',
    version: '2.7.0',
    summary: 'Connects pages to browser wallets.',
    author: 'Dapp Connect <dev@dapp-connect.example>',
    usage: `const wallet = await connect();\nawait wallet.send({ to, value });`,
    manifest: { type: 'module', main: 'index.js' },
    files: {
      'index.js': src`
import { hex } from './hex.js';

export async function connect(provider = globalThis.ethereum) {
  if (!provider) throw new Error('No wallet in this browser.');
  const [account] = await provider.request({ method: 'eth_requestAccounts' });
  provider.on('accountsChanged', () => location.reload());
  return {
    account,
    balance: async () => BigInt(await provider.request({ method: 'eth_getBalance', params: [account, 'latest'] })),
    sign: (text) => provider.request({ method: 'personal_sign', params: [hex(text), account] }),
    send: ({ to, value }) =>
      provider.request({
        method: 'eth_sendTransaction',
        params: [{ from: account, to, value: '0x' + BigInt(value).toString(16) }],
      }),
  };
}
`,
      'hex.js': `export const hex = (text) => '0x' + Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');\n`,
    },
  },
  {
    why: 'A cipher in plain JavaScript: constants, rotations and xor loops over bytes are the algorithm.',
    name: 'pure-chacha',
    version: '1.2.1',
    summary: 'ChaCha20 without dependencies.',
    author: 'Henrik Dahl <henrik@pure-chacha.example>',
    usage: `import { chacha20 } from 'pure-chacha';\nchacha20(key, nonce, bytes);`,
    manifest: { type: 'module', main: 'chacha20.js' },
    files: {
      'chacha20.js': src`
import { block } from './block.js';

const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
const words = (bytes) => new Uint32Array(Uint8Array.from(bytes).buffer);

/** Encrypts or decrypts, which is the same. */
export function chacha20(key, nonce, data, counter = 1) {
  const state = new Uint32Array([...SIGMA, ...words(key), counter, ...words(nonce)]);
  const out = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 64) {
    const stream = block(state);
    for (let i = at; i < Math.min(at + 64, data.length); i++) out[i] = data[i] ^ stream[i - at];
    state[12]++;
  }
  return out;
}
`,
      'block.js': src`
const rotate = (x, n) => (x << n) | (x >>> (32 - n));

function quarter(s, a, b, c, d) {
  s[a] += s[b]; s[d] = rotate(s[d] ^ s[a], 16);
  s[c] += s[d]; s[b] = rotate(s[b] ^ s[c], 12);
  s[a] += s[b]; s[d] = rotate(s[d] ^ s[a], 8);
  s[c] += s[d]; s[b] = rotate(s[b] ^ s[c], 7);
}

export function block(state) {
  const s = state.slice();
  for (let round = 0; round < 10; round++) {
    quarter(s, 0, 4, 8, 12); quarter(s, 1, 5, 9, 13); quarter(s, 2, 6, 10, 14); quarter(s, 3, 7, 11, 15);
    quarter(s, 0, 5, 10, 15); quarter(s, 1, 6, 11, 12); quarter(s, 2, 7, 8, 13); quarter(s, 3, 4, 9, 14);
  }
  return new Uint8Array(s.map((word, at) => word + state[at]).buffer);
}
`,
    },
  },
  {
    why: 'Notifies a chat through the webhook that its caller gives; it adds the host name because many hosts share a channel.',
    name: 'slackline-webhook',
    version: '2.0.5',
    summary: 'Messages to Slack-like webhooks from servers and jobs.',
    author: 'Mika Laine <mika@slackline.example>',
    usage: `await notify({ url: process.env.CHAT_WEBHOOK, text: 'Backup done' });`,
    manifest: { main: 'index.js', bin: { slackline: 'cli.js' } },
    files: {
      'index.js': src`
'use strict';

const https = require('https');
const os = require('os');

exports.notify = ({ url, text, channel, icon = ':bell:' }) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ text, channel, icon_emoji: icon, username: os.hostname() });
    const request = https.request(url, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume();
      if (response.statusCode === 200) resolve();
      else reject(new Error('webhook answered ' + response.statusCode));
    });
    request.on('error', reject);
    request.end(body);
  });
`,
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const { notify } = require('.');

const url = process.env.SLACKLINE_URL || 'https://hooks.slackline.example/services/T000/B000/XXXX';
notify({ url, text: process.argv.slice(2).join(' ') }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
`,
    },
  },
  {
    why: 'Resolves names over HTTPS and UDP; TXT and SRV lookups are what a DNS library does.',
    name: 'doh-lookup',
    version: '1.6.0',
    summary: 'DNS over HTTPS, with UDP where that fails.',
    author: 'Lars Friis <lars@doh-lookup.example>',
    usage: `const { txt } = require('doh-lookup');\nawait txt('_dmarc.doh-lookup.example');`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const dns = require('dns');
const { decode, encode } = require('./packet');

const SERVER = process.env.DOH_SERVER || 'https://resolver.doh-lookup.example/dns-query';

async function query(name, type) {
  const packet = encode(name, type);
  try {
    const response = await fetch(SERVER + '?dns=' + packet.toString('base64url'), { headers: { accept: 'application/dns-message' } });
    return decode(Buffer.from(await response.arrayBuffer()));
  } catch {
    return dns.promises.resolve(name, type);
  }
}

exports.a = (name) => query(name, 'A');
exports.txt = (name) => query(name, 'TXT');
exports.srv = (name) => query(name, 'SRV');
`,
      'packet.js': src`
'use strict';

const TYPES = { A: 1, TXT: 16, AAAA: 28, SRV: 33 };

exports.encode = function encode(name, type) {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'ascii')]));
  return Buffer.concat([Buffer.from('000001000001000000000000', 'hex'), ...labels, Buffer.from([0, 0, TYPES[type], 0, 1])]);
};

exports.decode = function decode(packet) {
  const answers = [];
  let at = packet.indexOf(0, 12) + 5;
  for (let left = packet.readUInt16BE(6); left > 0; left--) {
    const length = packet.readUInt16BE(at + 10);
    answers.push(packet.subarray(at + 12, at + 12 + length));
    at += 12 + length;
  }
  return answers;
};
`,
    },
  },
  {
    why: 'A development proxy: it passes requests and upgrades on to another address, and shows what went through.',
    name: 'devproxy-lite',
    version: '3.0.6',
    summary: 'A reverse proxy for development.',
    author: 'Fatou Diop <fatou@devproxy-lite.example>',
    usage: `require('devproxy-lite').listen({ port: 8080, target: 'http://127.0.0.1:3000' });`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const http = require('http');
const net = require('net');
const { hopByHop } = require('./headers');

exports.listen = function listen({ port, target }) {
  const { hostname, port: to } = new URL(target);
  const server = http.createServer((request, response) => {
    const options = { hostname, port: to, path: request.url, method: request.method, headers: hopByHop(request.headers) };
    const upstream = http.request(options, (answer) => {
      console.log(request.method + ' ' + request.url + ' ' + answer.statusCode);
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', (error) => response.writeHead(502).end(error.message));
    request.pipe(upstream);
  });
  server.on('connect', (request, socket) => {
    const [host, at] = request.url.split(':');
    const tunnel = net.connect(at || 443, host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
  });
  return server.listen(port);
};
`,
      'headers.js': src`
'use strict';

const DROP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'upgrade']);

exports.hopByHop = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !DROP.has(name)));
`,
    },
  },
]);
