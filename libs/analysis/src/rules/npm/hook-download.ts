import type { Rule } from '../rule';

export const hookDownload: Rule = {
  code: 'hook-download',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'command-and-control',
  capabilities: ['network'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook talks to the network by itself, and compares something with a digest or a signature.',
  message: 'talks to the network, and compares with a digest',
  pattern: { where: 'hooks', any: ['network'], with: ['digest-check'], unless: ['platform-download'] },
  samples: {
    hits: [
      {
        what: 'a prebuilt addon with its digest',
        format: 'tarball',
        manifest: { scripts: { install: 'node a.js' } },
        files: {
          'a.js':
            'const https = require("https"); const crypto = require("crypto"); https.get("https://releases.invalid/x.node", (r) => { const hash = crypto.createHash("sha256"); r.on("data", (c) => hash.update(c)); r.on("end", () => { if (hash.digest("hex") !== require("./sum.json").sha256) process.exit(1); }); });',
          'sum.json': '{ "sha256": "" }',
        },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'a digest of its own files',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const hash = require("crypto").createHash("sha256"); console.log(hash.update(require("fs").readFileSync("x.node")).digest("hex"))',
        },
        why: 'Nothing comes over the network.',
        verdict: 'warning',
      },
    ],
  },
};
