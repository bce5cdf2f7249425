import { readJavascript } from './read-javascript';

const signalsOf = (code: string, file = 'x.js') =>
  [...new Set(readJavascript(file, code).observations.map((seen) => seen.signal))].sort();
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('ast/javascript/read-javascript', () => {
  it.each<[string, string, string[]]>([
    ['nothing', `console.log('hello')`, []],
    ['a required network module', `const h = require('https'); h.get('https://a.invalid')`, ['network']],
    ['an imported one', `import { get } from 'node:http'; get('x')`, ['network']],
    ['one imported later', `const m = await import('undici')`, ['network']],
    ['the global fetch', `fetch('https://a.invalid')`, ['network']],
    ['a function of its own called fetch', `function fetch(x) { return x } fetch('a')`, []],
    ['a module name put together', `require('ht' + 'tps').get('x')`, ['network']],
    [
      'a module name encoded',
      `require(Buffer.from('${base64('https')}', 'base64').toString()).get('x')`,
      ['network'],
    ],
    ['a module name backwards', `require('sptth'.split('').reverse().join(''))`, ['network']],
    ['a variable by name', `const d = process.env.DEBUG; const { HOME } = process.env`, []],
    ['a secret by name', `x(process.env.NPM_TOKEN)`, ['environment-secret']],
    ['a secret by destructuring', `const { AWS_SECRET_ACCESS_KEY: k } = process.env`, ['environment-secret']],
    ['the whole environment as text', `JSON.stringify(process.env)`, ['environment-harvest']],
    [
      'the same under another name',
      `const p = process; const e = p['env']; JSON.stringify(e)`,
      ['environment-harvest'],
    ],
    [
      'a copy of it as text',
      `const copy = { ...process.env, a: 1 }; JSON.stringify(copy)`,
      ['environment-harvest'],
    ],
    ['a walk over it', `for (const k in process.env) x(process.env[k])`, ['environment-harvest']],
    ['a walk over its names', `for (const k of Object.keys(process.env)) x(k)`, []],
    ['a copy cleaned', `const e = { ...process.env }; for (const k of Object.keys(e)) delete e[k]`, []],
    ['a variable by an unknown name', `use(process.env[name])`, []],
    ['a socket', `require('net').connect(1)`, ['network']],
    ['a check for an address', `require('net').isIP(a)`, []],
    [
      'it inside a body',
      `const body = JSON.stringify({ host: 1, vars: process.env })`,
      ['environment-harvest'],
    ],
    [
      'it through a function',
      `function send(data) { JSON.stringify(data) } send(process.env)`,
      ['environment-harvest'],
    ],
    [
      'a copy for a child',
      `const cp = require('child_process'); const env = { ...process.env, A: 1 }; cp.spawn('x', [], { env })`,
      [],
    ],
    ['it for a child', `require('child_process').spawnSync('x', [], { env: process.env })`, []],
    ['a copy read by name', `const env = Object.assign({}, process.env); use(env.PATH)`, []],
    ['eval of text that is there', `eval('1 + 1')`, []],
    ['eval of text that is there and asks the network', `eval("require('https')")`, ['network']],
    ['eval of what comes', `function f(text) { eval(text) }`, ['dynamic-code']],
    ['indirect eval', `(0, eval)(window.x)`, ['dynamic-code']],
    ['a made function', `new Function('a', body)(1)`, ['dynamic-code']],
    ['Function by another name', `(() => {}).constructor(body)()`, ['dynamic-code']],
    ['vm', `require('vm').runInThisContext(body)`, ['dynamic-code']],
    ['compiling a module', `module._compile(body, 'x')`, ['dynamic-code']],
    ['the global object', `Function('return this')()`, []],
    ['eval of decoded text', `eval(Buffer.from(blob, 'base64').toString())`, ['decoded-code']],
    ['the same through names', `const t = atob(blob); const u = t; new Function(u)()`, ['decoded-code']],
    [
      'decoded text that asks the network',
      `eval(atob('${base64('fetch("https://a.invalid")')}'))`,
      ['decoded-code', 'network'],
    ],
    ['decoding without eval', `const t = Buffer.from(blob, 'base64')`, []],
    ['a credential file', `fs.readFileSync(os.homedir() + '/.npmrc')`, ['credential-file']],
    ['a key', 'read(`${home}/.ssh/id_rsa`)', ['credential-file']],
    ['cloud metadata', `x('http://169.254.169.254/latest')`, ['credential-file']],
    ['a webhook', `const u = 'https://discord.com/api/webhooks/1'`, ['drop-host']],
    ['a bare address', `const u = 'http://203.0.113.7/x'`, ['drop-host']],
    ['the own machine', `const u = 'http://127.0.0.1:80/x'`, []],
    [
      'a shell start file written',
      `require('fs').appendFileSync(home + '/.bashrc', 'x')`,
      ['file-write', 'persistence'],
    ],
    ['a shell start file named', `console.log('add this to ~/.bashrc')`, []],
    [
      'an agent told to run',
      `const { writeFileSync } = require('fs'); writeFileSync('.claude/settings.json', x)`,
      ['file-write', 'persistence'],
    ],
    ['its own deletion', `require('fs').unlinkSync(__filename)`, ['self-delete']],
    [
      'deletion of home',
      `const fs = require('fs'); const h = require('os').homedir(); fs.rmSync(h, { recursive: true })`,
      ['destructive'],
    ],
    ['deletion of its own folder', `require('fs').rmSync('./build', { recursive: true })`, []],
    ['a native addon', `require('./build/x.node')`, ['native-code']],
    [
      'a detached child',
      `require('child_process').spawn('node', ['x.js'], { detached: true })`,
      ['detached'],
    ],
    [
      'string-array names',
      `var ${Array.from({ length: 20 }, (_, n) => `_0x${n.toString(16).padStart(4, '0')}=1`).join(',')}`,
      ['obfuscation'],
    ],
    ['code off the screen', `a();${' '.repeat(200)}b()`, ['obfuscation']],
    ['long minified code', `${'a=b(c,d);'.repeat(500)}`, []],
  ])('%s', (_, code, signals) => {
    expect(signalsOf(code)).toEqual(signals);
  });

  it.each<[string, unknown]>([
    [`require('child_process').exec('node x.js')`, { text: 'node x.js' }],
    [`const { execSync: run } = require('node:child_process'); run('a b')`, { text: 'a b' }],
    [`import cp from 'child_process'; cp.spawn('node', ['x.js', flag])`, { argv: ['node', 'x.js', '${}'] }],
    [
      `const args = ['rebuild']; require('child_process').spawnSync('node-gyp', args)`,
      { argv: ['node-gyp', 'rebuild'] },
    ],
    [
      `require('child_process').spawn(process.execPath, [path.join(__dirname, 'x.js')])`,
      { argv: ['node', './x.js'] },
    ],
    [`require('child_process').fork('./child')`, { argv: ['node', './child'] }],
    [`const exec = require('util').promisify(require('child_process').exec); exec('ls')`, { text: 'ls' }],
    [`const cp = require('child_process'); cp.execFileSync(name, [])`, { argv: ['${}'] }],
    ['const cp = require("child_process"); cp.exec(`npm i ${name}`)', { text: 'npm i ${}' }],
    [`require('child_process').spawn('x | y', [], { shell: true })`, { text: 'x | y' }],
  ])('finds the command in %s', (code, command) => {
    expect(readJavascript('x.js', `const path = require('path');${code}`).commands).toEqual([
      { ...(command as object), line: 1 },
    ]);
  });

  it('lists what is imported, with lines', () => {
    const reading = readJavascript(
      'x.js',
      `const a = require('./a')\nconst b = require(require('path').join(__dirname, 'lib', 'b.js'))\ntry { require('c') } catch {}`,
    );

    expect(reading.imports.map(({ specifier, line }) => [specifier, line])).toEqual([
      ['./a', 1],
      ['./lib/b.js', 2],
      ['path', 2],
      ['c', 3],
    ]);
    expect(reading.gaps).toEqual([]);
  });

  it.each([
    ['x.js', 'require(name)', 'dynamic'],
    ['x.js', 'await import(`./${lang}.js`)', 'dynamic'],
    ['x.js', 'this is not ) javascript', 'unparsable'],
  ])('%s: %s leaves a gap: %s', (file, code, kind) => {
    expect(readJavascript(file, code).gaps.map((gap) => gap.kind)).toEqual([kind]);
  });

  it.each([
    ['x.js', '#!/usr/bin/env node\nif (a) return;\nawait_()'],
    ['x.js', 'import a from "b"; export default await a()'],
    ['x.cjs', 'with (a) { b() }'],
    ['x.ts', 'const a: string = "b" as const; enum E { A }'],
    ['x.jsx', 'const a = <b/>'],
  ])('%s: reads %j', (file, code) => {
    expect(readJavascript(file, code).gaps).toEqual([]);
  });

  it('stands names that stand for names that stand for names', () => {
    const names = Array.from(
      { length: 60 },
      (_, n) => `var v${n} = v${n + 1} || v${n + 1} || v${n + 2};`,
    ).join('');

    expect(readJavascript('x.js', `${names} require(v0)`).gaps).toHaveLength(1);
  });
});
