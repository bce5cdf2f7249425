import type { Mark } from '../model/discovery';
import { nameOf } from './javascript-values';
import type { Node } from './syntax-tree';

const FUNCTION = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
const SURROUNDINGS = /\bprocess\.(?:platform|arch|version|versions)\b|\bos\.platform\(/;

/** What stands between the start of a file and a node of it. */
export function marksAround(node: Node, text: string): Mark[] {
  const marks = new Set<Mark>();
  let isOwnFunction = true;
  for (let at: Node = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (FUNCTION.test(parent.type) && !isCalledAtOnce(parent)) {
      marks.add('deferred');
      isOwnFunction = false;
    }
    // A `try` around a function does not catch what happens when somebody calls it later.
    if (isOwnFunction && parent.type === 'TryStatement' && parent.block === at && goesOn(parent))
      marks.add('guarded');
    if (
      isOwnFunction &&
      parent.type === 'CatchClause' &&
      parent.parent !== undefined &&
      loads(parent.parent) &&
      goesOn(parent.parent)
    )
      marks.add('guarded');
    if (isOwnFunction && isCaught(at)) marks.add('guarded');
    if (parent.type === 'IfStatement' && parent.test !== at && isOfSurroundings(parent.test as Node, text))
      marks.add('conditional');
    if (
      parent.type === 'ConditionalExpression' &&
      parent.test !== at &&
      isOfSurroundings(parent.test as Node, text)
    )
      marks.add('conditional');
  }
  return [...marks];
}

/** `(() => { … })()` runs with the file. */
function isCalledAtOnce(node: Node): boolean {
  let at = node;
  while (at.parent?.type === 'ParenthesizedExpression') at = at.parent;
  return at.parent?.type === 'CallExpression' && at.parent.callee === at;
}

/** A handler that throws again or ends the program only says it more kindly. */
function goesOn(statement: Node): boolean {
  const handler = statement.handler as Node | null;
  if (handler === null) return false;
  const last = ((handler.body as Node).body as Node[]).at(-1);
  if (last === undefined) return true;
  if (last.type === 'ThrowStatement') return false;
  const call = last.type === 'ExpressionStatement' ? (last.expression as Node) : undefined;
  if (call?.type !== 'CallExpression') return true;
  const callee = call.callee as Node;
  return !(
    callee.type === 'MemberExpression' &&
    nameOf(callee.object as Node) === 'process' &&
    /^(?:exit|abort)$/.test(nameOf(callee.property as Node))
  );
}

/** Whether the tried block loads a module, so that the handler is about its absence. */
function loads(statement: Node): boolean {
  const stack = [statement.block as Node];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'ImportExpression') return true;
    if (node.type === 'CallExpression' && /^(?:require|resolve)$/.test(lastName(node.callee as Node)))
      return true;
    for (const field in node) {
      if (field === 'parent') continue;
      const value = node[field];
      for (const each of Array.isArray(value) ? value : [value])
        if (typeof each === 'object' && each !== null && typeof (each as Node).type === 'string')
          stack.push(each as Node);
    }
  }
  return false;
}

function lastName(callee: Node): string {
  return callee.type === 'MemberExpression' ? nameOf(callee.property as Node) : nameOf(callee);
}

/** `import('x').then(…).catch(…)`: the promise of the chain is the one that fails. */
function isCaught(node: Node): boolean {
  const member = node.parent;
  return (
    member?.type === 'MemberExpression' &&
    member.object === node &&
    nameOf(member.property as Node) === 'catch' &&
    member.parent?.type === 'CallExpression' &&
    member.parent.callee === member
  );
}

function isOfSurroundings(test: Node, text: string): boolean {
  return SURROUNDINGS.test(text.slice(test.start, Math.min(test.end, test.start + 500)));
}
