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
    ],
  },
};
