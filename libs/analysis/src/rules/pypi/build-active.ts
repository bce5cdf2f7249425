import type { Rule } from '../rule';

export const buildActive: Rule = {
  code: 'build-active',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['network', 'subprocess', 'filesystem-write', 'obfuscation'],
  languages: ['python', 'shell'],
  summary:
    'Building the package does what no build has a reason to do: names a host that stolen data goes to, starts a runtime of another language or an AI command line, plants code that runs again, deletes itself, or hides what it does.',
  message: 'does what no build has a reason to do',
  pattern: {
    where: 'builds',
    any: [
      'drop-host',
      'foreign-runtime',
      'agent-cli',
      'persistence',
      'self-delete',
      'destructive',
      'obfuscation',
    ],
  },
  samples: {
    hits: [
      {
        what: 'what runs again',
        format: 'sdist',
        files: { 'setup.py': 'open("/home/u/.bashrc", "a").write("x")\n' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a build that asks git',
        format: 'sdist',
        files: {
          'setup.py':
            'import subprocess\nfrom setuptools import setup\nv = subprocess.check_output(["git", "describe"])\nsetup(version=v)\n',
        },
        why: 'Versions come from tags in many honest builds.',
        verdict: 'clean',
      },
    ],
  },
};
