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
});
