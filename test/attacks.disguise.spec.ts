import { spawnSync } from 'node:child_process';
import { createContext, runInContext } from 'node:vm';
import * as javascript from './attacks/disguise/javascript';
import * as python from './attacks/disguise/python';

/** A harmless program with everything that a disguise touches; it leaves its result in `out`. */
const PROGRAM = `const { join: glue, sep = '/' } = require('path');
const table = { 'first key': 'Ünïcode', second: ['a', 'b'], sep };
function told(name, { times = 2, ...rest } = {}) {
  try {
    return [name, table['first key'], glue('x', 'y')].concat(table.second).map((each) => each.toUpperCase()).join(sep) + times + Object.keys(rest).length;
  } catch (error) {
    return error?.message;
  }
}
process.out = told('he said "it\\'s"', { extra: 1, more: 2 });
`;
const EXPECTED = 'HE SAID "IT\'S"/ÜNÏCODE/X/Y/A/B22';

function ran(code: string): unknown {
  const own = { out: undefined as unknown };
  const host = {
    require: (name: string) => {
      if (name !== 'path') throw new Error(`Not for a disguise: ${name}`);
      return { join: (...parts: string[]) => parts.join('/'), sep: '/' };
    },
    process: own,
    Buffer,
    module: {
      constructor: class {
        _compile(text: string): void {
          runInContext(text, context);
        }
      },
    },
    __filename: 'sample.js',
  };
  const context = createContext(host);
  runInContext(code, context);
  return own.out;
}

const PYTHON_PROGRAM = `import json
words = ["it's", "b\\"c", "ü"]
print(json.dumps([word.upper() for word in words]))
`;
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('test/attacks/disguise', () => {
  it.each([
    ['nothing', (code: string) => code],
    ['renamedLocals', (code: string) => javascript.renamedLocals(code, 'seed')],
    ['stringArray', (code: string) => javascript.stringArray(code, 'seed')],
    ['stringArray in base64', (code: string) => javascript.stringArray(code, 'other', true)],
    ['escaped', (code: string) => javascript.escaped(code, 'seed')],
    ['charCodes', (code: string) => javascript.charCodes(code, 'seed')],
    ['evalBase64', javascript.evalBase64],
    ['functionReversed', javascript.functionReversed],
    ['xorCompiled', (code: string) => javascript.xorCompiled(code, 'key')],
    ['oneLine', javascript.oneLine],
    ['offScreen', (code: string) => javascript.offScreen("'use strict';", code)],
    ['two of them', (code: string) => javascript.stringArray(javascript.escaped(code, 'a'), 'b')],
  ])('%s keeps what JavaScript does', (_name, disguise) => {
    expect(ran(disguise(PROGRAM))).toBe(EXPECTED);
  });

  it('hides strings and names', () => {
    const hidden = javascript.stringArray(PROGRAM, 'seed', true);

    expect(hidden).not.toMatch(/first key|toUpperCase|told|glue/);
  });

  (hasPython ? it : it.skip).each([
    ['execBase64', python.execBase64],
    ['execZlib', python.execZlib],
    ['lambdaReversed', python.lambdaReversed],
    ['execXor', (code: string) => python.execXor(code, 90)],
    ['builtinsHex', python.builtinsHex],
    ['execRot13', python.execRot13],
    ['execChars', python.execChars],
    ['renamed', (code: string) => python.renamed(code, { words: 'found', word: 'each' })],
  ])('%s keeps what Python does', (_name, disguise) => {
    const run = spawnSync('python3', ['-c', disguise(PYTHON_PROGRAM)], { encoding: 'utf8' });

    expect(run.stdout.toLowerCase()).toMatch(/^\["it's", "b\\"c", "\\u00dc"\]\n$/);
  });

  it('refuses to hide a host that somebody could own', () => {
    const owned = `https.get('https://collect.${'somewhere.com'}/x')`;

    expect(() => javascript.evalBase64(owned)).toThrow('Not inert: collect.somewhere.com');
    expect(() => python.execZlib(owned)).toThrow('Not inert');
  });
});
