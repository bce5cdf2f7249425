import type { Rule } from '../rule';

export const installScript: Rule = {
  code: 'install-script',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'low',
  verdict: 'warning',
  tactic: 'execution',
  capabilities: [],
  languages: ['manifest'],
  summary: 'The package has a lifecycle script that npm would run. Sallyport never runs it.',
  judge: (facts) =>
    facts.traces
      .filter((trace) => trace.kind === 'hook')
      .map(({ entry, command }) => ({
        message: `The package has a script "${entry}", which is not run here.`,
        file: 'package.json',
        evidence: command,
      })),
  samples: {
    hits: [
      {
        what: 'a banner',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node -e "console.log(\'thank you\')"' } },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'scripts that a person starts',
        format: 'tarball',
        manifest: { scripts: { test: 'jest', start: 'node .' } },
        why: 'When it installs, npm runs neither.',
        verdict: 'clean',
      },
    ],
  },
};
