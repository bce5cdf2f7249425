import { readJavascript } from './read-javascript';

/** Ten honest computations that are each given up on: all of a file's fuel goes into them. */
const LARGE = Array.from(
  { length: 10 },
  (_, at) =>
    `function f${at}(n) { let s = 0; for (let i = 0; i < n; i++) s = (s * 31 + i) % 65521; return s } use(String.fromCharCode(f${at}(${5_000_000 + at})));`,
).join('\n');
/** "require('child_process').exec('x')" */
const HIDDEN = 'cmVxdWlyZSgnY2hpbGRfcHJvY2VzcycpLmV4ZWMoJ3gnKQ==';
const XORED = `[${[...Buffer.from("require('child_process').exec('x')")].map((byte) => byte ^ 7).join(',')}]`;
const ENDLESS = `let s = ''; for (;;) s += 'x';`;

const signalsOf = (code: string) => readJavascript('x.js', code).observations.map(({ signal }) => signal);

describe('ast/javascript/texts-surely', () => {
  it('has something to spend its fuel on', () => {
    expect(signalsOf(`${LARGE}\nconst a = [1, 2].map((x) => x + 1); eval(a.join('+'))`)).toEqual([]);
  });

  it.each<[title: string, code: string]>([
    ['a text that stands there', `Function('return this')()`],
    [
      'parts of what a caller gives',
      `module.exports = (r, n) => new Function('a', ('(' + r + ')').slice(n[0], n[1]))`,
    ],
    ['a module by its name', `require('./' + 'x')`],
  ])('does not hold the size of a bundle against %s', (_title, code) => {
    expect(signalsOf(`${LARGE}\n${code}`)).not.toContain('obfuscation');
  });

  it.each<[title: string, signal: string, code: string]>([
    ['base64', 'decoded-code', `eval(atob('${HIDDEN}'))`],
    ['xor', 'decoded-code', `eval(String.fromCharCode(...${XORED}.map((c) => c ^ 7)))`],
    ['a module of characters', 'obfuscation', `function n(i) { while (true) i++; return i } require(n(1))`],
    ['a loop without an end', 'obfuscation', `${ENDLESS} eval(s)`],
    ['the third loop without an end', 'obfuscation', `eval((() => { ${ENDLESS} return s })());`.repeat(3)],
  ])('still says of what is hidden behind a large bundle: %s', (_title, signal, code) => {
    expect(signalsOf(`${LARGE}\n${code}`)).toContain(signal);
  });

  it('reads what it hides, which nobody did for want of fuel', () => {
    const { commands } = readJavascript('x.js', `${LARGE}\neval(atob('${HIDDEN}'))`);

    expect(commands.map((command) => command.text)).toEqual(['x']);
  });
});
