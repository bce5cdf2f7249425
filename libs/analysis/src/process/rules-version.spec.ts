import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rulesVersion } from './rules-version';

const SOURCES = join(__dirname, '..');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
  await cp(SOURCES, join(folder, 'src'), { recursive: true });
  await cp(join(SOURCES, '..', 'package.json'), join(folder, 'package.json'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('process/rules-version', () => {
  it('is the same for the same code', () => {
    expect(rulesVersion(join(folder, 'src'))).toBe(rulesVersion(SOURCES));
    expect(rulesVersion(SOURCES)).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    'rules/npm/hook-network.ts',
    'facts/obfuscation.ts',
    'archive/archive-limits.ts',
    'ast/python/names.ts',
    '../package.json',
  ])('changes with %s', async (file) => {
    await writeFile(join(folder, 'src', file), '{"dependencies":{}}');

    expect(rulesVersion(join(folder, 'src'))).not.toBe(rulesVersion(SOURCES));
  });

  it.each(['rules/index.spec.ts', 'testing/archives.ts'])('does not change with %s', async (file) => {
    await writeFile(join(folder, 'src', file), '{"dependencies":{}}');

    expect(rulesVersion(join(folder, 'src'))).toBe(rulesVersion(SOURCES));
  });
});
