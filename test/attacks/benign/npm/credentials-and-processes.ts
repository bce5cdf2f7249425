import { tarballs } from '../archives';
import { src } from '../benign-case';

export const CREDENTIALS_AND_PROCESSES = tarballs('credentials and processes', [
  {
    why: 'A deployment command reads the cloud credentials of its user to sign requests to that cloud, as it says.',
    name: 'stackup-deploy',
    version: '4.0.1',
    summary: 'Deploys static sites to object storage.',
    author: 'Stackup <cli@stackup-deploy.example>',
    licence: 'Apache-2.0',
    usage: `// in a shell\n// npx stackup-deploy --profile staging ./public s3://my-bucket`,
    manifest: { bin: { stackup: 'bin/stackup.js' } },
    files: {
      'bin/stackup.js': src`
#!/usr/bin/env node
'use strict';

const fs = require('fs');
const path = require('path');
const { credentials } = require('../lib/credentials');
const { put } = require('../lib/put');

const args = process.argv.slice(2);
const at = args.indexOf('--profile');
const [, profile = 'default'] = at < 0 ? [] : args.splice(at, 2);
const [folder, bucket] = args;

(async () => {
  const keys = credentials(profile);
  for (const file of fs.readdirSync(folder, { recursive: true })) {
    const full = path.join(folder, file);
    if (fs.statSync(full).isFile()) await put({ keys, bucket: new URL(bucket).host, key: file, body: fs.readFileSync(full) });
  }
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
`,
      'lib/credentials.js': src`
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

/** Environment first, then the profile in the shared file. */
exports.credentials = function credentials(profile) {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = process.env;
  if (id && secret) return { id, secret, token };
  const file = process.env.AWS_SHARED_CREDENTIALS_FILE || path.join(os.homedir(), '.aws', 'credentials');
  const section = fs.readFileSync(file, 'utf8').split(/^\[/m).find((part) => part.startsWith(profile + ']'));
  if (!section) throw new Error('no profile ' + profile + ' in ' + file);
  const value = (name) => (new RegExp('^' + name + '\\s*=\\s*(.+)$', 'm').exec(section) || [])[1];
  return { id: value('aws_access_key_id'), secret: value('aws_secret_access_key'), token: value('aws_session_token') };
};
`,
      'lib/put.js': src`
'use strict';

const { createHash, createHmac } = require('crypto');

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const sha = (data) => createHash('sha256').update(data).digest('hex');

exports.put = async function put({ keys, bucket, key, body, region = process.env.AWS_REGION || 'eu-north-1' }) {
  const endpoint = process.env.STACKUP_ENDPOINT || 'https://storage.stackup-deploy.example';
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [date.slice(0, 8), region, 's3', 'aws4_request'];
  const canonical = ['PUT', '/' + bucket + '/' + key, '', 'x-amz-date:' + date, '', 'x-amz-date', sha(body)].join('\n');
  const signing = scope.reduce(hmac, 'AWS4' + keys.secret);
  const signature = hmac(signing, ['AWS4-HMAC-SHA256', date, scope.join('/'), sha(canonical)].join('\n')).toString('hex');
  const response = await fetch(endpoint + '/' + bucket + '/' + key, {
    method: 'PUT',
    body,
    headers: { 'x-amz-date': date, authorization: 'AWS4-HMAC-SHA256 Credential=' + keys.id + '/' + scope.join('/') + ', SignedHeaders=x-amz-date, Signature=' + signature },
  });
  if (!response.ok) throw new Error(key + ': ' + response.status);
};
`,
    },
  },
  {
    why: 'A publishing helper finds the token for a registry in .npmrc to send it to that same registry.',
    name: 'release-herald',
    version: '11.1.0',
    summary: 'Sets dist-tags and publishes from CI.',
    author: 'Agnes Toth <agnes@release-herald.example>',
    usage: `// in a shell\n// npx release-herald promote 2.0.0 latest`,
    manifest: { bin: { 'release-herald': 'cli.js' } },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const { tokenFor } = require('./npmrc');
const { name } = require(process.cwd() + '/package.json');

const [command, version, tag = 'latest'] = process.argv.slice(2);
const registry = process.env.npm_config_registry || 'https://packages.release-herald.example/';

if (command !== 'promote') {
  console.log('Usage: release-herald promote <version> [tag]');
} else {
  fetch(registry + '-/package/' + encodeURIComponent(name) + '/dist-tags/' + tag, {
    method: 'PUT',
    headers: { authorization: 'Bearer ' + tokenFor(registry), 'content-type': 'application/json' },
    body: JSON.stringify(version),
  }).then((response) => {
    console.log(response.ok ? name + '@' + version + ' is now ' + tag : 'refused: ' + response.status);
    process.exitCode = response.ok ? 0 : 1;
  });
}
`,
      'npmrc.js': src`
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

exports.tokenFor = function tokenFor(registry) {
  if (process.env.NPM_TOKEN) return process.env.NPM_TOKEN;
  const key = registry.replace(/^https?:/, '') + ':_authToken';
  for (const folder of [process.cwd(), os.homedir()]) {
    const file = path.join(folder, '.npmrc');
    if (!fs.existsSync(file)) continue;
    const line = fs.readFileSync(file, 'utf8').split('\n').find((text) => text.startsWith(key));
    if (line) return line.slice(key.length + 1).trim().replace(/\$\{(\w+)\}/g, (_, name) => process.env[name] || '');
  }
  throw new Error('no token for ' + registry);
};
`,
    },
  },
  {
    why: 'An SSH configuration library reads ~/.ssh/config and names key files for the agent; keys are not sent anywhere.',
    name: 'ssh-hosts',
    version: '5.0.0',
    summary: 'Hosts from your SSH configuration, with jump hosts resolved.',
    author: 'Tim Becker <tim@ssh-hosts.example>',
    usage: `const { host } = require('ssh-hosts');\nhost('build').args(); // ['-i', …]`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { parse } = require('./parse');

const folder = path.join(os.homedir(), '.ssh');

exports.host = function host(name) {
  const options = parse(fs.readFileSync(path.join(folder, 'config'), 'utf8'), name);
  const identity = options.identityfile || path.join(folder, 'id_ed25519');
  const args = () => [
    ...(fs.existsSync(identity) ? ['-i', identity] : []),
    ...(options.proxyjump ? ['-J', options.proxyjump] : []),
    ...(options.port ? ['-p', options.port] : []),
    (options.user || os.userInfo().username) + '@' + (options.hostname || name),
  ];
  return { options, args, run: (command) => spawn('ssh', [...args(), command], { stdio: 'inherit' }) };
};
`,
      'parse.js': src`
'use strict';

const matches = (patterns, name) =>
  patterns.split(/\s+/).some((pattern) => new RegExp('^' + pattern.replace(/[.]/g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.') + '$').test(name));

exports.parse = function parse(text, name) {
  const options = {};
  let active = true;
  for (const line of text.split('\n')) {
    const [, key, value] = /^\s*(\w+)[\s=]+(.+?)\s*$/.exec(line) || [];
    if (!key) continue;
    if (key.toLowerCase() === 'host') active = matches(value, name);
    else if (active) options[key.toLowerCase()] ??= value;
  }
  return options;
};
`,
    },
  },
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
