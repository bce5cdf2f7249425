import { Scopes } from '../scopes';
import { parseJavascript, type Node } from '../syntax-tree';
import { Writes } from './writes';

function sliceOf(text: string) {
  const tree = parseJavascript('a.js', text)!;
  const scopes = new Scopes(tree);
  const name = tree.nodes.find((node: Node) => node.type === 'Identifier' && node.name === 'told')!;
  return () => new Writes(tree, scopes).sliceOf(scopes.find(name)!);
}

/** A function each that calls the one before, so many times. */
function callers(times: number, names: readonly string[]): string {
  const bodies = ["told += 'x';", ...names.map((name) => `${name}();`.repeat(times))];
  const functions = bodies.map((body, at) => `function ${names[at] ?? 'last'}() { ${body} }`);
  return `let told = '';\n${functions.join('\n')}\nlast();`;
}

describe('ast/javascript/constants/writes', () => {
  it('goes outwards from a write to those who call it', () => {
    expect(sliceOf(callers(3, ['a', 'b']))()?.steps).toHaveLength(2);
  });

  it('ends where callers of callers multiply', () => {
    expect(sliceOf(callers(200, ['a', 'b', 'c']))).toThrow();
  });
});
