import type { Rule } from '../rule';

export const hookNetwork: Rule = {
  code: 'hook-network',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'command-and-control',
  capabilities: ['network'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook talks to the network by itself, not through a tool known for building addons, and compares nothing with a digest.',
  message: 'talks to the network',
  pattern: { where: 'hooks', any: ['network'], unless: ['platform-download', 'digest-check'] },
  samples: {
    hits: [
      {
        what: 'a telemetry beacon',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node report.js' } },
        files: {
          'report.js':
            'require("https").request({ host: "telemetry.invalid", method: "POST" }).end(JSON.stringify({ v: process.env.npm_package_version }))',
        },
        verdict: 'suspicious',
      },
      {
        what: 'a binary out of the registry, of a package without such binaries',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node install.js' } },
        files: {
          'install.js':
            'const https = require("https"); https.get(`https://REGISTRY/${pkg}/-/x-${v}.tgz`, save)',
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'no scripts',
        format: 'tarball',
        files: { 'index.js': 'require("https"); eval(x)' },
        why: 'Nothing of it runs when it is installed.',
        verdict: 'clean',
      },
      {
        what: 'a download that is checked',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const https = require("https"); const crypto = require("crypto"); https.get("https://releases.invalid/x.node", (r) => { const hash = crypto.createHash("sha256"); r.on("data", (c) => hash.update(c)); r.on("end", () => { if (hash.digest("hex") !== require("./sum.json").sha256) process.exit(1); }); });',
          'sum.json': '{ "sha256": "" }',
        },
        why: 'What comes is compared with a digest that the package brings.',
        verdict: 'warning',
        speaks: ['hook-download'],
      },
    ],
  },
};
