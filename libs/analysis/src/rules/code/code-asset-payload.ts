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
      {
        what: 'a command in a file of data that comes along',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import subprocess\n\ndef run(folder):\n    with open(folder + "/state.dat") as f:\n        command = f.read()\n    subprocess.call(command, shell=True)\n',
          'sample/state.dat': 'id',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a tool that goes on by what it wrote down (meson)',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import pickle, subprocess\n\ndef run(folder):\n    with open(folder + "/state.dat", "rb") as f:\n        state = pickle.load(f)\n    subprocess.call(state.command)\n',
        },
        why: 'The package carries no such file.',
        verdict: 'clean',
      },
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
