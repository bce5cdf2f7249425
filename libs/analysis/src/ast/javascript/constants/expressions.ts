import { posix } from 'node:path';
import { keyOf } from '../scopes';
import { FUNCTIONS, isNode, type Node } from '../syntax-tree';
import { bounded, toItems, toKey, toText } from './conversions';
import type { Evaluator } from './evaluator';
import type { Code, Frame } from './frame';
import { member } from './members';
import { binary, typeOf, unary } from './operators';
import { bindPattern, memberKey } from './patterns';
import { orHole } from './statements';
import { CHANGES } from './writes';
import { dictionary, HOLE, isKind, isTrue, named, unknown, type Value } from './value';

const READS = /^(?:fs|fs\/promises|fs-extra|graceful-fs)\.(?:promises\.)?readFile(?:Sync)?$/;

/** How an expression is worked out; `unknown` where that is not known. */
export function expression(node: Node, depth: number, evaluator: Evaluator): Code {
  const next = (child: unknown): Code => (isNode(child) ? evaluator.codeOf(child, depth + 1) : unknown);
  switch (node.type) {
    case 'Literal':
      return constant(literal(node));
    case 'TemplateLiteral':
      return template(node, next, evaluator);
    case 'Identifier':
      return name(node, evaluator);
    case 'ThisExpression':
      return (frame) => frame?.self ?? unknown();
    case 'ParenthesizedExpression':
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return next(node.expression);
    case 'AwaitExpression':
      return next(node.argument);
    case 'ArrayExpression':
      return list(node.elements as unknown[], next, evaluator);
    case 'ObjectExpression':
      return object(node, depth, evaluator);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      const isArrow = node.type === 'ArrowFunctionExpression';
      return (frame) =>
        evaluator.functionOf(node, frame, isArrow && frame !== undefined ? { value: frame.self } : undefined);
    }
    case 'UnaryExpression':
      return unaryExpression(node, next, evaluator);
    case 'UpdateExpression':
    case 'AssignmentExpression':
      return assignment(node, depth, evaluator);
    case 'BinaryExpression':
      return operator(node, depth, evaluator);
    case 'LogicalExpression':
      return logical(String(node.operator), next(node.left), next(node.right));
    case 'ConditionalExpression': {
      const [test, yes, no] = [next(node.test), next(node.consequent), next(node.alternate)];
      return (frame) => (isTrue(test(frame)) ? yes : no)(frame);
    }
    case 'SequenceExpression': {
      const all = (node.expressions as Node[]).map(next);
      const [before, last] = [all.slice(0, -1).map(orHole), all.at(-1) ?? unknown];
      return (frame) => {
        for (const each of before) each(frame);
        return last(frame);
      };
    }
    case 'MemberExpression': {
      const object = next(node.object);
      return (frame) => {
        const value = object(frame);
        if (node.optional === true && (value === undefined || value === null)) return undefined;
        return member(value, memberKey(node, frame, depth, evaluator), evaluator);
      };
    }
    case 'CallExpression':
    case 'NewExpression':
      return call(node, depth, evaluator);
    case 'TaggedTemplateExpression': {
      const [tag, text] = [next(node.tag), raw(node.quasi as Node, next, evaluator)];
      return (frame) => {
        const given = tag(frame);
        return isKind(given, 'named') && given.path === 'String.raw' ? text(frame) : unknown();
      };
    }
    case 'ImportExpression': {
      const source = next(node.source);
      return (frame) => named(toText(source(frame), evaluator).replace(/^node:/, ''));
    }
    case 'MetaProperty':
      return constant(named('import.meta'));
    default:
      return unknown;
  }
}

function constant(value: Value): Code {
  return () => value;
}

function literal(node: Node): Value {
  const { value } = node;
  const regex = node.regex as { pattern: string; flags: string } | undefined;
  if (regex !== undefined) return { kind: 'pattern', source: regex.pattern, flags: regex.flags };
  if (typeof node.bigint === 'string') return BigInt(node.bigint);
  return value === null || /^(?:string|number|boolean)$/.test(typeof value) ? (value as Value) : HOLE;
}

