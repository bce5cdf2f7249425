import { readJavascript } from './javascript/read-javascript';
import { parseJavascript } from './javascript/syntax-tree';
import { pythonReady } from './python/grammar';
import { readPython } from './python/read-python';

const LINE = 40_000;
const repeated = (unit: string) => unit.repeat(LINE / unit.length);

// Each error of the parser holds the whole line that it stands in: some thousands of them in one line end the process.
describe('ast/costly-errors', () => {
  beforeAll(pythonReady);

  it.each(['\\x', '\\u', "\\'", '\\u{110000}', '\\\\', '\\1', 'a\\u0020'])(
    'does not give the parser a name of escapes that are none: %s',
    (unit) => {
      expect(readJavascript('a.js', `fetch('x');${repeated(unit)}`).gaps[0]).toMatchObject({
        kind: expect.stringMatching(/too-large|unparsable/) as string,
      });
    },
  );

  it.each(['\\x', '\\u', '\\u{}'])('nor a text of them: %s', (unit) => {
    expect(readJavascript('a.js', `fetch("${repeated(unit)}")`).gaps).toMatchObject([{ kind: 'too-large' }]);
  });

  it.each(['\n', '\r', '\u2028', '\u2029'])('nor what stands behind the end of a comment: %j', (end) => {
    expect(readJavascript('a.js', `// a${end}${repeated('\\x41')}`).gaps).toMatchObject([
      { kind: 'too-large' },
    ]);
  });

  it('nor what stood in a text or a comment until the quote before it was left out', () => {
    const before = process.memoryUsage.rss();

    const { gaps } = readJavascript('a.js', `x = 'a //${repeated('\\x41').repeat(2)}`);

    expect(gaps).toMatchObject([{ kind: 'unparsable' }]);
    // Given to the parser it is 1.6 GB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1024 * 1024);
  });

  it.each([['\\x41'], ['\\u0041'], ['\\u{41}'], ['\\n'], ["\\'"]])('reads a text of escapes: %s', (unit) => {
    expect(readJavascript('a.js', `fetch('${repeated(unit)}')`).gaps).toEqual([]);
  });

  it.each(['try{}', '({a=1});', 'import.meta;', 'new.target;', 'return;'])(
    'lets many errors stand in one line: %s',
    (unit) => {
      const { observations } = readJavascript('a.js', `fetch('x');${repeated(unit)}`);

      expect(observations.map(({ signal }) => signal)).toContain('network');
    },
  );

  it('numbers lines as their author wrote them', () => {
    const tree = parseJavascript('a.js', `a();\n${'b(1, 2);'.repeat(5_000)}\nc();`);
    const calls = tree?.nodes.filter(({ type }) => type === 'CallExpression') ?? [];

    expect([1, 2, 5_001].map((at) => tree?.lineOf(calls[at] ?? calls[0]!))).toEqual([2, 2, 3]);
  });

  it.each(['${a}', '?', '`a`', '\\x'])(
    'does not give the parser of Python what no Python has: %s',
    (unit) => {
      expect(readPython('a.py', `exec(x)\n${repeated(unit)}`).gaps).toMatchObject([{ kind: 'too-large' }]);
    },
  );

  it('nor a text that its line ends', () => {
    expect(readPython('a.py', `exec('${repeated('${a}')}\nx = 1`).gaps).toMatchObject([
      { kind: 'too-large' },
    ]);
  });

  it('reads Python that goes on over many lines', () => {
    expect(readPython('a.py', `x = ${'1 + \\\n'.repeat(1_000)}1\n`).gaps).toEqual([]);
  });
});
