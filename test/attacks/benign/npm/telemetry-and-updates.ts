import { tarballs } from '../archives';
import { src } from '../benign-case';

export const TELEMETRY_AND_UPDATES = tarballs('telemetry and updaters', [
  {
    why: 'Usage counts of a framework: announced at first run, switched off by a variable or a command, with hashed project ids.',
    name: '@meadow/telemetry',
    version: '2.2.0',
    summary: 'Anonymous usage counts of the Meadow framework, off with MEADOW_TELEMETRY_DISABLED=1.',
    author: 'Meadow <telemetry@meadow.example>',
    usage: `const { Telemetry } = require('@meadow/telemetry');\nnew Telemetry().count('build', { durationMs: 812 });`,
    manifest: { main: 'lib/index.js' },
    files: {
      'lib/index.js': src`
'use strict';

const os = require('os');
const { load, save } = require('./store');
const { projectId } = require('./project-id');

const ENDPOINT = 'https://telemetry.meadow.example/v1/events';

class Telemetry {
  constructor() {
    this.settings = load();
    this.queue = [];
    if (!this.settings.announced && this.enabled) {
      console.log('Meadow counts how it is used. What and why: https://meadow.example/telemetry');
      save({ ...this.settings, announced: Date.now() });
    }
  }

  get enabled() {
    return !process.env.MEADOW_TELEMETRY_DISABLED && !process.env.DO_NOT_TRACK && this.settings.enabled !== false;
  }

  count(event, fields = {}) {
    if (this.enabled) this.queue.push({ event, fields });
  }

  async flush() {
    if (this.queue.length === 0) return;
    const meta = {
      platform: os.platform(),
      arch: os.arch(),
      cpus: os.cpus().length,
      memoryGb: Math.round(os.totalmem() / 2 ** 30),
      node: process.version,
      ci: Boolean(process.env.CI),
      project: await projectId(),
    };
    const body = JSON.stringify({ meta, events: this.queue.splice(0) });
    await fetch(ENDPOINT, { method: 'POST', body, signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  }
}

exports.Telemetry = Telemetry;
`,
      'lib/project-id.js': src`
'use strict';

const { execFile } = require('child_process');
const { createHash } = require('crypto');
const { promisify } = require('util');

/** A hash of the first remote, so that the same project counts once; the address itself is never sent. */
exports.projectId = async function projectId() {
  const { stdout } = await promisify(execFile)('git', ['config', '--local', '--get', 'remote.origin.url']).catch(() => ({
    stdout: process.cwd(),
  }));
  return createHash('sha256').update('meadow:' + stdout.trim()).digest('hex');
};
`,
      'lib/store.js': src`
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

const file = path.join(process.env.XDG_CONFIG_HOME || path.join(os.homedir(), '.config'), 'meadow', 'telemetry.json');

exports.load = () => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};

exports.save = (settings) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(settings));
};
`,
    },
  },
  {
    why: 'Looks for a newer version in a detached process once a day, so that the command it serves never waits.',
    name: 'newer-notice',
    version: '7.0.0',
    summary: 'Tells users of your command when there is a newer version.',
    author: 'Ronja Falk <ronja@newer-notice.example>',
    usage: `require('newer-notice')(require('./package.json')).show();`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const DAY = 24 * 60 * 60 * 1000;

module.exports = function notice(pkg) {
  const file = path.join(os.homedir(), '.config', 'newer-notice-' + pkg.name.replace('/', '-') + '.json');
  const known = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { checked: 0 };
  const quiet = process.env.NO_UPDATE_NOTIFIER || process.env.CI || !process.stdout.isTTY;

  if (!quiet && Date.now() - known.checked > DAY) {
    spawn(process.execPath, [path.join(__dirname, 'check.js'), JSON.stringify({ name: pkg.name, file })], {
      detached: true,
      stdio: 'ignore',
    }).unref();
  }
  return {
    show() {
      if (!quiet && known.latest && known.latest !== pkg.version) {
        console.error('\n  ' + pkg.name + ' ' + known.latest + ' is there (this is ' + pkg.version + ')\n');
      }
    },
  };
};
`,
      'check.js': src`
'use strict';

const fs = require('fs');
const path = require('path');

const { name, file } = JSON.parse(process.argv[2]);
const base = process.env.npm_config_registry || 'https://versions.newer-notice.example';

(async () => {
  const response = await fetch(base.replace(/\/$/, '') + '/-/package/' + encodeURIComponent(name) + '/dist-tags');
  const { latest } = await response.json();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ latest, checked: Date.now() }));
})().catch(() => process.exit(1));
`,
    },
  },
  {
    why: 'An error reporter hooks uncaught errors and sends stack, release and machine facts to the address its user sets.',
    name: '@faultline/node',
    version: '9.1.1',
    summary: 'Reports errors of Node services to your Faultline.',
    author: 'Faultline <sdk@faultline.example>',
    usage: `require('@faultline/node').init({ dsn: process.env.FAULTLINE_DSN });`,
    manifest: { main: 'lib/sdk.js' },
    files: {
      'lib/sdk.js': src`