type Next = (child: unknown) => Code;

function template(node: Node, next: Next, evaluator: Evaluator): Code {
  return quasis(
    node,
    (node.quasis as Node[]).map((quasi) => (quasi.value as { cooked?: string }).cooked),
    next,
    evaluator,
  );
}

function raw(node: Node, next: Next, evaluator: Evaluator): Code {
  const texts = (node.quasis as Node[]).map((quasi) => (quasi.value as { raw?: string }).raw);
  return quasis(node, texts, next, evaluator);
}

function quasis(node: Node, texts: (string | undefined)[], next: Next, evaluator: Evaluator): Code {
  const parts = (node.expressions as Node[]).map(next);
  return (frame) => {
    let text = texts[0] ?? '';
    for (const [at, part] of parts.entries())
      text = bounded(text + toText(part(frame), evaluator) + (texts[at + 1] ?? ''), evaluator);
    return text;
  };
}

function name(node: Node, evaluator: Evaluator): Code {
  const declaration = evaluator.scopes.find(node);
  const text = String(node.name);
  if (declaration !== undefined) return (frame) => evaluator.read(declaration, frame);
  if (text === 'undefined') return constant(undefined);
  if (text === 'NaN') return constant(Number.NaN);
  if (text === 'Infinity') return constant(Number.POSITIVE_INFINITY);
  if (text === '__dirname') return constant('.');
  if (text === '__filename') return constant('./__filename');
  if (text === 'arguments') return (frame) => (frame === undefined ? unknown() : [...frame.args]);
  return constant(named(text));
}

function list(elements: readonly unknown[], next: Next, evaluator: Evaluator): Code {
  const parts = elements.map((each) => {
    if (!isNode(each)) return { isSpread: false, code: constant(undefined) };
    const isSpread = each.type === 'SpreadElement';
    return { isSpread, code: isSpread ? next(each.argument) : orHole(next(each)) };
  });
  return (frame) => {
    const items: Value[] = [];
    for (const { isSpread, code } of parts) {
      const value = code(frame);
      if (!isSpread) items.push(value);
      else for (const each of toItems(value, evaluator)) items.push(each);
    }
    return evaluator.bounded(items);
  };
}

function object(node: Node, depth: number, evaluator: Evaluator): Code {
  const next = (child: unknown): Code => evaluator.codeOf(child as Node, depth + 1);
  const parts = (node.properties as Node[]).map((property) => {
    if (property.type === 'SpreadElement')
      return { spread: next(property.argument), key: '', value: unknown };
    const key = property.computed === true ? next(property.key) : keyOf(property);
    // What a getter gives is known when it is asked for, which is not followed.
    const isPlain = property.kind === 'init';
    return {
      spread: undefined,
      key: key ?? unknown,
      value: isPlain ? orHole(next(property.value)) : constant(HOLE),
    };
  });
  return (frame) => {
    const made = dictionary();
    for (const { spread, key, value } of parts) {
      evaluator.spend();
      if (spread !== undefined) {
        const given = spread(frame);
        if (!isKind(given, 'dictionary')) return unknown();
        evaluator.spend(given.items.size);
        for (const [each, of] of given.items) made.items.set(each, of);
      } else made.items.set(typeof key === 'string' ? key : toKey(key(frame), evaluator), value(frame));
    }
    return made;
  };
}

function unaryExpression(node: Node, next: Next, evaluator: Evaluator): Code {
  const sign = String(node.operator);
  const operand = next(node.argument);
  if (sign === '!') return (frame) => !isTrue(operand(frame));
  if (sign === 'typeof') return (frame) => typeOf(operand(frame));
  if (sign === 'delete') return unknown;
  return (frame) => unary(sign, operand(frame), evaluator);
}

function logical(sign: string, left: Code, right: Code): Code {
  return (frame) => {
    const value = left(frame);
    if (sign === '??') return value === undefined || value === null ? right(frame) : value;
    return isTrue(value) === (sign === '&&') ? right(frame) : value;
  };
}

