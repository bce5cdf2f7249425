import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoverInProcess, type DiscoveryOptions } from './discover-in-process';

const CHILD = {
  file: join(__dirname, 'discover.child.ts'),
  execArgv: ['--require', join(__dirname, '../testing/require-typescript.cjs')],
};

/** Each try starts a process that compiles our TypeScript first. */
jest.setTimeout(60_000);

let folder: string;
const skill = (files: Record<string, string>): string => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
};
const read = (path: string, options: DiscoveryOptions = {}) =>
  discoverInProcess(path, { child: CHILD, ...options });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'discovery-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('process/discover-in-process', () => {
  it('finds what the skill requires', async () => {
    const { requirements, complete } = await read(
      skill({ 'a.py': 'import requests', 'b.mjs': 'import "zod"' }),
    );

    expect(requirements.map(({ name }) => name)).toEqual(['zod', 'requests']);
    expect(complete).toBe(true);
  });

  it('outlives a file that crashes a parser, names it, and reads the others', async () => {
    const { requirements, problems, complete } = await read(
      skill({ 'a.py': 'import requests', 'deep.js': '['.repeat(400_000), 'z.js': 'require("zod")' }),
    );

    expect(requirements.map(({ name }) => name)).toEqual(['zod', 'requests']);
    expect(problems).toEqual([expect.objectContaining({ kind: 'unreadable', place: { file: 'deep.js' } })]);
    expect(complete).toBe(false);
  });

  it('concludes nothing where time runs out', async () => {
    await expect(read(skill({ 'a.py': '' }), { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'scan-failed',
      message: expect.stringContaining('longer than 1 ms'),
    });
  });

  it('concludes nothing from an answer that is none', async () => {
    const file = join(folder, 'child.cjs');
    writeFileSync(file, "process.on('message', () => process.send({ discovery: { complete: true } }))");

    await expect(read(folder, { child: { file } })).rejects.toMatchObject({ code: 'scan-failed' });
  });

  it('gives the child no environment', async () => {
    process.env.DISCOVERY_TEST_SECRET = 'x';
    const file = join(folder, 'child.cjs');
    writeFileSync(
      file,
      "process.on('message', () => process.send({ failed: 'has: ' + Object.keys(process.env).join() }))",
    );

    await expect(read(folder, { child: { file } })).rejects.toMatchObject({
      message: expect.not.stringContaining('DISCOVERY_TEST_SECRET'),
    });
  });

  it('says what is not there', async () => {
    await expect(read(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
