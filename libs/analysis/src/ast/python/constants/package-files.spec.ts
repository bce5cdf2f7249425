import { pythonReady } from '../grammar';
import { readPython } from '../read-python';

const FILES: Readonly<Record<string, string>> = {
  'a/x.txt': 'import os\nos.system("id")',
  'LICENSE.txt': 'import os\nos.system("id")',
  'x.json': '{"a": {"b": ["import os\\nos.system(\'id\')"]}}',
};
const commands = (text: string) =>
  readPython('a/b.py', text, 'observed', (path) =>
    FILES[path] === undefined ? undefined : Buffer.from(FILES[path]),
  ).commands.map((command) => command.text);

describe('ast/python/constants/package-files', () => {
  beforeAll(pythonReady);

  it.each([
    `exec(open('LICENSE.txt').read())`,
    `exec(open('x.txt', 'rb').read())`,
    `exec(open('x.txt', 'rb').read().decode())`,
    `import io\nexec(io.open('x.txt', mode='r').read())`,
    `import os\nexec(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'x.txt')).read())`,
    `import os\nexec(open(os.path.dirname(__file__) + '/x.txt').read())`,
    `import os\nexec(open(f'{os.path.dirname(__file__)}/x.txt').read())`,
    `from pathlib import Path\nexec(Path(__file__).with_name('x.txt').read_text())`,
    `from pathlib import Path\nexec(Path(__file__).resolve().parent.joinpath('x.txt').read_bytes())`,
    `from pathlib import Path as P\nexec((P(__file__).parent / 'x.txt').open().read())`,
    `from pkgutil import get_data\nexec(get_data('a', 'x.txt'))`,
    `from importlib import resources\nexec(resources.files('a').joinpath('x.txt').read_text())`,
    `import importlib.resources\nexec(importlib.resources.read_text('a', 'x.txt'))`,
    `exec(''.join(open('x.txt').readlines()))`,
    `with open('x.txt') as f:\n    exec(f.read())`,
    `f = open('x.txt')\nexec(f.read())`,
    `import json\nexec(json.load(open('../x.json'))['a']['b'][0])`,
    `import json\nexec(json.loads(open('/x.json').read())['a']['b'][0])`,
  ])('reads what is evaluated: %s', (text) => {
    expect(commands(text)).toEqual(['id']);
  });

  it.each([
    `exec(open('missing.txt').read())`,
    `exec(open('x.txt', 'w').read())`,
    `exec(open(name).read())`,
    `exec(open('../../x.txt').read())`,
    `import json\nexec(json.load(open('../x.json'))['c'])`,
    `import json\nexec(json.load(open('x.txt'))['a'])`,
  ])('knows nothing of %s', (text) => {
    expect(commands(text)).toEqual([]);
    expect(readPython('a/b.py', text).observations.map(({ signal }) => signal)).toContain('dynamic-code');
  });

  it('does not take reading for hiding', () => {
    const { observations } = readPython('b.py', `exec(open('v.py').read())`, 'observed', () =>
      Buffer.from('v = 1'),
    );

    expect(observations).toEqual([]);
  });
});
