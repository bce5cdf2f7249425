import type { Rule } from '../rule';

export const hookSubprocess: Rule = {
  code: 'hook-subprocess',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook runs programs that are not known for building addons, or installs further packages.',
  message: 'runs other programs',
  pattern: {
    where: 'hooks',
    any: ['subprocess', 'package-manager', 'detached'],
    unless: ['platform-download'],
  },
  samples: {
    hits: [
      {
        what: 'a program nobody knows',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'frobnicate' } },
        verdict: 'suspicious',
      },
      {
        what: 'a second package installed',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'npm install other-package' } },
        verdict: 'suspicious',
      },
      {
        what: 'machine code shipped and run',
        format: 'tarball',
        manifest: { scripts: { postinstall: './bin/setup' } },
        files: { 'bin/setup': { hex: '7f454c46' } },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'folders made and emptied',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'rimraf build && mkdirp build && cp x.json build' } },
        why: 'Tools that move files about start nothing else.',
        verdict: 'warning',
      },
    ],
  },
};
