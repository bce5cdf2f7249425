import { isNode, type Node } from '../syntax-tree';
import { toItems } from './conversions';
import type { Evaluator } from './evaluator';
import type { Code, Frame } from './frame';
import { isSame } from './operators';
import { HOLE, isKind, isTrue, known, Thrown, Unknown, unknown, type Value } from './value';

/** How a statement ended, where it did not run to its end. */
export type Ending =
  | { readonly returned: Value }
  | { readonly jump: 'break' | 'continue'; readonly label: string | undefined }
  | undefined;
export type Step = (frame: Frame | undefined) => Ending;

const NOTHING: Step = () => undefined;

export function isStatement(node: Node): boolean {
  return /Statement$|Declaration$|^VariableDeclarator$|^SwitchCase$/.test(node.type);
}

export function block(node: Node, depth: number, evaluator: Evaluator): Step {
  return steps(node.body as Node[], depth, evaluator);
}

function steps(nodes: readonly Node[], depth: number, evaluator: Evaluator): Step {
  return (frame) => {
    for (const node of nodes) {
      evaluator.spend();
      const ending = evaluator.stepOf(node, depth + 1)(frame);
      if (ending !== undefined) return ending;
    }
    return undefined;
  };
}

/** How a statement is gone through that has no effect but on names; any other ends it as not known. */
export function statement(node: Node, depth: number, evaluator: Evaluator): Step {
  const codeOf = (of: unknown): Code => (isNode(of) ? evaluator.codeOf(of, depth + 1) : () => undefined);
  const bodyOf = (of: unknown): Step => (isNode(of) ? evaluator.stepOf(of, depth + 1) : NOTHING);
  switch (node.type) {
    case 'BlockStatement':
      return block(node, depth, evaluator);
    case 'ExpressionStatement':
      return effect(node.expression as Node, depth, evaluator);
    case 'VariableDeclaration': {
      const all = (node.declarations as Node[]).map(bodyOf);
      return (frame) => {
        for (const each of all) each(frame);
        return undefined;
      };
    }
    case 'VariableDeclarator': {
      const value = isNode(node.init) ? orHole(codeOf(node.init)) : codeOf(undefined);
      return (frame) => {
        evaluator.bind(node.id as Node, value(frame), frame, depth + 1);
        return undefined;
      };
    }
    case 'ReturnStatement': {
      const value = codeOf(node.argument);
      return (frame) => ({ returned: value(frame) });
    }
    case 'IfStatement': {
      const test = codeOf(node.test);
      const [yes, no] = [bodyOf(node.consequent), bodyOf(node.alternate)];
      return (frame) => (isTrue(test(frame)) ? yes : no)(frame);
    }
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return loop(node, depth, evaluator);
    case 'ForOfStatement':
    case 'ForInStatement':
      return loopOver(node, depth, evaluator);
    case 'SwitchStatement':
      return switched(node, depth, evaluator);
    case 'TryStatement':
      return tried(node, depth, evaluator);
    case 'ThrowStatement': {
      const value = orHole(codeOf(node.argument));
      return (frame) => {
        throw new Thrown(value(frame));
      };
    }
    case 'BreakStatement':
    case 'ContinueStatement': {
      const jump = node.type === 'BreakStatement' ? 'break' : 'continue';
      const ending: Ending = { jump, label: isNode(node.label) ? String(node.label.name) : undefined };
      return () => ending;
    }
    case 'LabeledStatement': {
      const body = bodyOf(node.body);
      const label = String((node.label as Node).name);
      return (frame) => {
        const ending = body(frame);
        return isJump(ending, 'break') && ending.label === label ? undefined : ending;
      };
    }
    case 'FunctionDeclaration':
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return NOTHING;
    default:
      return unknown;
  }
}

/** What a call does that is not known is left out: it can only be to the world outside. */
function effect(node: Node, depth: number, evaluator: Evaluator): Step {
  const code = evaluator.codeOf(node, depth + 1);
  const isCall = node.type === 'CallExpression' || node.type === 'AwaitExpression';
  return (frame) => {
    try {
      code(frame);
    } catch (error) {
      if (!isCall || !(error instanceof Unknown)) throw error;
    }
    return undefined;
  };
}

export function orHole(code: Code): Code {
  return (frame) => {
    try {
      return code(frame);
    } catch (error) {
      if (error instanceof Unknown) return HOLE;
      throw error;
    }
  };
}