/** `a = b`, `a += b`, `a++`: of what stands on the left the object is worked out again, which changes nothing. */
function assignment(node: Node, depth: number, evaluator: Evaluator): Code {
  const target = (node.left ?? node.argument) as Node;
  const bind = (value: Value, frame: Frame | undefined) =>
    bindPattern(target, value, frame, depth, evaluator);
  const sign = String(node.operator);
  if (node.type === 'AssignmentExpression' && sign === '=') {
    const value = orHole(evaluator.codeOf(node.right as Node, depth + 1));
    return (frame) => {
      const given = value(frame);
      bind(given, frame);
      return given;
    };
  }
  const held = evaluator.codeOf(target, depth + 1);
  if (node.type === 'UpdateExpression')
    return (frame) => {
      const before = held(frame);
      if (typeof before !== 'number') return unknown();
      const after = sign === '++' ? before + 1 : before - 1;
      bind(after, frame);
      return node.prefix === true ? after : before;
    };
  const right = evaluator.codeOf(node.right as Node, depth + 1);
  const inner = sign.slice(0, -1);
  if (/^(?:&&|\|\||\?\?)$/.test(inner)) {
    const chosen = logical(inner, held, right);
    return (frame) => {
      const given = chosen(frame);
      bind(given, frame);
      return given;
    };
  }
  return (frame) => {
    const before = held(frame);
    const given = binary(inner, before, right(frame), evaluator);
    bind(given, frame);
    return given;
  };
}

/** A chain of one operator is walked along its left side: its length is the author's to choose. */
function operator(node: Node, depth: number, evaluator: Evaluator): Code {
  const sign = String(node.operator);
  const operands: Node[] = [];
  let left: unknown = node;
  while (isNode(left) && left.type === 'BinaryExpression' && left.operator === sign) {
    operands.push(left.right as Node);
    left = left.left;
  }
  if (!isNode(left)) return unknown;
  operands.push(left);
  const codes = operands.reverse().map((each) => evaluator.codeOf(each, depth + 1));
  const [first = unknown, ...others] = codes;
  return (frame) => {
    let held = first(frame);
    for (const each of others) held = binary(sign, held, each(frame), evaluator);
    return held;
  };
}

function call(node: Node, depth: number, evaluator: Evaluator): Code {
  const next = (child: unknown): Code => (isNode(child) ? evaluator.codeOf(child, depth + 1) : unknown);
  let callee = node.callee as Node;
  while (callee.type === 'ParenthesizedExpression') callee = callee.expression as Node;
  const args = list(node.arguments as unknown[], next, evaluator);
  if (callee.type !== 'MemberExpression') {
    const fn = next(callee);
    const isDirect = FUNCTIONS.has(callee.type);
    return (frame) => {
      const given = fn(frame);
      if (isKind(given, 'named') && READS.test(given.path)) return fileText(args(frame), evaluator);
      // `this` of the whole file, which is not known, where nothing else is given.
      return evaluator.call(given, asArgs(args(frame)), isDirect ? frame?.self : undefined);
    };
  }
  const object = next(callee.object);
  return (frame) => {
    const self = object(frame);
    if ((self === undefined || self === null) && (callee.optional === true || node.optional === true))
      return undefined;
    const key = memberKey(callee, frame, depth, evaluator);
    const fn = member(self, key, evaluator);
    if (isKind(fn, 'named') && READS.test(fn.path)) return fileText(args(frame), evaluator);
    if ((Array.isArray(self) || Buffer.isBuffer(self)) && CHANGES.test(String(key)))
      evaluator.changes(callee, frame);
    return evaluator.call(fn, asArgs(args(frame)), self);
  };
}

function asArgs(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : unknown();
}

/** What another file of the artifact holds. */
function fileText(args: Value, evaluator: Evaluator): Value {
  const [path, options] = asArgs(args);
  const text = evaluator.textOf(posix.normalize(toText(path, evaluator)));
  if (text === undefined) return unknown();
  evaluator.note('a file of the package');
  const isText = typeof options === 'string' || isKind(options, 'dictionary');
  return isText ? bounded(text, evaluator) : Buffer.from(bounded(text, evaluator));
}
