import { tarballs } from '../archives';
import { src } from '../benign-case';

export const CREDENTIALS = tarballs('credentials and processes', [
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
]);