'use strict';

const https = require('https');
const { eventFrom } = require('./event');

let options = {};

function send(event, done = () => {}) {
  const { host, pathname, username } = new URL(options.dsn);
  const request = https.request({
    host,
    path: '/api' + pathname + '/store/',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-faultline-key': username },
  });
  request.on('error', done).on('close', done);
  request.end(JSON.stringify(options.beforeSend ? options.beforeSend(event) : event));
}

exports.init = function init(given) {
  options = given;
  if (!options.dsn) return;
  process.on('uncaughtException', (error) => {
    send(eventFrom(error, options), () => process.exit(1));
  });
  process.on('unhandledRejection', (reason) => send(eventFrom(reason, options)));
};

exports.captureException = (error) => send(eventFrom(error, options));
`,
      'lib/event.js': src`
'use strict';

const os = require('os');

const SECRET = /pass|token|secret|key|auth|cookie/i;

const scrub = (fields) =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, SECRET.test(key) ? '[filtered]' : value]));

exports.eventFrom = (error, { release, extra = {} }) => ({
  timestamp: new Date().toISOString(),
  release,
  message: String(error && error.message),
  stack: error && error.stack,
  server_name: os.hostname(),
  contexts: { os: { name: os.type(), version: os.release() }, runtime: { name: 'node', version: process.version } },
  extra: scrub(extra),
});
`,
    },
  },
  {
    why: 'A desktop framework updates itself from signed releases; an archive whose signature is wrong is deleted.',
    name: 'shellframe-updater',
    version: '6.3.0',
    summary: 'Updates of Shellframe applications from signed releases.',
    author: 'Shellframe <core@shellframe.example>',
    usage: `const { Updater } = require('shellframe-updater');\nawait new Updater({ feed, publicKey, current: '1.0.0' }).run();`,
    manifest: { main: 'updater.js' },
    files: {
      'updater.js': src`
'use strict';

const { spawn } = require('child_process');
const { createPublicKey, verify } = require('crypto');
const fs = require('fs/promises');
const os = require('os');
const path = require('path');

class Updater {
  constructor({ feed, publicKey, current }) {
    Object.assign(this, { feed, current, key: createPublicKey(publicKey) });
  }

  async newer() {
    const release = await (await fetch(this.feed + '/latest.json')).json();
    return release.version === this.current ? undefined : release;
  }

  async download({ url, signature }) {
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    if (!verify(null, bytes, this.key, Buffer.from(signature, 'base64'))) throw new Error('update: bad signature');
    const file = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'update-')), path.basename(new URL(url).pathname));
    await fs.writeFile(file, bytes, { mode: 0o755 });
    return file;
  }

  async run() {
    const release = await this.newer();
    if (!release) return false;
    const installer = await this.download(release);
    spawn(installer, require('./flags').flags(process.platform), { detached: true, stdio: 'ignore' }).unref();
    process.exit(0);
  }
}

exports.Updater = Updater;
`,
      'flags.js': `'use strict';\n\nexports.flags = (platform) => (platform === 'win32' ? ['/S', '--updated'] : ['--updated']);\n`,
    },
  },
]);
