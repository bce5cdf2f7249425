import type { Rule } from '../rule';

export const buildAutoloadWritten: Rule = {
  code: 'build-autoload-written',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'persistence',
  capabilities: ['filesystem-write'],
  languages: ['python'],
  summary:
    'Building the package writes a file that Python runs at every start (.pth, sitecustomize.py) outside of what is built.',
  message: 'writes a file that Python runs at every start',
  pattern: { where: 'builds', any: ['autoload-written'] },
  samples: {
    hits: [
      {
        what: 'a start file left behind by setup.py',
        format: 'sdist',
        files: {
          'setup.py':
            'import site, os\nfrom setuptools import setup\nopen(os.path.join(site.getsitepackages()[0], "sample.pth"), "w").write("import sample")\nsetup(name="sample")\n',
        },
      },
    ],
    ignores: [
      {
        what: 'a version file written by setup.py',
        format: 'sdist',
        files: {
          'setup.py':
            'from setuptools import setup\nopen("sample/_version.py", "w").write("version = 1")\nsetup(name="sample")\n',
        },
        why: 'It belongs to the package, and runs when somebody imports it.',
      },
    ],
  },
};
