import { tarballs } from '../archives';
import { src } from '../benign-case';

export const ENVIRONMENT_AND_HOME = tarballs('credentials and processes', [
  {
    why: 'Merges a .env file into the whole environment; that is all it does.',
    name: 'envfile-loader',
    version: '16.4.0',
    summary: 'Loads .env files.',
    author: 'Scott Larsen <scott@envfile-loader.example>',
    licence: 'BSD-3-Clause',
    usage: `require('envfile-loader').config();`,
    manifest: { main: 'lib/main.js', exports: { '.': './lib/main.js', './register': './register.js' } },
    files: {
      'register.js': `require('./lib/main').config();\n`,
      'lib/main.js': src`
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { parse } = require('./parse');

function decrypt(text, key) {
  const bytes = Buffer.from(text, 'base64');
  const decipher = crypto.createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}

exports.config = function config({ file = path.resolve('.env'), override = false, env = process.env } = {}) {
  const vault = file + '.vault';
  const text = env.ENVFILE_KEY && fs.existsSync(vault) ? decrypt(fs.readFileSync(vault, 'utf8'), env.ENVFILE_KEY) : fs.readFileSync(file, 'utf8');
  const parsed = parse(text);
  for (const [key, value] of Object.entries(parsed)) if (override || !(key in env)) env[key] = value;
  return parsed;
};

exports.parse = parse;
`,
      'lib/parse.js': src`
'use strict';

const LINE = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^#\r\n]*)/gm;

exports.parse = (text) =>
  Object.fromEntries(
    [...text.matchAll(LINE)].map(([, key, raw]) => {
      const value = raw.trim().replace(/^(['"])([^]*)\1$/, '$2');
      return [key, raw.trim().startsWith('"') ? value.replace(/\\n/g, '\n') : value];
    }),
  );
`,
    },
  },
  {
    why: 'Tells which CI runs the build, and hands the CI’s own token to the upload of coverage, which is its purpose.',
    name: 'covership-ci',
    version: '3.2.2',
    summary: 'Uploads coverage from any CI.',
    author: 'Covership <ci@covership.example>',
    usage: `// in a shell\n// npx covership-ci coverage/lcov.info`,
    manifest: { bin: { covership: 'cli.js' } },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const { provider } = require('./provider');

const { name, commit, branch, build } = provider(process.env);
const token = process.env.COVERSHIP_TOKEN || process.env.GITHUB_TOKEN || process.env.CI_JOB_TOKEN;

async function main(file) {
  const sha = commit || execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const query = new URLSearchParams({ service: name, commit: sha, branch: branch || '', build: build || '' });
  const response = await fetch('https://upload.covership.example/v2?' + query, {
    method: 'POST',
    headers: token ? { authorization: 'token ' + token } : {},
    body: fs.readFileSync(file),
  });
  console.log(response.ok ? 'uploaded' : 'upload refused: ' + response.status);
}

main(process.argv[2]).catch((error) => console.error(error.message));
`,
      'provider.js': src`
'use strict';

exports.provider = function provider(env) {
  if (env.GITHUB_ACTIONS) return { name: 'github', commit: env.GITHUB_SHA, branch: env.GITHUB_REF_NAME, build: env.GITHUB_RUN_ID };
  if (env.GITLAB_CI) return { name: 'gitlab', commit: env.CI_COMMIT_SHA, branch: env.CI_COMMIT_REF_NAME, build: env.CI_JOB_ID };
  if (env.CIRCLECI) return { name: 'circle', commit: env.CIRCLE_SHA1, branch: env.CIRCLE_BRANCH, build: env.CIRCLE_BUILD_NUM };
  if (env.JENKINS_URL) return { name: 'jenkins', commit: env.GIT_COMMIT, branch: env.GIT_BRANCH, build: env.BUILD_NUMBER };
  return { name: 'custom' };
};
`,
    },
  },
  {
    why: 'A backup tool walks the home folder, encrypts what it finds and sends it to the server of its owner.',
    name: 'homevault-backup',
    version: '2.3.0',
    summary: 'Encrypted backups of your home folder to your own server.',
    author: 'Emil Skov <emil@homevault.example>',
    usage: `// in a shell\n// homevault init https://backup.home.test\n// homevault run`,
    manifest: { bin: { homevault: 'cli.js' } },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { seal } = require('./seal');
const { walk } = require('./walk');

const file = path.join(os.homedir(), '.config', 'homevault.json');

async function run() {
  const { server, passphrase } = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const entry of walk(os.homedir())) {
    const body = seal(passphrase, fs.readFileSync(entry));
    const target = server + '/files/' + encodeURIComponent(path.relative(os.homedir(), entry));
    const response = await fetch(target, { method: 'PUT', body });
    console.log((response.ok ? 'saved ' : 'failed ') + entry);
  }
}

const [command, server] = process.argv.slice(2);
if (command === 'init') fs.writeFileSync(file, JSON.stringify({ server, passphrase: process.env.HOMEVAULT_PASSPHRASE }), { mode: 0o600 });
else if (command === 'run') run();
else console.log('Usage: homevault init <server> | run');
`,
      'seal.js': src`
'use strict';

const { createCipheriv, randomBytes, scryptSync } = require('crypto');
const { gzipSync } = require('zlib');

exports.seal = function seal(passphrase, bytes) {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('chacha20-poly1305', scryptSync(passphrase, salt, 32), nonce, { authTagLength: 16 });
  return Buffer.concat([salt, nonce, cipher.update(gzipSync(bytes)), cipher.final(), cipher.getAuthTag()]);
};
`,
      'walk.js': src`
'use strict';

const fs = require('fs');
const path = require('path');

const SKIP = new Set(['.cache', 'node_modules', '.Trash', 'Downloads']);

exports.walk = function* walk(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (SKIP.has(entry.name)) continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(full);
    else if (entry.isFile()) yield full;
  }
};
`,
    },
  },
]);