function isJump(
  ending: Ending,
  jump: 'break' | 'continue',
): ending is { jump: 'break' | 'continue'; label: string | undefined } {
  return ending !== undefined && 'jump' in ending && ending.jump === jump;
}

/** What ends a loop: undefined goes on, otherwise what the loop ends with. */
function after(ending: Ending, label: string | undefined): { readonly ending: Ending } | undefined {
  if (ending === undefined) return undefined;
  if (!('jump' in ending)) return { ending };
  const isOwn = ending.label === undefined || ending.label === label;
  if (ending.jump === 'continue' && isOwn) return undefined;
  return { ending: ending.jump === 'break' && ending.label === undefined ? undefined : ending };
}

function labelOf(node: Node): string | undefined {
  return node.parent?.type === 'LabeledStatement' ? String((node.parent.label as Node).name) : undefined;
}

function loop(node: Node, depth: number, evaluator: Evaluator): Step {
  const label = labelOf(node);
  const first = isNode(node.init)
    ? node.init.type === 'VariableDeclaration'
      ? evaluator.stepOf(node.init, depth + 1)
      : effect(node.init, depth, evaluator)
    : NOTHING;
  const test = isNode(node.test) ? evaluator.codeOf(node.test, depth + 1) : () => true;
  const update = isNode(node.update) ? evaluator.codeOf(node.update, depth + 1) : undefined;
  const body = evaluator.stepOf(node.body as Node, depth + 1);
  const isDo = node.type === 'DoWhileStatement';
  return (frame) => {
    first(frame);
    for (let turn = 0; ; turn += 1) {
      evaluator.spend(2);
      if ((!isDo || turn > 0) && !isTrue(test(frame))) return undefined;
      const ended = after(body(frame), label);
      if (ended !== undefined) return ended.ending;
      update?.(frame);
    }
  };
}

function loopOver(node: Node, depth: number, evaluator: Evaluator): Step {
  const label = labelOf(node);
  const left = node.left as Node;
  const target = left.type === 'VariableDeclaration' ? ((left.declarations as Node[])[0]?.id as Node) : left;
  const items = evaluator.codeOf(node.right as Node, depth + 1);
  const body = evaluator.stepOf(node.body as Node, depth + 1);
  return (frame) => {
    const over = items(frame);
    const all = node.type === 'ForOfStatement' ? [...toItems(over, evaluator)] : keysOf(over);
    for (const each of all) {
      evaluator.spend(2);
      evaluator.bind(target, each, frame, depth + 1);
      const ended = after(body(frame), label);
      if (ended !== undefined) return ended.ending;
    }
    return undefined;
  };
}

function keysOf(value: Value): Value[] {
  if (isKind(value, 'dictionary')) return [...value.items.keys()];
  const given = known(value);
  return Array.isArray(given) || typeof given === 'string' ? Object.keys([...given]) : unknown();
}

function switched(node: Node, depth: number, evaluator: Evaluator): Step {
  const subject = evaluator.codeOf(node.discriminant as Node, depth + 1);
  const cases = (node.cases as Node[]).map((each) => ({
    test: isNode(each.test) ? evaluator.codeOf(each.test, depth + 1) : undefined,
    body: steps(each.consequent as Node[], depth + 1, evaluator),
  }));
  return (frame) => {
    const value = subject(frame);
    let from = cases.findIndex(({ test }) => test !== undefined && isSame(test(frame), value));
    if (from === -1) from = cases.findIndex(({ test }) => test === undefined);
    if (from === -1) return undefined;
    for (const { body } of cases.slice(from)) {
      const ending = body(frame);
      if (ending === undefined) continue;
      return isJump(ending, 'break') && ending.label === undefined ? undefined : ending;
    }
    return undefined;
  };
}

function tried(node: Node, depth: number, evaluator: Evaluator): Step {
  const body = evaluator.stepOf(node.block as Node, depth + 1);
  const handler = node.handler as Node | null;
  const caught = handler === null ? undefined : evaluator.stepOf(handler.body as Node, depth + 1);
  const last = isNode(node.finalizer) ? evaluator.stepOf(node.finalizer, depth + 1) : NOTHING;
  const attempt = (frame: Frame | undefined): Ending => {
    try {
      return body(frame);
    } catch (error) {
      if (!(error instanceof Thrown) || caught === undefined) throw error;
      return caught(frame);
    }
  };
  return (frame) => {
    const ending = attempt(frame);
    return last(frame) ?? ending;
  };
}
