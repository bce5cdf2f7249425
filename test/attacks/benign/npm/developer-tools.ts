import { tarballs } from '../archives';
import { src } from '../benign-case';

export const DEVELOPER_TOOLS = tarballs('hooks and developer tools', [
  {
    why: 'Runs the tests of a project in child processes, with variables of its own and a loader in NODE_OPTIONS.',
    name: 'quicktest-runner',
    version: '2.4.0',
    summary: 'A test runner with one process for each file.',
    author: 'Quicktest <dev@quicktest.example>',
    usage: `// in a shell\n// npx quicktest 'test/**/*.test.js'`,
    manifest: { bin: { quicktest: 'bin/quicktest.js' } },
    files: {
      'bin/quicktest.js': src`
#!/usr/bin/env node
'use strict';

const { fork } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const files = process.argv.slice(2).flatMap((pattern) => fs.globSync?.(pattern) ?? [pattern]);
let failed = 0;

function next() {
  const file = files.shift();
  if (!file) return;
  const child = fork(path.resolve(file), [], {
    env: { ...process.env, NODE_ENV: 'test', NODE_OPTIONS: '--require ' + JSON.stringify(require.resolve('../lib/globals')) },
  });
  child.on('exit', (code) => {
    failed += code ? 1 : 0;
    console.log((code ? 'not ok ' : 'ok ') + file);
    process.exitCode = failed ? 1 : 0;
    next();
  });
}

for (let slots = os.cpus().length; slots > 0; slots--) next();
`,
      'lib/globals.js': src`
'use strict';

const assert = require('assert');

const tests = [];
globalThis.test = (title, run) => tests.push({ title, run });
globalThis.assert = assert;

setImmediate(async () => {
  for (const { title, run } of tests) {
    try {
      await run();
    } catch (error) {
      process.exitCode = 1;
      console.error('  ' + title + ': ' + error.message);
    }
  }
});
`,
    },
  },
  {
    why: 'Runs scripts in every package of a repository, in order of their dependencies, through the package manager.',
    name: 'packhorse-monorepo',
    version: '1.15.0',
    summary: 'Runs scripts across a monorepo.',
    author: 'Packhorse <oss@packhorse.example>',
    usage: `// in a shell\n// npx packhorse run build`,
    manifest: { bin: { packhorse: 'cli.js' } },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const { spawnSync } = require('child_process');
const { packages } = require('./packages');

const [, script, ...rest] = process.argv.slice(2);
const manager = (process.env.npm_config_user_agent || 'npm').split('/')[0];
for (const { name, folder, scripts } of packages(process.cwd())) {
  if (!scripts[script]) continue;
  console.log('> ' + name + ' ' + script);
  const { status } = spawnSync(manager, ['run', script, ...rest], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status || 1);
}
`,
      'packages.js': src`
'use strict';

const fs = require('fs');
const path = require('path');

exports.packages = function packages(root) {
  const { workspaces = [] } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const all = workspaces.flatMap((pattern) => {
    const parent = path.join(root, pattern.replace(/\/\*$/, ''));
    return fs.readdirSync(parent).map((entry) => {
      const folder = path.join(parent, entry);
      const { name, scripts = {}, dependencies = {} } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
      return { name, folder, scripts, needs: Object.keys(dependencies) };
    });
  });
  const done = new Set();
  const sorted = [];
  const visit = (one) => {
    if (done.has(one)) return;
    done.add(one);
    all.filter(({ name }) => one.needs.includes(name)).forEach(visit);
    sorted.push(one);
  };
  all.forEach(visit);
  return sorted;
};
`,
    },
  },
  {
    why: 'Opens an address in the default browser: a child process whose command depends on the platform, PowerShell among them.',
    name: 'open-anything',
    version: '10.2.0',
    summary: 'Opens files and addresses with the default program.',
    author: 'Ulla Berg <ulla@open-anything.example>',
    usage: `require('open-anything')('https://open-anything.example/');`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const { spawn } = require('child_process');
const { isWsl } = require('./wsl');

module.exports = function open(target, { wait = false } = {}) {
  const [command, args] = commandFor(process.platform, target);
  const child = spawn(command, args, { stdio: 'ignore', detached: !wait });
  if (!wait) child.unref();
  return child;
};

function commandFor(platform, target) {
  if (platform === 'darwin') return ['open', [target]];
  if (platform === 'win32' || isWsl()) {
    // EncodedCommand saves quoting: PowerShell takes UTF-16LE in base64.
    const script = 'Start-Process "' + target.replace(/"/g, '\`"') + '"';
    return ['powershell.exe', ['-NoProfile', '-NonInteractive', '-EncodedCommand', Buffer.from(script, 'utf16le').toString('base64')]];
  }
  return ['xdg-open', [target]];
}
`,
      'wsl.js': src`
'use strict';

const fs = require('fs');
const os = require('os');

exports.isWsl = () => {
  if (process.platform !== 'linux') return false;
  if (os.release().toLowerCase().includes('microsoft')) return !fs.existsSync('/.dockerenv');
  try {
    return fs.readFileSync('/proc/version', 'utf8').toLowerCase().includes('microsoft');
  } catch {
    return false;
  }
};
`,
    },
  },
  {
    why: 'A password manager’s command line: it reads the vault, unlocks it and puts a password on the clipboard for a moment.',
    name: 'keyring-cli-lite',
    version: '1.3.2',
    summary: 'Passwords on the command line.',
    author: 'Keyring Lite <dev@keyring-lite.example>',
    usage: `// in a shell\n// keyring get mail`,
    manifest: { bin: { keyring: 'cli.js' } },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const { spawnSync } = require('child_process');
const readline = require('readline');
const { open } = require('./vault');

const COPY = { darwin: ['pbcopy'], win32: ['clip'], linux: ['xclip', '-selection', 'clipboard'] };

function copy(text) {
  const [command, ...args] = COPY[process.platform] || COPY.linux;
  spawnSync(command, args, { input: text });
}

const [command, name] = process.argv.slice(2);
const ask = readline.createInterface({ input: process.stdin, output: process.stderr });
ask.question('Master password: ', (master) => {
  ask.close();
  const entries = open(master);
  if (command === 'list') return console.log(Object.keys(entries).join('\n'));
  copy(entries[name].password);
  console.error('Copied; the clipboard is cleared in 20 seconds.');
  setTimeout(() => copy(''), 20000);
});
`,
      'vault.js': src`
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');

exports.open = function open(master) {
  const vault = fs.readFileSync(path.join(os.homedir(), '.keyring', 'vault.bin'));
  const key = crypto.scryptSync(master, vault.subarray(0, 16), 32);
  const decipher = crypto.createDecipheriv('aes-256-gcm', key, vault.subarray(16, 28));
  decipher.setAuthTag(vault.subarray(28, 44));
  return JSON.parse(Buffer.concat([decipher.update(vault.subarray(44)), decipher.final()]).toString('utf8'));
};
`,
    },
  },
]);
