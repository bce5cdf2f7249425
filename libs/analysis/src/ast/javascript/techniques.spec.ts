import { readJavascript } from './read-javascript';

const signalsOf = (code: string) => readJavascript('x.js', code).observations.map(({ signal }) => signal);

describe('ast/javascript/techniques', () => {
  it.each<[title: string, signal: string, code: string]>([
    [
      'a module of a table of texts',
      'network',
      `const t = ['get', 'https']; const n = (i) => t[i - 0x10]; require(n(0x11))[n(0x10)]('https://a.invalid')`,
    ],
    [
      'the same, of a table that is turned',
      'network',
      `var t = ['get', 'https']; (function (l, n) { while (n--) l.push(l.shift()) })(t, 1); function d(i) { i = i - 0x1; return t[i] } require(d('0x1'))`,
    ],
    [
      'an address in a table',
      'drop-host',
      `const t = [[104,116,116,112,58,47,47,50,48,51,46,48,46,49,49,51,46,55,47,120], [104,116,116,112]]; const n = (i) => t[i].map((c) => String.fromCharCode(c)).join(''); require(n(1)).get(n(0))`,
    ],
    ['an address that is decoded', 'drop-host', `go(atob('aHR0cDovLzIwMy4wLjExMy43L3g='))`],
    ['eval by a computed name', 'decoded-code', `globalThis['ev' + 'al'](atob('MQ=='))`],
    ['eval of a list', 'decoded-code', `[eval][0](atob('MQ=='))`],
    ['eval of an object', 'decoded-code', `const o = { run: eval }; o.run(atob('MQ=='))`],
    [
      'eval that a function picks',
      'decoded-code',
      `function pick(o, k) { return o[k] } pick(globalThis, 'eval')(atob('MQ=='))`,
    ],
    ['eval that is called', 'decoded-code', `eval.call(null, atob('MQ=='))`],
    ['eval that is constructed', 'decoded-code', `Reflect.construct(Function, [atob('MQ==')])()`],
    ['Function of a computed name', 'decoded-code', `[]['fil' + 'ter']['constr' + 'uctor'](atob('MQ=='))()`],
    ['the global object of a function', 'decoded-code', `Function('return this')()['eval'](atob('MQ=='))`],
    ['the global object of eval', 'decoded-code', `(0, eval)('this')['eval'](atob('MQ=='))`],
    [
      'a worker of text',
      'network',
      `new (require('worker_threads').Worker)("require('https')", { eval: true })`,
    ],
    ['an address of code', 'network', `import('data:text/javascript,import("https")')`],
    ['a module by the process', 'network', `process.getBuiltinModule('ht' + 'tps').get('x')`],
    ['a loop without an end before eval', 'obfuscation', `let s = ''; for (;;) s += 'x'; eval(s)`],
    ['a giant text before eval', 'obfuscation', `eval('a'.repeat(1e9) + 'b')`],
    [
      'a loop without an end before a module',
      'obfuscation',
      `function n(i) { while (true) i++; return i } require(n(1))`,
    ],
  ])('sees %s: %s', (_, signal, code) => {
    expect(signalsOf(code)).toContain(signal);
  });

  it.each<[string, string]>([
    [
      'the runtime of a bundler',
      `var m = { 1: (e, t, r) => { e.exports = r(2) }, 2: (e) => { e.exports = 'x' } }, c = {}; function r(i) { var a = c[i]; if (a !== undefined) return a.exports; var t = c[i] = { exports: {} }; m[i](t, t.exports, r); return t.exports } r.g = (function () { if (typeof globalThis === 'object') return globalThis; try { return this || new Function('return this')() } catch (e) { if (typeof window === 'object') return window } })(); module.exports = r(1)`,
    ],
    [
      'texts of many languages',
      `const texts = { de: ['Hallo', 'Welt'], fr: ['Bonjour', 'monde'] }; const t = (l, i) => texts[l][i]; module.exports = t('de', 0) + t('fr', 1)`,
    ],
    ['a picture in base64', `module.exports = Buffer.from('iVBORw0KGgoAAAANSUhEUg==', 'base64')`],
    ['an address of a picture', `const i = new Image(); i.src = 'data:image/png;base64,iVBORw0KGgo='`],
    [
      'a loader of WebAssembly',
      `const bytes = Uint8Array.from(atob('AGFzbQEAAAA='), (c) => c.charCodeAt(0)); module.exports = new WebAssembly.Module(bytes)`,
    ],
    [
      'a random number',
      `let s = ''; while (s.length < 8) s += String.fromCharCode(97 + Math.random() * 26); module.exports = s`,
    ],
    [
      'a table for a checksum',
      `const t = []; for (let n = 0; n < 256; n++) { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; t[n] = c } module.exports = t`,
    ],
    [
      'a made function of a name',
      `function named(name, body) { return new Function('body', 'return function ' + name + '() { return body.apply(this, arguments) }')(body) } named('a', b)`,
    ],
    [
      'a function that is given to itself',
      `function load(m) { return import(m.specifier).catch(() => load(m.other)) } load(given)`,
    ],
    [
      'a template that is replaced',
      `module.exports = (text) => text.replace(/(a+)+$/g, '').split(',').map((x) => x.trim()).join(';')`,
    ],
  ])('accuses nobody of %s', (_, code) => {
    expect(signalsOf(code)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:obfuscation|decoded-code)$/)]),
    );
  });
});
