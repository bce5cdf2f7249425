import { sha256, tarballs } from '../archives';
import { src } from '../benign-case';
import { randomBytes } from '../draw';
import { rollupBundle } from '../generated';

const DICTIONARY = '{"en":["colour","honour"],"de":["farbe"]}\n';
const BINARY_SUMS = {
  'linux-x64': sha256(randomBytes(31, 64)),
  'darwin-arm64': sha256(randomBytes(32, 64)),
  'win32-x64': sha256(randomBytes(33, 64)),
};

export const EARLY_NPM_TWINS = tarballs('benign twins', [
  {
    twinOf: 'eslint-scope',
    why: 'The hook fetches a word list from its own project, checks its digest and stores it; nothing fetched is ever run.',
    name: 'lint-wordlists',
    version: '2.4.1',
    summary: 'Word lists for spelling rules of linters, fetched once for the languages you use.',
    author: 'Ida Brandt <ida@lint-wordlists.example>',
    usage: `const { words } = require('lint-wordlists');\nwords('en').has('colour'); // true`,
    manifest: {
      main: 'lib/index.js',
      files: ['lib', 'scripts'],
      scripts: { postinstall: 'node scripts/fetch-lists.js', test: 'node --test' },
      engines: { node: '>=18' },
    },
    files: {
      'lib/index.js': src`
'use strict';

const fs = require('fs');
const path = require('path');

const LISTS = path.join(__dirname, '..', 'lists.json');
let lists;

/** The words of one language, as a set; an empty set where the list was never fetched. */
exports.words = function words(language) {
  if (!lists) lists = fs.existsSync(LISTS) ? JSON.parse(fs.readFileSync(LISTS, 'utf8')) : {};
  return new Set(lists[language] || []);
};
`,
      'scripts/fetch-lists.js': src`
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const https = require('https');
const path = require('path');
const { readProxy } = require('./proxy');

const { version } = require('../package.json');
const URL = \`https://downloads.lint-wordlists.example/\${version}/lists.json\`;
const SHA256 = 'SUM';
const TARGET = path.join(__dirname, '..', 'lists.json');

function fetch(url, callback) {
  https
    .get(url, { agent: readProxy() }, (response) => {
      if (response.statusCode !== 200) return callback(new Error('HTTP ' + response.statusCode));
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => callback(null, Buffer.concat(chunks)));
    })
    .on('error', callback);
}

if (process.env.LINT_WORDLISTS_SKIP_DOWNLOAD) {
  console.log('lint-wordlists: download skipped.');
} else {
  fetch(URL, (error, body) => {
    if (error) {
      console.warn('lint-wordlists: could not fetch lists (' + error.message + '); run "npm rebuild" later.');
      return;
    }
    const digest = crypto.createHash('sha256').update(body).digest('hex');
    if (digest !== SHA256) {
      console.error('lint-wordlists: digest mismatch, expected ' + SHA256 + ', got ' + digest);
      process.exitCode = 1;
      return;
    }
    fs.writeFileSync(TARGET, body);
  });
}
`.replace('SUM', sha256(DICTIONARY)),
      'scripts/proxy.js': src`
'use strict';

const { Agent } = require('https');

/** npm hands its own settings to scripts, so .npmrc need not be read here. */
exports.readProxy = function readProxy() {
  const proxy = process.env.npm_config_https_proxy || process.env.HTTPS_PROXY;
  return proxy ? new Agent({ host: new URL(proxy).hostname, port: new URL(proxy).port }) : undefined;
};
`,
    },
  },
  {
    twinOf: 'event-stream',
    why: 'The encrypted blobs are test vectors; only the tests decrypt them, with a password that stands beside them.',
    name: 'sealed-streams',
    version: '1.9.0',
    summary: 'Authenticated encryption for Node streams, frame by frame.',
    author: 'Tomas Lind <tomas@sealed-streams.example>',
    usage: `const { seal, open } = require('sealed-streams');\ninput.pipe(seal(key)).pipe(output);`,
    manifest: {
      main: 'index.js',
      scripts: { test: 'node test/vectors.js' },
      dependencies: { 'through-frames': '^2.3.8' },
    },
    files: {
      'index.js': src`
'use strict';

const crypto = require('crypto');
const frames = require('through-frames');

const NONCE = 12;
const TAG = 16;

exports.keyFrom = (password, salt) => crypto.scryptSync(password, salt, 32);

exports.seal = (key) =>
  frames((plain, done) => {
    const nonce = crypto.randomBytes(NONCE);
    const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    done(null, Buffer.concat([nonce, cipher.getAuthTag(), body]));
  });

exports.openFrame = (key, frame) => {
  const decipher = crypto.createDecipheriv('aes-256-gcm', key, frame.subarray(0, NONCE));
  decipher.setAuthTag(frame.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(frame.subarray(NONCE + TAG)), decipher.final()]);
};

exports.open = (key) => frames((frame, done) => done(null, exports.openFrame(key, frame)));
`,
      'test/vectors.js': src`
'use strict';

const assert = require('assert');
const { keyFrom, openFrame } = require('..');
const vectors = require('./data/vectors.json');

const key = keyFrom('correct horse battery staple', 'sealed-streams test');
for (const { name, frame, valid } of vectors) {
  const open = () => openFrame(key, Buffer.from(frame, 'hex'));
  if (valid) assert.ok(open().length >= 0, name);
  else assert.throws(open, name);
}
console.log(vectors.length + ' vectors passed');
`,
      'test/data/vectors.json': `${JSON.stringify(
        Array.from({ length: 12 }, (_, index) => ({
          name: `forged frame ${String(index)}`,
          frame: randomBytes(900 + index, 220).toString('hex'),
          valid: false,
        })),
        null,
        1,
      )}\n`,
    },
  },
  {
    twinOf: 'ua-parser-js',
    why: 'An optimiser written in C comes as one program for each platform from its own release page, checked by digest.',
    name: '@fernwork/pngtrim',
    version: '5.1.2',
    summary: 'The pngtrim optimiser for Node build tools, with the right program for your platform.',
    author: 'Fernwork Team <npm@fernwork.example>',
    licence: 'BSD-3-Clause',
    usage: `import { execFileSync } from 'node:child_process';\nimport pngtrim from '@fernwork/pngtrim';\nexecFileSync(pngtrim, ['-o', 'out.png', 'in.png']);`,
    manifest: {
      type: 'module',
      exports: './index.js',
      bin: { pngtrim: 'cli.js' },
      scripts: { postinstall: 'node install.js' },
      files: ['index.js', 'cli.js', 'install.js', 'checksums.json'],
    },
    files: {
      'index.js': src`
import { fileURLToPath } from 'node:url';

const program = process.platform === 'win32' ? './vendor/pngtrim.exe' : './vendor/pngtrim';

/** Path of the program. */
export default fileURLToPath(new URL(program, import.meta.url));
`,
      'cli.js': src`
#!/usr/bin/env node
import { spawn } from 'node:child_process';
import pngtrim from './index.js';

spawn(pngtrim, process.argv.slice(2), { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
`,
      'install.js': src`
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import pngtrim from './index.js';

const here = new URL('.', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', here), 'utf8'));
const checksums = JSON.parse(await readFile(new URL('checksums.json', here), 'utf8'));

const platform = \`\${process.platform}-\${process.arch}\`;
const expected = checksums[platform];
if (!expected) {
  console.error(\`pngtrim has no program for \${platform}; see https://pngtrim.example/building\`);
  process.exit(1);
}

const suffix = process.platform === 'win32' ? '.exe' : '';
const url = \`https://releases.fernwork.example/pngtrim/v\${version}/pngtrim-\${platform}\${suffix}\`;
const response = await fetch(url);
if (!response.ok) throw new Error(\`GET \${url}: \${response.status}\`);
const program = Buffer.from(await response.arrayBuffer());
const actual = createHash('sha256').update(program).digest('hex');
if (actual !== expected) throw new Error(\`\${url} has sha256 \${actual}, expected \${expected}\`);

await mkdir(dirname(pngtrim), { recursive: true });
await writeFile(pngtrim, program);
await chmod(pngtrim, 0o755);
`,
      'checksums.json': `${JSON.stringify(BINARY_SUMS, null, 2)}\n`,
    },
  },
  {
    twinOf: 'chalk-debug',
    why: 'A tracing library wraps fetch and the wallet provider in the browser to time calls, as its name and README say; values pass unchanged.',
    name: 'span-browser',
    version: '3.0.4',
    summary:
      'Times fetch, XMLHttpRequest and wallet provider calls in the browser and hands the spans to your exporter.',
    author: 'Noor Haddad <noor@span-browser.example>',
    licence: 'Apache-2.0',
    usage: `import { instrument } from 'span-browser';\ninstrument({ export: (spans) => navigator.sendBeacon('/spans', JSON.stringify(spans)) });`,
    manifest: {
      main: 'dist/span.umd.js',
      module: 'src/index.js',
      files: ['dist', 'src'],
      sideEffects: false,
    },
    files: () => ({
      'src/index.js': src`
import { wrapFetch } from './fetch.js';
import { wrapProvider } from './provider.js';

/** Starts timing; the answer stops it again and puts the originals back. */
export function instrument({ export: send, scope = globalThis }) {
  const spans = [];
  const record = (name, start, ok) => {
    spans.push({ name, start, duration: performance.now() - start, ok });
    if (spans.length >= 50) send(spans.splice(0));
  };
  const undo = [wrapFetch(scope, record)];
  if (scope.ethereum) undo.push(wrapProvider(scope.ethereum, record));
  return () => undo.forEach((back) => back());
}
`,
      'src/fetch.js': src`
export function wrapFetch(scope, record) {
  const original = scope.fetch;
  scope.fetch = async function fetch(input, init) {
    const start = performance.now();
    try {
      const response = await original.call(this, input, init);
      record('fetch ' + new URL(response.url || String(input), location.href).pathname, start, response.ok);
      return response;
    } catch (error) {
      record('fetch', start, false);
      throw error;
    }
  };
  return () => {
    scope.fetch = original;
  };
}
`,
      'src/provider.js': src`
/** EIP-1193 providers have one method that everything goes through. Only its name is recorded, never parameters. */
export function wrapProvider(provider, record) {
  const original = provider.request;
  provider.request = async function request(call) {
    const start = performance.now();
    try {
      const result = await original.call(provider, call);
      record('provider ' + call.method, start, true);
      return result;
    } catch (error) {
      record('provider ' + call.method, start, false);
      throw error;
    }
  };
  return () => {
    provider.request = original;
  };
}
`,
      'dist/span.umd.js': rollupBundle(
        41,
        12,
        'span-browser 3.0.4, Apache-2.0',
        'e.instrument=function(t){var n=t.scope||globalThis,r=n.fetch;return n.fetch=function(e,i){var o=performance.now();return r.call(this,e,i).then((function(n){return t.export([{name:"fetch",start:o,ok:n.ok}]),n}))},function(){n.fetch=r}}',
      ),
    }),
  },
  {
    twinOf: 'phantom-gyp',
    why: 'binding.gyp expands commands only to find the include folder of the addon API, and there are C++ sources to compile.',
    name: 'fast-crc-native',
    version: '4.2.0',
    summary: 'CRC-32C with SSE 4.2, for Node.',
    author: 'Petra Novak <petra@fast-crc.example>',
    usage: `const crc = require('fast-crc-native');\ncrc.crc32c(Buffer.from('123456789')); // 0xe3069283`,
    manifest: {
      main: 'index.js',
      gypfile: true,
      files: ['binding.gyp', 'src', 'index.js'],
      dependencies: { 'node-addon-api': '^8.0.0' },
    },
    files: {
      'binding.gyp': src`
{
  'targets': [
    {
      'target_name': 'crc',
      'sources': ['src/binding.cc', 'src/crc32c.c'],
      'include_dirs': ["<!@(node -p \"require('node-addon-api').include\")"],
      'dependencies': ["<!(node -p \"require('node-addon-api').gyp\")"],
      'defines': ['NAPI_DISABLE_CPP_EXCEPTIONS'],
      'conditions': [
        ['target_arch=="x64"', { 'cflags': ['-msse4.2'] }],
        ['OS=="mac"', { 'xcode_settings': { 'MACOSX_DEPLOYMENT_TARGET': '11.0' } }],
      ],
    },
  ],
}
`,
      'index.js': `'use strict';\n\nmodule.exports = require('./build/Release/crc.node');\n`,
      'src/binding.cc': src`
#include <napi.h>

extern "C" uint32_t crc32c(uint32_t crc, const uint8_t* data, size_t length);

static Napi::Value Crc(const Napi::CallbackInfo& info) {
  if (!info[0].IsBuffer()) {
    Napi::TypeError::New(info.Env(), "crc32c expects a Buffer").ThrowAsJavaScriptException();
    return info.Env().Undefined();
  }
  auto buffer = info[0].As<Napi::Buffer<uint8_t>>();
  return Napi::Number::New(info.Env(), crc32c(0, buffer.Data(), buffer.Length()));
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("crc32c", Napi::Function::New(env, Crc));
  return exports;
}

NODE_API_MODULE(crc, Init)
`,
      'src/crc32c.c': src`
#include <stddef.h>
#include <stdint.h>

uint32_t crc32c(uint32_t crc, const uint8_t *data, size_t length) {
  crc = ~crc;
  while (length--) {
    crc ^= *data++;
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
  }
  return ~crc;
}
`,
    },
  },
]);
