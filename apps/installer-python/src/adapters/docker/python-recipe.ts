import { DomainError, type FetchedLock, type FetchedPackage } from '@sallyport/domain';
import type { BuildFile, BuildRecipe } from '@sallyport/installer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWheelName } from '../uv/wheel-tags';

/** Where the builder image has uv. */
const TOOL = '/usr/local/bin';
const SCRIPT = readFileSync(join(__dirname, 'install.py'), 'utf8');

/** uv installs the lock's wheels from a folder, each held to its SHA-256. */
export function pythonRecipe(images: Pick<BuildRecipe, 'builderImage' | 'baseImage'>): BuildRecipe {
  return { ...images, tool: TOOL, install: ['python3', '-I', '-B', 'install.py'], files };
}

function files(lock: FetchedLock): BuildFile[] {
  return [
    { path: 'install.py', text: SCRIPT },
    { path: 'requirements.txt', text: lock.packages.map(requirement).join('') },
    {
      path: 'expected.json',
      text: JSON.stringify(Object.fromEntries(lock.packages.map(({ name, version }) => [name, version]))),
    },
    ...lock.packages.map((entry) => ({ path: `wheels/${wheelName(entry)}`, digest: entry.digest })),
  ];
}

function requirement({ name, version, digest }: FetchedPackage): string {
  return `${name}==${version} --hash=${digest}\n`;
}

/** uv reads a wheel's tags from its name, so the name stays; and it becomes a path, so it is looked at again. */
function wheelName({ name, version, artifact }: FetchedPackage): string {
  if (parseWheelName(artifact.filename)) return artifact.filename;
  throw new DomainError('build-failed', `${name}==${version} has no wheel to install from`);
}
