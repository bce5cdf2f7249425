import type { Rule } from '../rule';

export const codeAssetPayload: Rule = {
  code: 'code-asset-payload',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python'],
  summary: 'What is read out of a picture, a sound or another file that holds no code is evaluated or run.',
  message: 'evaluates or runs what an asset hides',
  pattern: { where: 'code', any: ['asset-code'] },
  samples: {
    hits: [
      {
        what: 'a payload in a sound',
        format: 'tarball',
        files: {
          'index.js': 'eval(require("fs").readFileSync(__dirname + "/ring.wav").subarray(44).toString());',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a sound that is played',
        format: 'tarball',
        files: {
          'index.js':
            'module.exports = (out) => out.write(require("fs").readFileSync(__dirname + "/ring.wav").subarray(44));',
        },
        why: 'A sound stays a sound.',
        verdict: 'clean',
      },
    ],
  },
};
