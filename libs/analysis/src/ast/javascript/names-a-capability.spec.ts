import { EVALUATORS, NETWORK_GLOBALS, NETWORK_MODULES, STARTERS, TIMERS } from './known-modules';
import { namesACapability } from './names-a-capability';

/** Of a path such as `child_process.exec`, its module; of a global, nothing. */
const GLOBAL = /^(?:eval|Function)$/;
const MODULES = new Set([
  ...NETWORK_MODULES,
  ...[...STARTERS.keys(), ...EVALUATORS]
    .filter((path) => !GLOBAL.test(path))
    .map((path) => path.replace(/\..*$/, '')),
  ...['fs', 'fs/promises', 'fs-extra', 'graceful-fs'],
]);

describe('ast/javascript/names-a-capability', () => {
  it.each([
    `require('fs')`,
    `require("node:child_process")`,
    `require ( 'https' )`,
    `require/**/('https')`,
    `require(\`https\`)`,
    `require('ht' + 'tps')`,
    `require('sptth'.split('').reverse().join(''))`,
    `require(name)`,
    `const r = require; r('fs')`,
    `module['require']('fs')`,
    `import fs from 'fs'`,
    `import * as http from"http"`,
    `import fs from/**/'fs'`,
    `import 'node:net'`,
    `import('./a' + x)`,
    `import(\`fs\`)`,
    `export * from 'child_process'`,
    `import fs = require('fs')`,
    `import x from '\\u0066s'`,
    `eval(x)`,
    `\\u0065val(x)`,
    `\\u{65}val(x)`,
    `new Function('a', 'b')`,
    `[Function][0]('x')`,
    `const { Function: F } = o`,
    `x.constructor('code')()`,
    `x.constructor.constructor('code')()`,
    `x['constructor']('code')()`,
    `fetch('https://a.invalid')`,
    `globalThis['ev' + 'al']('x')`,
    `const g = global as any`,
    `for (const k in global) k`,
    `const g = global\nfoo()`,
    `self.postMessage(1)`,
    `process.env.NPM_TOKEN`,
    `process['env']`,
    `const p = process`,
    `process.env.NODE_ENV; process.binding('fs')`,
    `setTimeout('code', 1)`,
    `navigator.sendBeacon(u, d)`,
    `new XMLHttpRequest()`,
    `require('./build/Release/a.node')`,
    `axios.get(u); import axios from 'axios'`,
  ])('%s could reach beyond itself', (code) => {
    expect(namesACapability(code)).toBe(true);
  });

  it.each([...MODULES])('never skips what loads %s, which a fact knows', (module) => {
    const ways = [
      `require('${module}')`,
      `require("node:${module}").a()`,
      `import '${module}'`,
      `import { a as b } from "${module}"`,
      `import a from'${module}'`,
      `export * from '${module}'`,
      `import('${module}')`,
      `process.getBuiltinModule('${module}')`,
      `module.createRequire(x)('${module}')`,
    ];

    expect(ways.filter((way) => !namesACapability(way))).toEqual([]);
  });

  it.each([...NETWORK_GLOBALS, ...TIMERS, ...[...EVALUATORS].filter((path) => GLOBAL.test(path))])(
    'never skips %s, which a fact knows',
    (name) => {
      const ways = [
        `${name}(x)`,
        `const a = ${name}; a(x)`,
        `globalThis.${name}(x)`,
        `[${name}].map((a) => a(x))`,
      ];

      expect(ways.filter((way) => !namesACapability(way))).toEqual([]);
    },
  );

  it.each([
    `module.exports = (a, b) => a + b`,
    `const a = require('./a'); const b = require("../b")`,
    `import a from './a.js'; export { b } from './b.js'; export * from '../c.js'`,
    `const intrinsic = require('get-intrinsic'); const path = require('path')`,
    `Array.from(list); import.meta`,
    `if (process.env.NODE_ENV !== 'production') warn()`,
    `process.platform === 'win32' && process.nextTick(done)`,
    `x.constructor === Object && x.constructor.name`,
    `class A { constructor(a) { this.a = a } }`,
    `typeof require === 'undefined'`,
    `// fetch the global process that the function requires`,
    `/* eval is evil */ evaluate(functional, prefetch)`,
    `'\\u00e9\\u0301'`,
  ])('%s can only compute', (code) => {
    expect(namesACapability(code)).toBe(false);
  });
});
