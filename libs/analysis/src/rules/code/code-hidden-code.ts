import type { Rule } from '../rule';

export const codeHiddenCode: Rule = {
  code: 'code-hidden-code',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python'],
  summary: 'Text is decoded or decrypted, and evaluated.',
  message: 'evaluates text that it decodes first',
  pattern: { where: 'code', any: ['decoded-code'] },
  samples: {
    hits: [
      {
        what: 'hidden code',
        format: 'tarball',
        files: { 'index.js': 'eval(Buffer.from("Y29uc29sZS5sb2coMSk=", "base64").toString());' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a decoder',
        format: 'tarball',
        files: { 'index.js': 'module.exports = (text) => Buffer.from(text, "base64").toString();' },
        why: 'What is decoded goes back to the caller.',
        verdict: 'clean',
      },
      {
        what: 'a name of which another function makes bytes',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import sys, os\n\ndef packed(value):\n    value = bytes(value)\n    return value\n\ndef main():\n    for value in sys.argv:\n        value = eval(value)\n        print(value, os.environ)\n',
        },
        why: 'A type is changed, and nothing is decoded.',
        verdict: 'clean',
      },
    ],
  },
};
