import { mended } from './mended';
import { parseJavascript } from './syntax-tree';

const calls = (text: string, file = 'a.js') =>
  parseJavascript(file, text)
    ?.nodes.filter(({ type }) => type === 'CallExpression')
    .map(({ start, end }) => text.slice(start, end));

describe('ast/javascript/mended', () => {
  it.each([
    ['markup', 'const a = () => <p>{b()}</p>;', ['b()'], 0],
    ['types', 'const a: string = b(); type C = D;', ['b()'], 0],
    ['a cast of Flow', 'const a = (b: any);\nc();', ['c()'], 1],
    ['an exact type', 'function a(b: {| c: number |}) {\n  d();\n}', ['d()'], 1],
    ['a type that may be absent', 'function a(b: ?string) {\n  d();\n}', ['d()'], 0],
    ['an import of types', 'import typeof A from "a";\nb();', ['b()'], 1],
    ['a line of no language', 'a();\nlet = ;\nb();', ['a()', 'b()'], 1],
    ['text of no language at the end', 'a();\n)(', ['a()'], 1],
  ])('reads around %s', (_, text, seen, leftOut) => {
    expect(calls(text)).toEqual(seen);
    expect(parseJavascript('a.js', text)?.leftOut).toBe(leftOut);
  });

  it('keeps every line where it is', () => {
    const tree = parseJavascript('a.js', 'let = ;\n\nlet = ;\n\nb();');
    const call = tree?.nodes.find(({ type }) => type === 'CallExpression');

    expect(call && tree?.lineOf(call)).toBe(5);
  });

  it('mends only what Node.js or a bundler would be given', () => {
    expect(calls('<p>{b()}</p>', 'a.txt')).toBeUndefined();
  });

  it('gives up on a text that is wrong all over', () => {
    expect(calls('let = ;\n'.repeat(20_000))).toBeUndefined();
  });

  it('counts what the parser makes to show its errors with', () => {
    let attempts = 0;
    const text = 'let = ;\n'.repeat(100);
    const attempt = (shown: number) => (changed: string) => {
      attempts += 1;
      const start = changed.search(/\S/);
      return { fault: { start, end: start + 1 }, shown };
    };

    expect(mended(text, attempt(0))).toBeUndefined();
    expect(attempts).toBeGreaterThan(100);
    attempts = 0;
    expect(mended(text, attempt(2 * 1024 * 1024))).toBeUndefined();
    expect(attempts).toBe(3);
  });
});
