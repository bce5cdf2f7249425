import { EXIT } from '../exit-code';
import { runFake } from '../testing/run-fake';

const files = {
  '/home/me/project/all.txt': 'lodash\nexpress\n# a comment\nlodahs\nhonest-name\n',
  '/home/me/project/top.txt': 'lodash\nexpress\n',
  '/home/me/project/alike.txt': 'lodash\nl\u043edash\n',
};
const accused = (...words: string[]) =>
  runFake(['names', 'accused', '--ecosystem', 'npm', ...words], { files });

describe('apps/cli/commands/names-accused', () => {
  it('accuses nobody by a list that they are in', async () => {
    const { stdout, exit } = await accused('--popular', 'all.txt', '--by', 'all.txt');

    expect(exit).toBe(EXIT.ok);
    expect(stdout).toBe('0 of 4 names are accused, 0.00 %, by 4 popular names\n');
  });

  it('judges by the built-in list, as decisions do, unless told otherwise', async () => {
    const { stdout } = await accused('--popular', 'all.txt', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ judged: 4, accused: [{ name: 'lodahs' }] });
  });

  it('explains each accusation by another list, with the rank of the name', async () => {
    const { stdout } = await accused('--popular', 'all.txt', '--by', 'top.txt', '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      ...{ judged: 4, popularNames: 2, share: 0.25 },
      accused: [{ rank: 3, name: 'lodahs', accusations: [{ kind: 'transposition', target: 'lodash' }] }],
    });
  });

  it('accuses a look-alike letter too', async () => {
    const { stdout } = await accused('--popular', 'alike.txt', '--by', 'top.txt');

    expect(stdout).toContain('1 of 2');
    expect(stdout).toContain('homoglyph');
  });

  it('refuses a list that it cannot read', async () => {
    expect((await accused('--popular', 'missing.txt')).exit).toBe(EXIT.usage);
  });
});
