import type { Rule } from '../rule';

export const hookDynamicCode: Rule = {
  code: 'hook-dynamic-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['dynamic-code'],
  languages: ['javascript', 'python'],
  summary: 'An install hook evaluates text that only running it would tell.',
  message: 'evaluates text that is not there to read',
  pattern: { where: 'hooks', any: ['dynamic-code'] },
  samples: {
    hits: [
      {
        what: 'evaluated text that only running would name',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node x.js' } },
        files: { 'x.js': 'eval(require("fs").readFileSync("x.txt", "utf8"))' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a test for what the engine knows',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node x.js' } },
        files: { 'x.js': 'try { new Function("return async () => {}") } catch { console.log("old") }' },
        why: 'The text stands there to be read.',
        verdict: 'warning',
      },
    ],
  },
};
