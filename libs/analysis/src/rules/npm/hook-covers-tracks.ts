import type { Rule } from '../rule';

export const hookCoversTracks: Rule = {
  code: 'hook-covers-tracks',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['network', 'subprocess', 'filesystem-write'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook deletes itself after it started a program or talked to the network.',
  message: 'deletes itself',
  pattern: { where: 'hooks', any: ['self-delete'], near: ['network', 'detached', 'subprocess'] },
  samples: {
    hits: [
      {
        what: 'a hook that is gone afterwards',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js': 'require("child_process").execSync("frobnicate"); require("fs").unlinkSync(__filename)',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'an archive removed once it is unpacked',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'require("child_process").execSync("tar xf prebuilt.tar"); require("fs").unlinkSync("prebuilt.tar")',
        },
        why: 'It tidies up what it is done with; the hook itself stays to be read.',
        verdict: 'warning',
      },
    ],
  },
};
