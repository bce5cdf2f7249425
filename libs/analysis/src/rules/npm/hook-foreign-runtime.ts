import type { Rule } from '../rule';

export const hookForeignRuntime: Rule = {
  code: 'hook-foreign-runtime',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook runs code with another JavaScript runtime.',
  message: 'runs another runtime',
  pattern: { where: 'hooks', any: ['foreign-runtime'] },
  samples: {
    hits: [
      {
        what: 'another runtime expected',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'bun run postinstall.ts' } },
        files: { 'postinstall.ts': 'console.log("built" as string)' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a question which runtime this is',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'console.log(process.versions.bun ? "bun" : "node")' },
        why: 'It asks where it runs, and starts nothing.',
        verdict: 'warning',
      },
    ],
  },
};
