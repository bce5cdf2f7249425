import { sha256, tarballs } from '../archives';
import { src } from '../benign-case';
import { randomBytes } from '../draw';

const DICTIONARY = '{"en":["colour","honour"],"de":["farbe"]}\n';

const BINARY_SUMS = {
  'linux-x64': sha256(randomBytes(31, 64)),
  'darwin-arm64': sha256(randomBytes(32, 64)),
  'win32-x64': sha256(randomBytes(33, 64)),
};

export const FETCHING_HOOK_TWINS = tarballs('benign twins', [
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
]);
