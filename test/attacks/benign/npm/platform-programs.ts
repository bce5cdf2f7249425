import { tarballs } from '../archives';
import { src } from '../benign-case';
import { elf } from '../draw';

export const PLATFORM_PROGRAMS = tarballs('native builds', [
  {
    why: 'The launcher picks the optional dependency that holds the program for this platform and runs it.',
    name: 'swiftlint-bundler',
    version: '0.25.9',
    summary: 'A bundler written in Go, for Node projects.',
    author: 'Eero Salo <eero@swiftlint-bundler.example>',
    usage: `// in a shell\n// npx swiftlint-bundler src/app.js --outfile=out.js`,
    manifest: {
      bin: { 'swiftlint-bundler': 'bin/run.js' },
      main: 'lib/main.js',
      scripts: { postinstall: 'node install.js' },
      optionalDependencies: {
        '@swiftlint-bundler/linux-x64': '0.25.9',
        '@swiftlint-bundler/darwin-arm64': '0.25.9',
        '@swiftlint-bundler/win32-x64': '0.25.9',
      },
    },
    files: {
      'lib/main.js': src`
'use strict';

const path = require('path');

exports.binaryPath = function binaryPath() {
  const name = '@swiftlint-bundler/' + process.platform + '-' + process.arch;
  try {
    const file = process.platform === 'win32' ? 'bundler.exe' : 'bin/bundler';
    return path.join(path.dirname(require.resolve(name + '/package.json')), file);
  } catch {
    throw new Error(name + ' is missing. Was the install run with --no-optional?');
  }
};
`,
      'bin/run.js': src`
#!/usr/bin/env node
'use strict';

const { execFileSync } = require('child_process');
const { binaryPath } = require('../lib/main');

try {
  execFileSync(binaryPath(), process.argv.slice(2), { stdio: 'inherit' });
} catch (error) {
  if (error.status) process.exit(error.status);
  throw error;
}
`,
      'install.js': src`
'use strict';

const { execFileSync } = require('child_process');
const { binaryPath } = require('./lib/main');
const { version } = require('./package.json');

// A program of another version would give confusing errors much later.
const actual = execFileSync(binaryPath(), ['--version'], { encoding: 'utf8' }).trim();
if (actual !== version) throw new Error('Expected bundler ' + version + ' but found ' + actual);
`,
    },
  },
  {
    why: 'The platform half of a bundler: a manifest and one program, nothing that runs by itself.',
    name: '@swiftlint-bundler/linux-x64',
    version: '0.25.9',
    summary: 'The Linux x64 program of swiftlint-bundler.',
    author: 'Eero Salo <eero@swiftlint-bundler.example>',
    usage: `// Installed by swiftlint-bundler; not to be used by itself.`,
    manifest: { os: ['linux'], cpu: ['x64'], preferUnplugged: true, files: ['bin'] },
    files: () => ({
      'bin/bundler': elf(
        105,
        2,
        [
          'Go buildinf:',
          'go1.24.1',
          'runtime.main',
          'net/http.(*Client).Do',
          'os/exec.Command',
          'syscall.forkExec',
          'crypto/tls',
          'https://swiftlint-bundler.example/docs',
        ],
        160_000,
      ),
      'bin/README.txt': 'Built by CI from the tag of the same version; see the attestation of the release.\n',
    }),
  },
]);
