import type { Rule } from '../rule';

export const hookNativeBuild: Rule = {
  code: 'hook-native-build',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'low',
  verdict: 'warning',
  tactic: 'execution',
  capabilities: ['native-code'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook builds or fetches a native addon with a tool known for it.',
  message: 'builds a native addon',
  pattern: { where: 'hooks', any: ['native-build'] },
  samples: {
    hits: [
      {
        what: 'an addon with prebuilt fallback',
        format: 'tarball',
        manifest: { scripts: { install: 'prebuild-install -r napi || node-gyp rebuild' } },
        verdict: 'warning',
      },
      {
        what: 'a shell script that builds',
        format: 'tarball',
        manifest: { scripts: { install: 'sh ./build.sh' } },
        files: { 'build.sh': '#!/bin/sh\nset -e\ncd src && make && cp out.node ../lib/' },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'a banner',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'echo thank you' } },
        why: 'Nothing is built.',
        verdict: 'warning',
      },
    ],
  },
};
