import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wheel } from '@sallyport/analysis/testing';
import { EXIT, type ExitCode } from '../exit-code';
import {
  freshHome,
  cache,
  honest,
  put,
  removeHome,
  scan,
  scanned,
  sri,
  steals,
} from '../testing/scan-home.fake';
import type { Ended } from './machine';

const UNREACHABLE = {
  error: { code: 'registry-unreachable', hint: expect.stringContaining('--artifacts') },
};
beforeEach(freshHome);
afterEach(removeHome);

describe('scan/scan-pinned', () => {
  it('looks at what a lock pins where the bytes are at hand, and names the rest', async () => {
    const [good, bad, elsewhere] = [await honest('good'), await steals(), await honest('elsewhere')];
    cache(good);
    put('artifacts/x.bin', bad);
    const entry = (version: string, integrity?: string) => ({
      version,
      ...(integrity === undefined ? {} : { integrity }),
    });
    put(
      'package-lock.json',
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          'node_modules/good': entry('1.0.0', sri(good)),
          'node_modules/thief': entry('1.0.0', sri(bad)),
          'node_modules/elsewhere': entry('1.0.0', sri(elsewhere)),
          'node_modules/weak': entry('1.0.0', sri(good, 'sha1')),
          'node_modules/bare': entry('1.0.0'),
          'node_modules/renamed': entry('2.0.0', sri(good)),
        },
      }),
    );

    const { artifacts, notLookedAt, exit, verdict } = await scanned([
      'package-lock.json',
      '--artifacts',
      'artifacts',
    ]);

    expect(artifacts.map((each) => [each.what, each.source, each.verdict])).toEqual([
      ['pkg:npm/thief@1.0.0', 'artifacts', 'malicious'],
      ['pkg:npm/renamed@2.0.0', 'npm-cache', 'suspicious'],
      ['pkg:npm/good@1.0.0', 'npm-cache', 'clean'],
    ]);
    expect(notLookedAt.map(({ what, why }) => [what, why.slice(0, 24)])).toEqual([
      ['pkg:npm/elsewhere@1.0.0', 'not at hand (--fetch, or'],
      ['pkg:npm/weak@1.0.0', 'the lock states a SHA-1 '],
      ['pkg:npm/bare@1.0.0', 'the lock states no diges'],
    ]);
    expect([verdict, exit]).toEqual(['malicious', EXIT.denied]);
  });

  it('does not call a lock clean of which nothing is at hand', async () => {
    put('requirements.txt', `six==1.16.0 --hash=sha256:${'0'.repeat(64)}\nrich\n`);

    const { verdict, exit, notLookedAt } = await scanned(['requirements.txt']);

    expect(notLookedAt.map(({ what }) => what)).toEqual(['pkg:pypi/six@1.16', 'pypi:rich']);
    expect([verdict, exit]).toEqual(['unknown', EXIT.failed]);
  });

  it("finds wheels in pip's cache by the digest that a lock states", async () => {
    const bytes = wheel({ 'sample/__init__.py': '' });
    put('.cache/pip/http-v2/a/b/c.body', bytes);
    const hashes = [bytes, Buffer.from('for another machine')].map(
      (each) => `--hash=sha256:${createHash('sha256').update(each).digest('hex')}`,
    );
    put('requirements.txt', `sample==1.0.0 ${hashes.join(' ')}\n`);

    const { verdict, exit, artifacts, otherArtifacts } = await scanned(['requirements.txt']);

    expect(artifacts).toMatchObject([{ source: 'pip-cache', name: 'sample', verdict: 'clean' }]);
    expect([verdict, exit, otherArtifacts]).toEqual(['clean', EXIT.ok, 1]);
  });

  it.each<[string, string | Buffer, object]>([
    ['what was stated', 'honest', { verdict: 'clean', exit: EXIT.ok }],
    ['something else', 'other', { verdict: 'unknown', exit: EXIT.failed }],
  ])('holds what npm fetches to the lock: %s', async (_, name, expected) => {
    const stated = await honest();
    put(
      'package-lock.json',
      JSON.stringify({
        lockfileVersion: 3,
        packages: { 'node_modules/honest': { version: '1.0.0', integrity: sri(stated) } },
      }),
    );
    const fetched = await honest(String(name));

    const found = await scanned(['package-lock.json', '--fetch'], (program, words) => {
      const destination = words.find((word) => word.startsWith('--pack-destination='))?.split('=')[1];
      if (destination !== undefined) writeFileSync(join(destination, 'x.tgz'), fetched);
      return Promise.resolve({ status: 0, stdout: '', stderr: program });
    });

    expect(found).toMatchObject(expected);
    expect(found.machine.ran.filter(([, word]) => word === 'pack')).toEqual([
      expect.arrayContaining(['npm', 'pack', '--ignore-scripts', 'honest@1.0.0']),
    ]);
  });

  const NPM_DEAD =
    'npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error network request failed, reason: getaddrinfo\n';
  const PIP_DEAD =
    "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution\n";
  const REFUSED = 'npm error code E404\nnpm error 404 Not Found\n';
  const ended = (stderr: string): Ended => ({ status: 1, stdout: '', stderr });
  const packs = ({ ran }: { ran: string[][] }) => ran.filter(([, word]) => word !== 'config');

  it.each<[string, string, Ended, ExitCode, object]>([
    ['npm has no network', 'pkg:npm/a@1.0.0', ended(NPM_DEAD), EXIT.unreachable, UNREACHABLE],
    [
      'pip has no network',
      'pkg:pypi/a@1.0',
      ended(PIP_DEAD),
      EXIT.unreachable,
      { ...UNREACHABLE, why: expect.stringContaining('NewConnectionError') },
    ],
    [
      'a client had to be ended',
      'pkg:npm/a@1.0.0',
      { status: null, stdout: '', stderr: '', isTimedOut: true },
      ...([EXIT.unreachable, UNREACHABLE] as const),
    ],
    [
      'there is no such release',
      'pkg:npm/a@1.0.0',
      ended(REFUSED),
      EXIT.failed,
      { why: expect.stringContaining('404 Not Found') },
    ],
    [
      'there is no client',
      'pkg:npm/a@1.0.0',
      { ...ended('spawn npm ENOENT'), status: null },
      EXIT.failed,
      {},
    ],
  ])('says what is not fetched, and whether another try may help, where %s', async (...row) => {
    const [, purl, how, exit, missing] = row;

    const found = await scanned([purl, '--fetch'], () => Promise.resolve(how));

    expect([found.verdict, found.exit]).toEqual(['unknown', exit]);
    expect(found.notLookedAt).toHaveLength(1);
    expect(found.notLookedAt[0]).toMatchObject(missing);
    expect('error' in (found.notLookedAt[0] ?? {})).toBe(exit === EXIT.unreachable);
  });

  it('does not wait for each of many packages where no registry answers', async () => {
    const purls = Array.from({ length: 40 }, (_, n) => `pkg:npm/a${n}@1.0.0`);

    const { machine, notLookedAt, exit } = await scanned([...purls, '--fetch'], () =>
      Promise.resolve(ended(NPM_DEAD)),
    );

    // Those that were on their way when the second of them failed.
    expect(packs(machine).length).toBeLessThanOrEqual(5);
    expect(notLookedAt).toHaveLength(40);
    expect(notLookedAt.every(({ error }) => error?.code === 'registry-unreachable')).toBe(true);
    expect(exit).toBe(EXIT.unreachable);
  });

  it('goes on where only single ones get no answer', async () => {
    const purls = Array.from({ length: 8 }, (_, n) => `pkg:npm/a${n}@1.0.0`);
    let asked = 0;

    const { machine } = await scanned([...purls, '--fetch'], (_, words) =>
      Promise.resolve(words[0] !== 'pack' || (asked += 1) % 2 === 0 ? ended(REFUSED) : ended(NPM_DEAD)),
    );

    expect(packs(machine)).toHaveLength(8);
  });

  it('stays with a "no" where the rest cannot be fetched', async () => {
    put('artifacts/thief-1.0.0.tgz', await steals());

    const { exit } = await scanned(
      ['pkg:npm/thief@1.0.0', 'pkg:npm/a@1.0.0', '--artifacts', 'artifacts', '--fetch'],
      () => Promise.resolve(ended(NPM_DEAD)),
    );

    expect(exit).toBe(EXIT.denied);
  });

  it('tells people what to look at', async () => {
    const { text } = await scan(['pkg:npm/a@1.0.0', '--fetch'], () => Promise.resolve(ended(NPM_DEAD)));

    expect(text).toContain('did not answer npm (network request failed, reason: getaddrinfo)');
    expect(text).toContain('npm config list');
  });

  it.each<[string, string, string, string[]]>([
    [
      'npm alone',
      'pkg:npm/a@1.0.0',
      '; "user" config\n\naudit = false\n',
      [
        '--fetch-retries=1',
        '--fetch-retry-mintimeout=1000',
        '--fetch-retry-maxtimeout=2000',
        '--fetch-timeout=60000',
      ],
    ],
    [
      'what the user wants of npm',
      'pkg:npm/a@1.0.0',
      '; "env" config\n\nfetch-retries = 9\nfetch-retry-factor = 2\nfetch-timeout = 900000\n',
      [],
    ],
    ['pip alone', 'pkg:pypi/a@1.0', "global.cert='/x'\n", ['--retries=1', '--timeout=15']],
    ['what the user wants of pip', 'pkg:pypi/a@1.0', ":env:.default-timeout='180'\n", ['--retries=1']],
    ['all that the user wants of pip', 'pkg:pypi/a@1.0', "download.timeout='9'\nglobal.retries='9'\n", []],
  ])('bounds the patience of clients, and leaves them %s', async (_, purl, configured, bounds) => {
    const { machine } = await scanned([purl, '--fetch'], (_program, words) =>
      Promise.resolve(
        words[0] === 'config' ? { ...ended(''), status: 0, stdout: configured } : ended(REFUSED),
      ),
    );

    expect(packs(machine)[0]?.filter((word) => /^--(?:fetch-|retries|timeout)/.test(word))).toEqual(bounds);
  });

  it('fetches nothing unless it is told to', async () => {
    const { machine, exit, notLookedAt } = await scanned(['pkg:npm/left-pad@1.3.0']);

    expect(machine.ran).toEqual([['npm', 'config', 'get', 'cache']]);
    expect(notLookedAt).toMatchObject([{ what: 'pkg:npm/left-pad@1.3.0' }]);
    expect(exit).toBe(EXIT.failed);
  });

  it('looks at a release by its purl in a folder of artifacts', async () => {
    put('artifacts/honest-1.0.0.tgz', await honest());

    expect(await scanned(['pkg:npm/honest@1.0.0', '--artifacts', 'artifacts'])).toMatchObject({
      verdict: 'clean',
      exit: EXIT.ok,
      artifacts: [{ what: 'pkg:npm/honest@1.0.0' }],
    });
  });

  it('asks pip for wheels alone, since it would build an sdist', async () => {
    const { machine } = await scanned(['pkg:pypi/six@1.16.0', '--fetch']);

    expect(machine.ran.at(-1)).toEqual(
      expect.arrayContaining(['pip', 'download', '--only-binary=:all:', '--no-deps']),
    );
  });
});
