import { pythonReady } from './grammar';
import { parsePython, type SyntaxNode } from './syntax-node';

function first(text: string, kind: string): SyntaxNode {
  return parsePython(text)!.below(kind)[0]!;
}

describe('ast/python/syntax-node', () => {
  beforeAll(pythonReady);

  it.each([
    ['x = 1', 'assignment', 'left', 'x'],
    ['x = 1', 'assignment', 'right', '1'],
    ['x: int', 'assignment', 'left', 'x'],
    ['x: int', 'assignment', 'right', undefined],
    ['x: int = 3', 'assignment', 'right', '3'],
    ['x = # why\n 3', 'assignment', 'right', '3'],
    ['y = z = 4', 'assignment', 'right', 'z = 4'],
    ['a . b', 'attribute', 'object', 'a'],
    ['(a # why\n.b)', 'attribute', 'attribute', 'b'],
    ['a.b.c', 'attribute', 'object', 'a.b'],
    ['f(1)', 'call', 'function', 'f'],
    ['f (1)', 'call', 'arguments', '(1)'],
    ['f(a for a in b)', 'call', 'arguments', '(a for a in b)'],
    ['f(x = (yield))', 'keyword_argument', 'value', '(yield)'],
  ])('%j: of its %s, %s is %s', (text, kind, field, expected) => {
    expect(first(text, kind).field(field)?.text()).toBe(expected);
  });

  it.each([
    ['lambda: 1', 'lambda', [false, false, true]],
    ['await f', 'await', [false, true]],
    ['x not in y', 'comparison_operator', [true, false, true]],
    ['f(a, *b)', 'argument_list', [false, true, false, true, false]],
  ])('%j: tells names of the grammar from keywords and signs', (text, kind, named) => {
    expect(
      first(text, kind)
        .children()
        .map((each) => each.isNamed()),
    ).toEqual(named);
  });
});
