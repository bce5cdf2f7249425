import { gypCommands } from './gyp-commands';

describe('facts/npm/gyp-commands', () => {
  it.each<[string, string[]]>([
    [`{ 'include_dirs': ['<!(node -p "require(\\'x\\').include")'] }`, [`node -p "require('x').include"`]],
    [`{ "sources": ["<!@(ls src/*.cc)"] }`, ['ls src/*.cc']],
    [`{ "v": "<!(node -p \\"a.split(\\\\\\".\\\\\\")[0]\\")" }`, ['node -p "a.split(\\".\\")[0]"']],
    [`{ 'x': '>!(echo a)', 'y': '^!(echo (b))' }`, ['echo a', 'echo (b)']],
    [`{ 'x': "<!(['node', 'a.js'])" }`, ['node a.js']],
    [`# '<!(echo comment)'\n{}`, []],
    [`{ 'variables': { 'cc%': 'gcc' }, 'x': '<!(<(cc) -v)' }`, ['gcc -v']],
    [`{ 'x': '<!(echo unclosed' }`, ["echo unclosed' }"]],
  ])('%s expands %j', (source, texts) => {
    expect(gypCommands(source).texts).toEqual(texts);
  });

  it('finds the actions', () => {
    expect(
      gypCommands(`{ 'actions': [{ 'action': ['node', "a.js", '<(x)'] }, { 'action': [] }] }`).actions,
    ).toEqual([['node', 'a.js', '<(x)']]);
  });

  it.each([
    ['texts without an end', `${"\\'".repeat(40_000)}\n`],
    ['lists without an end', "'action': [".repeat(40_000)],
    ['a variable that is put in everywhere', `'a': '${'b'.repeat(100_000)}',\n${'<(a)'.repeat(20_000)}`],
    ['a command of great length', `'<!(echo ${'a'.repeat(30_000)})'`],
  ])('says that it did not read all where a file has %s', (_, source) => {
    expect(gypCommands(`{ 'x': '<!(first)',\n${source}`)).toMatchObject({
      texts: expect.arrayContaining(['first']) as string[],
      unread: expect.arrayContaining([expect.stringMatching(/put together|characters$/)]) as string[],
    });
  });
});
