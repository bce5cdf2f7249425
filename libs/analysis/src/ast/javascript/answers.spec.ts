import { FUEL, RESERVE } from '../hidden-code';
import { Answers, OPEN, type Asked } from './answers';
import { Evaluator } from './constants/evaluator';
import { Scopes } from './scopes';
import { parseJavascript, type Node } from './syntax-tree';
import { Values } from './values';

/** What the argument of the last call in the text names. */
function pathIn(text: string): string | undefined {
  const tree = parseJavascript('a.cjs', text);
  const scopes = new Scopes(tree!);
  const values = new Values(scopes, new Evaluator(tree!, scopes, { fuel: FUEL, reserve: RESERVE }));
  // As a reader does: every name in the order of the text.
  for (const node of tree!.nodes) values.path(node);
  const calls = tree!.nodes.filter(({ type }) => type === 'CallExpression');
  return values.path((calls.at(-1)!.arguments as Node[])[0]);
}

const node = (name: string): Asked => ({ type: 'Identifier', start: 0, end: 0, name });

describe('ast/javascript/answers', () => {
  it.each([
    ['a name', 'const a = require("fs"); told(a)', 'fs'],
    ['names of names', 'const a = require("fs"), b = a, c = b; told(c)', 'fs'],
    ['a name that leads back to itself', 'let a; a = a || require("fs"); told(a)', 'fs'],
    ['two that lead to each other', 'let a, b; a = b; b = a; b = require("fs"); told(a)', 'fs'],
    ['the other of them', 'let a, b; a = b; b = a; b = require("fs"); told(b)', 'fs'],
    ['three, asked from the last', 'let a, b, c; a = b; b = c; c = a; a = require("net"); told(c)', 'net'],
    ['a knot that leads nowhere', 'let a = {}, b, c; a = b; b = c; c = a; told(c)', undefined],
    ['a way out behind a knot', 'let a, b, c; a = b; b = a; c = b; c = require("dns"); told(c)', 'dns'],
    ['a member of what leads back', 'let a; a = a || require("fs"); told(a.promises)', 'fs.promises'],
  ])('works out %s', (_, text, path) => {
    expect(pathIn(text)).toBe(path);
  });

  it('finds the way out of a knot of many names from each of them', () => {
    const names = Array.from({ length: 60 }, (_, at) => `n${at}`);
    const knot = names.map(
      (name, at) => `${name} = ${names[(at + 7) % 60]}; ${name} = ${names[(at + 1) % 60]};`,
    );
    const text = `let ${names.join(', ')}; ${knot.join(' ')} n59 = require("vm");`;

    expect(names.map((name) => pathIn(`${text} told(${name})`))).toEqual(names.map(() => 'vm'));
  });

  it('keeps nothing that leans on a node which has an answer in the end', () => {
    const answers = new Answers();
    const [outer, inner] = [node('outer'), node('inner')];

    answers.begin(outer);
    answers.begin(inner);
    const met = answers.known(outer, 2);
    answers.end(undefined, 1);
    answers.end('fs', 0);

    expect([met, answers.known(outer, 0), answers.known(inner, 0)]).toEqual([undefined, 'fs', OPEN]);
  });

  it('keeps what leans on a node that has none', () => {
    const answers = new Answers();
    const [outer, inner] = [node('outer'), node('inner')];

    answers.begin(outer);
    answers.begin(inner);
    answers.known(outer, 2);
    answers.end(undefined, 1);
    answers.end(undefined, 0);

    expect(answers.known(inner, 0)).toBeUndefined();
  });

  it('asks again for what was cut short', () => {
    const answers = new Answers();
    const [outer, inner] = [node('outer'), node('inner')];

    answers.begin(outer);
    answers.begin(inner);
    answers.cut();
    answers.end(undefined, 1);
    answers.end(undefined, 0);

    expect(answers.known(inner, 0)).toBe(OPEN);
  });
});
