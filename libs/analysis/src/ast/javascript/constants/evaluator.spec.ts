import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { Scopes } from '../scopes';
import { parseJavascript, type Node } from '../syntax-tree';
import { Evaluator } from './evaluator';
import { isKind } from './value';

const FILES: Readonly<Record<string, string>> = { 'README.md': 'a---b', 'data/x.txt': 'text' };
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

/** What the last statement of a text gives, and whether a bound ended it. */
function workedOut(code: string): { values: unknown[]; layers: string[]; isEnded: boolean; fuel: number } {
  const tree = parseJavascript('x.js', code)!;
  const budget = { fuel: 6_000_000, reserve: 0 };
  const evaluator = new Evaluator(tree, new Scopes(tree), budget, (path) => FILES[path]);
  const last = (tree.nodes[0]?.body as Node[]).at(-1)!.expression as Node;
  const found = evaluator.workOut(last);
  return {
    // What is outside of the file is known by its name only.
    values: found.map(({ value }) => value).filter((value) => !isKind(value, 'named')),
    layers: found.flatMap(({ layers }) => layers),
    isEnded: evaluator.isEnded(last),
    fuel: budget.fuel,
  };
}

describe('ast/javascript/constants/evaluator', () => {
  it.each<[string, unknown]>([
    [`'a' + 'b' + 1`, 'ab1'],
    ['`a${1 + 1}b`', 'a2b'],
    ['String.raw`a\\n${1}`', 'a\\n1'],
    [`'\\x61\\u0062\\u{63}'`, 'abc'],
    [`(1, 'a')`, 'a'],
    [`true ? 'a' : 'b'`, 'a'],
    [`undefined ?? 'a'`, 'a'],
    [`0x1f ^ 7 | 1 << 3`, (0x1f ^ 7) | (1 << 3)],
    [`'1' * 2`, 2],
    [`[1, 2] + ''`, '1,2'],
    [`(![] + [])[1]`, 'a'],
    [`+[]`, 0],
    [`[][0] + ''`, 'undefined'],
    [`typeof ''`, 'string'],
    [`2n ** 3n`, undefined],
    [`BigInt('0x6162').toString(16)`, '6162'],
    [`['a', 'b'].join('')`, 'ab'],
    [`'cba'.split('').reverse().join('')`, 'abc'],
    [`[...'cba'].reverse().join('')`, 'abc'],
    [`[97, 98].map((n) => String.fromCharCode(n)).join('')`, 'ab'],
    [`[97, 98].map((n) => { const c = n ^ 0; return String.fromCharCode(c) }).join('')`, 'ab'],
    [`String.fromCharCode(...[97, 98])`, 'ab'],
    [`String.fromCharCode.apply(null, [97, 98])`, 'ab'],
    [`String['from' + 'CharCode'](97)`, 'a'],
    [`String.fromCodePoint(0x61)`, 'a'],
    [`'abc'.charCodeAt(1)`, 98],
    [`'abc'.slice(1).at(-1)`, 'c'],
    [`'abc'['toUpper' + 'Case']()`, 'ABC'],
    [`'a-b-c'.replace(/-/g, '')`, 'abc'],
    [`'a-b'.replace('-', '+')`, 'a+b'],
    [`'abc'.replace(/[a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 1))`, 'bcd'],
    [`'616263'.match(/.{1,2}/g).map((h) => String.fromCharCode(parseInt(h, 16))).join('')`, 'abc'],
    [`'ab'.repeat(2).padStart(6, '-')`, '--abab'],
    [`'a'.concat('b', 'c')`, 'abc'],
    [`[1, 2, 3].filter((n) => n > 1).reduce((sum, n) => sum + n, 0)`, 5],
    [`Object.keys({ a: 1, b: 2 }).join('')`, 'ab'],
    [`({ a: { b: 'c' } }).a['b']`, 'c'],
    [`Array.from({ length: 3 }, (_, at) => at).join('')`, '012'],
    [`[[1, [2]], 3].flat(2).length`, 3],
    [`JSON.parse('["a"]')[0]`, 'a'],
    [`atob('${base64('hello')}')`, 'hello'],
    [`btoa('hello')`, base64('hello')],
    [`globalThis['at' + 'ob']('${base64('hello')}')`, 'hello'],
    [`Buffer.from('${base64('hello')}', 'base64').toString()`, 'hello'],
    [`Buffer.from('68656c6c6f', 'hex').toString('utf8')`, 'hello'],
    [`new Buffer('68656c6c6f', 'hex') + ''`, 'hello'],
    [`Buffer.concat([Buffer.from('a'), Buffer.from([98])]).toString('latin1')`, 'ab'],
    [`new TextDecoder().decode(new Uint8Array([104, 105]))`, 'hi'],
    [`new TextDecoder('utf-8').decode(Uint8Array.from(atob('aGk='), (c) => c.charCodeAt(0)))`, 'hi'],
    [`decodeURIComponent('%61%62')`, 'ab'],
    [`unescape('%61%u0062')`, 'ab'],
    [
      `require('zlib').inflateSync(Buffer.from('${base64(deflateSync('hello'))}', 'base64')).toString()`,
      'hello',
    ],
    [
      `const z = require('node:zlib'); z.gunzipSync(Buffer.from('${base64(gzipSync('hello'))}', 'base64')) + ''`,
      'hello',
    ],
    [
      `const { brotliDecompressSync: b } = require('zlib'); b(Buffer.from('${base64(brotliCompressSync('hello'))}', 'base64')).toString()`,
      'hello',
    ],
    [
      `require('zlib').inflateRawSync(Buffer.from('${base64(deflateRawSync('hello'))}', 'base64')).toString()`,
      'hello',
    ],
    [`require('path').join(__dirname, 'a', '..', 'b')`, './b'],
    [`require('fs').readFileSync(__dirname + '/README.md', 'utf8').split('---')[1]`, 'b'],
    [
      `const fs = require('fs'), path = require('path'); fs.readFileSync(path.join(__dirname, 'data', 'x.txt')).toString()`,
      'text',
    ],
    [`let s = ''; for (const n of [97, 98]) s += String.fromCharCode(n); s`, 'ab'],
    [`let s = ''; for (let i = 0; i < 3; i++) { if (i === 1) continue; s += i } s`, '02'],
    [`let s = 'a'; s = s + 'b'; s += 'c'; s`, 'abc'],
    [`let s = '', i = 0; while (true) { s += i; if (++i > 2) break } s`, '012'],
    [`var s; try { s = atob('YQ==') } catch (e) {} s`, 'a'],
    [`const out = []; for (const c of 'ab') out.push(c); out.join('')`, 'ab'],
    [`let s = ''; [97, 98].forEach((n) => { s += String.fromCharCode(n) }); s`, 'ab'],
    [`let s = ''; function add(c) { s += c } add('a'); add('b'); s`, 'ab'],
    [`const b = Buffer.from('BC'); for (let i = 0; i < b.length; i++) b[i] ^= 3; b.toString()`, 'A@'],
    [
      `function d(t, k) { let o = ''; for (let i = 0; i < t.length; i++) o += String.fromCharCode(t.charCodeAt(i) ^ k); return o } d('bc', 3)`,
      'a`',
    ],
    [`const d = (t) => atob(t); d('YQ==')`, 'a'],
    [`function d(t) { return e(t) } function e(t) { return atob(t) } d('YQ==')`, 'a'],
    [`const o = { d(t) { return atob(t) }, k: 'YQ==' }; o.d(o.k)`, 'a'],
    [`const o = { k: 'a', f() { return this.k } }; o.f()`, 'a'],
    [`const [a, b = 'x'] = ['b']; a + b`, 'bx'],
    [`const { a, b: { c } } = { a: '1', b: { c: '2' } }; a`, '1'],
    [`(function (a) { return a.reverse().join('') })(['b', 'a'])`, 'ab'],
    [
      `const order = '2|0|1'.split('|'); let i = 0, s = ''; while (true) { switch (order[i++]) { case '0': s += 'b'; continue; case '1': s += 'c'; continue; case '2': s += 'a'; continue } break } s`,
      'abc',
    ],
    [`a: for (;;) { for (;;) break a } 'x'`, 'x'],
    [`function f() { return arguments.length + arguments[0] } f('a', 1)`, '2a'],
    [`const junk = console.log('x'); function f() { console.log(junk); return 'a' } f()`, 'a'],
    [
      `const t = ['b', 'a']; (function (l, n) { while (n--) l.push(l.shift()) })(t, 1); const g = (i) => t[i - 0x10]; g('0x10')`,
      'a',
    ],
    [`[1, 10, 2].sort((a, b) => a - b).join()`, '1,2,10'],
    [`function f(x) { return f(x + 1) } try { 1 } catch (e) {} 'a'`, 'a'],
    [`function f() { try { decodeURIComponent('%'); return 'a' } catch (e) { return 'b' } } f()`, 'b'],
    [`function f() { try { throw 'a' } catch { return 'b' } finally {} } f()`, 'b'],
  ])('%s', (code, value) => {
    expect(workedOut(code).values).toEqual(value === undefined ? [] : [value]);
  });

  it.each<[string, string[]]>([
    [`atob(Buffer.from('595139', 'hex').toString())`, ['hex', 'base64']],
    [`[..."ba"].reverse().join('')`, ['reversed', 'joined parts']],
    [`[1, 2].map((n) => String.fromCharCode(n ^ 96)).join('')`, ['xor', 'character codes', 'joined parts']],
    [`const t = atob('YQ=='); t`, ['base64']],
    [`let t = atob('YQ=='); t += 'b'; t`, ['base64']],
    [`require('fs').readFileSync('README.md', 'utf8')`, ['a file of the package']],
    [`'a' + 'b'`, []],
  ])('%s says what was undone', (code, layers) => {
    expect(workedOut(code).layers).toEqual(layers);
  });

  it.each([
    `x`,
    `x + 'a'`,
    `process.env.A`,
    `Math.random()`,
    `Date.now() + ''`,
    `new Date().toString()`,
    `fetch('x')`,
    `function f(a) { return a } f(x)`,
    `let s = 'a'; if (x) s = 'b'; s`,
    `const o = {}; o.__proto__.polluted = 'x'`,
    `({}).constructor`,
    `({}).__proto__`,
    `''.__proto__`,
    `const o = { get a() { while (true); } }; o.a`,
    `'a'.replace(/(a+)+$/, 'b')`,
    `'a'.replace(/(a)\\1/, 'b')`,
    `require('fs').readFileSync('/etc/passwd', 'utf8')`,
    `require('fs').readFileSync('../x', 'utf8')`,
    `function* g() { yield 1 } g()`,
    `class A {} new A()`,
  ])('%s is not known', (code) => {
    expect(workedOut(code)).toMatchObject({ values: [], isEnded: false });
  });

  it.each([
    [`a loop without an end`, `let i = 0; while (true) i++; i`],
    ['one in a function', `function f() { for (;;); } f()`],
    ['calls without an end', `function f(x) { return f(x + 1) } f(0)`],
    ['functions that call each other', `const f = () => g(); const g = () => f(); f()`],
    ['a text that doubles', `let s = 'a'; for (let i = 0; i < 99; i++) s += s; s`],
    ['a list that doubles', `let a = [1]; for (let i = 0; i < 99; i++) a = a.concat(a); a.length`],
    ['lists in lists', `let a = ['x']; for (let i = 0; i < 99; i++) a = [a, a]; a + ''`],
    ['a giant repeat', `'a'.repeat(1e9)`],
    ['a giant padding', `'a'.padStart(1e9)`],
    ['a giant list', `new Array(1e9).join('a')`],
    ['a giant list of a length', `Array.from({ length: 1e9 })`],
    ['a list with one item far away', `const a = []; a[1e9] = 1; a.length`],
    ['a giant buffer', `Buffer.alloc(1e10).toString()`],
    [
      'a list that grows as it is gone through',
      `const a = [1]; for (let i = 0; i < a.length; i++) a.push(1); a`,
    ],
    ['what is replaced with more', `'a'.repeat(2000).replace(/a/g, 'b'.repeat(2000))`],
    ['a pattern that looks everywhere', `'a'.repeat(200000).replace(/a*b/g, '')`],
    ['a pattern of many choices', `'a'.repeat(40).replace(/${'a?'.repeat(40)}b/, '')`],
    ['a giant number', `let n = 2n; for (let i = 0; i < 99; i++) n *= n; n.toString(16)`],
    ['a sum too deep', `${'('.repeat(200)}1${')'.repeat(200)}`],
  ])('%s is ended by a bound', (_, code) => {
    const { values, isEnded, fuel } = workedOut(code);

    expect({ values, isEnded }).toEqual({ values: [], isEnded: true });
    expect(fuel).toBeGreaterThan(0);
  });

  it('leaves what it works with as it was', () => {
    workedOut(
      `Array.prototype.join = () => 'x'; String.prototype.a = 1; Object.assign(({}).__proto__, { a: 1 })`,
    );

    expect([['a', 'b'].join(''), ({} as { a?: number }).a]).toEqual(['ab', undefined]);
  });

  it('tries each argument that a parameter is given', () => {
    expect(workedOut(`function f(t) { return t } f('YQ=='); f('Yg=='); 1`).values).toEqual([1]);
  });
});
