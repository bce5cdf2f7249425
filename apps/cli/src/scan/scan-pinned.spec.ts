import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wheel } from '@sallyport/analysis/testing';
import { EXIT } from '../exit-code';
import { freshHome, cache, honest, put, removeHome, scanned, sri, steals } from '../testing/scan-home.fake';

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
