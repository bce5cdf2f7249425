import type { Rule } from '../rule';

export const buildNetwork: Rule = {
  code: 'build-network',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['python', 'shell'],
  summary: 'Building the package talks to the network. Builds here have none.',
  message: 'talks to the network when the package is built',
  pattern: { where: 'builds', any: ['network', 'package-manager'] },
  samples: {
    hits: [
      {
        what: 'a download',
        format: 'sdist',
        files: {
          'setup.py': 'from urllib.request import urlretrieve\nurlretrieve("https://a.invalid/x.tgz")\n',
        },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'an address that is only told',
        format: 'sdist',
        files: {
          'setup.py': 'from setuptools import setup\nsetup(name="sample", url="https://a.invalid")\n',
        },
        why: 'A home page is not asked for anything.',
        verdict: 'clean',
      },
    ],
  },
};
