import {
  getFacts,
  RegistryFacts,
  registryFactsOf,
  requestPackages,
  type Ecosystem,
  type PackageHistory,
} from '@sallyport/domain';
import { type PackageHistories } from '@sallyport/installer';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NpmHistories } from '../../apps/installer-npm/src/adapters/registry/npm-histories';
import { IndexClient } from '../../apps/installer-python/src/adapters/index/index-client';
import { PypiHistories } from '../../apps/installer-python/src/adapters/index/pypi-histories';
import { uvIndexes } from '../../apps/installer-python/src/adapters/index/uv-indexes';

import { connectAs, sharedStack, until } from '../support/stack';

// The largest answers are some 20 MB.
jest.setTimeout(120_000);

const NPM = [
  ...['express', 'react', 'lodash', 'typescript', 'next', '@babel/core', 'left-pad', 'request', 'esbuild'],
  ...['@types/node', 'electron-to-chromium', 'core-js'],
];
const PYPI = [
  ...['requests', 'numpy', 'boto3', 'django', 'flask', 'pydantic', 'cryptography', 'setuptools', 'six'],
  ...['python-dateutil', 'zope-interface', 'ruamel-yaml'],
];

const folder = mkdtempSync(join(tmpdir(), 'registry-facts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const uv = {
  uvPath: process.env['UV_PATH'] ?? 'uv',
  ...{ pythonPath: 'python3', cacheDir: join(folder, 'uv'), timeoutMs: 60_000, env: process.env },
};
const CLIENTS: Readonly<Record<Ecosystem, PackageHistories>> = {
  npm: new NpmHistories({ cacheDir: join(folder, 'npm'), env: process.env, timeoutMs: 60_000 }),
  pypi: new PypiHistories(
    new IndexClient({ idleMs: 60_000 }),
    () => uvIndexes(uv),
    () => new Date(),
  ),
};

/** The version that came last: what somebody who installs today gets, or close to it. */
function newest({ versions }: PackageHistory): string {
  const timed = versions.filter(({ publishedAt }) => publishedAt !== null);
  const last = timed.sort((a, b) => ((a.publishedAt as string) < (b.publishedAt as string) ? -1 : 1)).at(-1);
  return (last ?? versions.at(-1))?.version ?? 'none';
}

const packages = [
  ...NPM.map((name) => ['npm', name] as const),
  ...PYPI.map((name) => ['pypi', name] as const),
];

interface Told {
  history: PackageHistory;
  facts: RegistryFacts;
}
const asked = new Map<string, Promise<Told>>();

/** Of the newest version; each package is asked for once. */
function told(ecosystem: Ecosystem, name: string): Promise<Told> {
  const key = `${ecosystem}:${name}`;
  const known = asked.get(key) ?? ask(ecosystem, name);
  asked.set(key, known);
  return known;
}

async function ask(ecosystem: Ecosystem, name: string): Promise<Told> {
  const version = newest(await CLIENTS[ecosystem].load(name, []));
  const history = await CLIENTS[ecosystem].load(name, [version]);
  return { history, facts: registryFactsOf(history, version) };
}

describe('test/flows/registry-facts', () => {
  it.each(packages)('%s: %s has a history, and facts that can be sent', async (ecosystem, name) => {
    const { history, facts } = await told(ecosystem, name);

    expect(RegistryFacts.safeParse(facts).error).toBeUndefined();
    expect(history.versions.length).toBeGreaterThan(1);
    const times = [facts.publishedAt, facts.packageSince, facts.dormancy].map((fact) => 'value' in fact);
    expect(times).toEqual([true, true, true]);
  });

  it.each<[Ecosystem, string[]]>([
    ['npm', NPM],
    ['pypi', PYPI],
  ])('%s: knows licences and repositories of most', async (ecosystem, names) => {
    const all = await Promise.all(names.map((name) => told(ecosystem, name)));

    const known = (fact: 'licence' | 'sourceRepository' | 'versionJump') =>
      all.filter(({ facts }) => 'value' in facts[fact]).length;
    const most = names.length / 2;
    expect(known('licence')).toBeGreaterThan(most);
    expect(known('sourceRepository')).toBeGreaterThan(most);
    expect(known('versionJump')).toBeGreaterThan(most);
  });

  it.each<[Ecosystem, string, string]>([
    ['npm', 'ms', '2.1.3'],
    ['pypi', 'six', '1.16.0'],
  ])('%s: what is said of %s is known after somebody has asked for it', async (ecosystem, name, version) => {
    const bus = await connectAs(sharedStack(), 'admin');
    try {
      const requirements = [ecosystem === 'npm' ? `${name}@${version}` : `${name}==${version}`];
      const actor = { kind: 'person', id: 'registry-facts' } as const;
      await bus.call(requestPackages, { actor, ecosystem, requirements, closure: true });
      const registry = await until(
        async () => (await bus.call(getFacts, { ecosystem, name, version })).facts?.release.registry,
      );

      expect(registry).toMatchObject({
        ...{ publishedAt: { value: expect.any(String) }, licence: { value: 'MIT' } },
        sourceAgainstInside: { value: { agrees: true } },
        installScripts: { value: { agrees: true, inside: false } },
      });
    } finally {
      await bus.close();
    }
  });

  it.each(['npm', 'pypi'] as const)('%s: a name that nobody has is not found', async (ecosystem) => {
    await expect(CLIENTS[ecosystem].load('sallyport-no-such-package-4f1d', [])).rejects.toMatchObject({
      code: 'package-not-found',
    });
  });
});
