import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { archiveOf } from '../attacks/build';
import { BENIGN, archiveOf as honestArchiveOf } from '../attacks/benign';
import { ATTACKS } from '../attacks/replicas';

const CLI = resolve(__dirname, '../../apps/cli/dist/main.js');
/** A process of its own, natives and all, on a busy machine. */
jest.setTimeout(180_000);

/** Only root may take the network away from a program; then the kernel has none to give. */
function canRefuseNetwork(): boolean {
  try {
    execFileSync('unshare', ['-n', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scan-offline-'));
  const replica = ATTACKS.find(({ id }) => id === 'eslint-scope');
  const honest = BENIGN.find(({ id }) => id === 'tarball/tiny-emitter-plus-2.1.0');
  if (replica === undefined || honest === undefined) throw new Error('a case is missing');
  writeFileSync(join(folder, 'attack.tgz'), await archiveOf(replica));
  writeFileSync(join(folder, 'honest.tgz'), await honestArchiveOf(honest));
  writeFileSync(join(folder, 'cut.tgz'), (await honestArchiveOf(honest)).subarray(0, 100));
  // Deeper than the stack of the native parser: the process that looks at it ends.
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep/package.json'), '{"name":"deep","version":"1.0.0"}');
  writeFileSync(join(folder, 'deep/index.js'), `eval(${'['.repeat(400_000)}`);
  mkdirSync(join(folder, 'home'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The built command line without a stack, with an empty home and without network. */
function scan(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['-n', process.execPath, CLI, 'scan', ...words, '--json'],
    { cwd: folder, env: { HOME: join(folder, 'home'), PATH: '/usr/bin:/bin' }, encoding: 'utf8' },
  );
  return { status, stderr, json: JSON.parse(stdout) as { verdict?: string; scan?: { verdict: string } } };
}

const isRefused = canRefuseNetwork();
if (!isRefused) console.warn('skipped: only root may take the network away from a program (unshare -n)');
const offline = isRefused ? it : it.skip;

describe('flows/scan-offline', () => {
  offline.each<[string[], number, string]>([
    [['honest.tgz'], 0, 'clean'],
    [['attack.tgz'], 1, 'malicious'],
    [['honest.tgz', 'attack.tgz'], 1, 'malicious'],
    [['cut.tgz'], 6, 'unknown'],
    [['pkg:npm/left-pad@1.3.0'], 6, 'unknown'],
    // What is needed does not answer: worth another try.
    [['pkg:npm/left-pad@1.3.0', '--fetch'], 4, 'unknown'],
  ])('%j ends with %i and says %s', (words, status, verdict) => {
    const ran = scan(...words);

    expect([ran.status, ran.json.verdict]).toEqual([status, verdict]);
  });

  offline('a folder whose code would crash the parser is told as unread, and is not clean', () => {
    const { json } = scan('./deep');

    expect(json.scan).toMatchObject({
      verdict: 'warning',
      artifacts: [{ findings: expect.arrayContaining([expect.objectContaining({ rule: 'code-unread' })]) }],
    });
  });
});
