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
        what: 'names that are put together backwards',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import base64\n\ndef complete(tokens, namespace):\n    parts = []\n    while tokens:\n        parts.append(next(tokens))\n    return eval(".".join(parts[::-1]), namespace)\n',
        },
        why: 'Whoever calls it says what is evaluated; nothing was hidden.',
        verdict: 'clean',
      },
      {
        what: 'a file with a long path',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import os, subprocess\nSETTINGS = eval(open("/home/someone/Documents/repositories/of-a-project/codes/three_dimensional/code_params.txt").read())\n',
        },
        why: 'A path is as long as it has to be, and hides nothing.',
        verdict: 'clean',
      },
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
