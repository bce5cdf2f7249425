import * as domain from '@sallyport/domain';
import { EXIT } from '../exit-code';
import { FakeProduct } from '../testing/fake-product.fake';
import { runFake } from '../testing/run-fake';
import { stocked } from '../testing/stocked';

const HOSTILE = 'x\u001b[2J\u202e\n';

describe('apps/cli/statement', () => {
  const terms = ['--owner', 'ann', '--reason', HOSTILE, '--expires', '2026-02-01'];
  const set = (product: FakeProduct, ...words: string[]) =>
    runFake(['statement', 'set', ...words], { product });

  it('sets a statement that is listed apart from exceptions, and withdraws it', async () => {
    const product = stocked();

    const made = await set(
      product,
      'CVE-1',
      'npm:qs',
      '--all',
      '--because',
      'component_not_present',
      ...terms,
    );
    const listed = await runFake(['statements'], { product });
    const exceptions = await runFake(['exceptions'], { product });
    const withdrawn = await runFake(['statement', 'withdraw', 'exception-1', '--reason', 'shipped now'], {
      product,
    });
    const live = await runFake(['statements', '--report', 'live'], { product });

    expect([made.exit, made.users]).toEqual([EXIT.ok, ['reviewer']]);
    expect(listed.stdout).toContain('CVE-1');
    expect(listed.stdout).toContain('component_not_present');
    expect(listed.stdout).not.toContain('\u001b');
    expect(exceptions.stdout).toContain('There are no exceptions.');
    expect(withdrawn.exit).toBe(EXIT.ok);
    expect(live.stdout).toContain('No statement is live.');
  });

  it.each<[string, string[]]>([
    ['an unknown justification', ['CVE-1', 'npm:qs@1.2.3', '--because', 'harmless', ...terms]],
    ['malware', ['MAL-2026-1', 'npm:qs@1.2.3', '--because', 'component_not_present', ...terms]],
    [
      'no end',
      ['CVE-1', 'npm:qs@1.2.3', '--because', 'component_not_present', '--owner', 'a', '--reason', 'b'],
    ],
  ])('refuses %s', async (_title, words) => {
    expect((await set(stocked(), ...words)).exit).toBe(EXIT.usage);
  });
});

describe('apps/cli/advisories import --epss --kev', () => {
  const reply = {
    epss: {
      modelVersion: HOSTILE,
      scoredAt: '2026-03-01',
      scores: 280_000,
      importedAt: '2026-03-01T00:00:00.000Z',
    },
    kev: null,
  };

  it('names the files as the scanner finds them, and says what is loaded', async () => {
    const product = new FakeProduct().on(domain.importExploitation, () => reply);

    const { stdout, exit, users } = await runFake(['advisories', 'import', '--epss', 'epss.csv.gz'], {
      product,
    });

    expect([exit, users]).toEqual([EXIT.ok, ['admin']]);
    expect(product.asked.at(-1)?.request).toMatchObject({ epss: '/home/me/project/epss.csv.gz' });
    expect(stdout).toContain('280000 scores of 2026-03-01');
    expect(stdout).toContain('no KEV catalogue');
    expect(stdout).not.toMatch(/\p{Cc}(?<!\n)/u);
  });

  it('is not mixed with advisories', async () => {
    const { exit } = await runFake(['advisories', 'import', 'osv.zip', '--kev', 'kev.json'], {});

    expect(exit).toBe(EXIT.usage);
  });
});
