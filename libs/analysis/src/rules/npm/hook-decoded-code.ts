import type { Rule } from '../rule';

export const hookDecodedCode: Rule = {
  code: 'hook-decoded-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook evaluates text that it decodes first.',
  message: 'evaluates text that it hides',
  pattern: { where: 'hooks', any: ['decoded-code'] },
  samples: {
    hits: [
      {
        what: 'hidden code',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node index.js' } },
        files: { 'index.js': 'eval(Buffer.from("Y29uc29sZS5sb2coMSk=", "base64").toString())' },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'an icon that is unpacked',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'require("fs").writeFileSync("icon.png", Buffer.from("iVBORw0KGgo=", "base64"))' },
        why: 'What is decoded is written as it is, and not run.',
        verdict: 'warning',
      },
    ],
  },
};
