import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmOptions } from './npm-options';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'npm-options-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function optionsWith(npmrc: string, env: NodeJS.ProcessEnv = {}): Promise<Record<string, unknown>> {
  const userconfig = join(folder, 'user-npmrc');
  await writeFile(userconfig, npmrc);
  return npmOptions(folder, '/cache', { npm_config_userconfig: userconfig, ...env });
}

describe('installer-npm/arborist/npm-options', () => {
  it("takes registry, scopes, credentials and proxy from npm's own configuration", async () => {
    const options = await optionsWith(
      [
        ...['registry=https://mirror.fake.invalid/npm/', '@ours:registry=https://ours.fake.invalid/'],
        ...['//ours.fake.invalid/:_authToken=secret', 'https-proxy=http://proxy.fake.invalid:8080'],
      ].join('\n'),
    );

    expect(options).toMatchObject({
      registry: 'https://mirror.fake.invalid/npm/',
      '@ours:registry': 'https://ours.fake.invalid/',
      '//ours.fake.invalid/:_authToken': 'secret',
      httpsProxy: 'http://proxy.fake.invalid:8080',
      cache: '/cache',
    });
  });

  it.each([
    ['ignore-scripts=false', { ignoreScripts: true }],
    ['force=true', { force: false }],
    ['legacy-peer-deps=true', { legacyPeerDeps: false }],
    ['install-links=true', { installLinks: false }],
    ['os=win32', { os: 'linux' }],
    ['global=true', { global: false }],
    ['omit[]=optional', { omit: [] }],
    ['allow-git=all', { allowGit: 'none', allowRemote: 'none', allowFile: 'none', allowDirectory: 'none' }],
  ])('is not talked into anything by %s', async (npmrc, expected) => {
    expect(await optionsWith(npmrc)).toMatchObject(expected);
  });

  it('is not talked into scripts by the environment', async () => {
    expect(await optionsWith('', { npm_config_ignore_scripts: 'false' })).toMatchObject({
      ignoreScripts: true,
    });
  });
});
