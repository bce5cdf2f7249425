import type { Rule } from '../rule';

export const buildHiddenCode: Rule = {
  code: 'build-hidden-code',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['subprocess', 'dynamic-code', 'obfuscation'],
  languages: ['python', 'shell'],
  summary:
    'Building the package evaluates text that it decodes or fetches, or that was made unreadable on purpose.',
  message: 'evaluates hidden or fetched text when the package is built',
  pattern: { where: 'builds', any: ['decoded-code', 'remote-shell', 'remote-code', 'asset-code'] },
  samples: {
    hits: [
      {
        what: 'hidden code in setup.py',
        format: 'sdist',
        files: {
          'setup.py':
            'import base64\nfrom setuptools import setup\nexec(base64.b64decode("cHJpbnQoMSk="))\nsetup()\n',
        },
        verdict: 'malicious',
      },
      {
        what: 'hidden code in a command of its own',
        format: 'sdist',
        files: {
          'setup.py':
            'import base64\nfrom setuptools import setup\nfrom setuptools.command.install import install\nclass Own(install):\n  def run(self):\n    exec(base64.b64decode("cHJpbnQoMSk="))\nsetup(cmdclass={"install": Own})\n',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a version read by running a file',
        format: 'sdist',
        files: {
          'setup.py':
            'from setuptools import setup\nexec(open("sample/version.py").read())\nsetup(version=__version__)\n',
          'sample/version.py': '__version__ = "1"\n',
        },
        why: 'The text lies in the package, open to be read.',
        verdict: 'clean',
      },
    ],
  },
};
