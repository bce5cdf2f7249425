import type { SyntaxNode } from '../syntax-node';
import type { Layer } from '../../decoders';
import { written } from './encodings';
import type { Code, Evaluator, Frame } from './evaluator';
import { isBytes, literalText, unescaped } from './literal';
import { method } from './methods';
import { named } from './nodes';
import { binary, compare, item, slice } from './operators';
import { placeMember, placeMethod } from './package-files';
import {
  asItems,
  asNumber,
  asText,
  isCallable,
  isPlace,
  isTrue,
  unknown,
  type Callable,
  type Value,
} from './value';

/** How an expression is worked out; `unknown` where that is not known. */
export function expression(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const next = (child: SyntaxNode | null | undefined): Code => evaluator.compile(child, depth + 1);
  switch (node.kind()) {
    case 'string':
      return text(node, depth, evaluator);
    case 'concatenated_string': {
      const parts = named(node).map(next);
      return (frame) =>
        parts.map((part) => part(frame)).reduce((held, part) => binary('+', held, part, () => undefined));
    }
    case 'integer':
      return constant(integer(node.text()));
    case 'float':
      return constant(Number(node.text()));
    case 'true':
      return constant(true);
    case 'false':
      return constant(false);
    case 'none':
      return constant(null);
    case 'identifier':
      return name(node, evaluator);
    case 'parenthesized_expression':
    case 'await':
      return next(named(node)[0]);
    case 'list':
    case 'tuple':
    case 'expression_list':
    case 'set':
      return items(node, depth, evaluator);
    case 'dictionary':
      return dictionary(node, depth, evaluator);
    case 'binary_operator':
      return operator(node, depth, evaluator);
    case 'unary_operator': {
      const operand = next(node.field('argument'));
      const sign = node.field('operator')?.text();
      return (frame) => {
        const value = asNumber(operand(frame));
        return sign === '-' ? -value : sign === '~' ? ~value : value;
      };
    }
    case 'not_operator': {
      const operand = next(node.field('argument'));
      return (frame) => !isTrue(operand(frame));
    }
    case 'boolean_operator': {
      const [left, right] = [next(node.field('left')), next(node.field('right'))];
      const isAnd = node.field('operator')?.text() === 'and';
      return (frame) => {
        const value = left(frame);
        return isTrue(value) === isAnd ? right(frame) : value;
      };
    }
    case 'comparison_operator': {
      const [left, operator, right, ...more] = node.children();
      if (more.length > 0) return unknown;
      const [a, b] = [next(left), next(right)];
      const sign = operator?.text() ?? '';
      return (frame) => compare(sign, a(frame), b(frame));
    }
    case 'conditional_expression': {
      const [yes, condition, no] = named(node).map(next);
      return (frame) => (isTrue(condition!(frame)) ? yes! : no!)(frame);
    }
    case 'subscript':
      return subscript(node, depth, evaluator);
    case 'lambda': {
      const body = next(node.field('body'));
      return (frame) => evaluator.callable(node, frame, (inner) => body(inner));
    }
    case 'list_comprehension':
    case 'generator_expression':
    case 'set_comprehension':
      return comprehension(node, depth, evaluator);
    case 'named_expression': {
      const value = next(node.field('value'));
      const name = node.field('name')?.text() ?? '';
      return (frame) => {
        const given = value(frame);
        frame?.set(name, given);
        return given;
      };
    }
    case 'attribute': {
      const isBuiltin = evaluator.builtinOf(node);
      if (isBuiltin !== undefined) return constant(isBuiltin);
      const object = next(node.field('object'));
      const member = node.field('attribute')?.text() ?? '';
      return (frame) => placeMember(object(frame), member);
    }
    case 'call':
      return call(node, depth, evaluator);
    default:
      return unknown;
  }
}

function text(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const children = node.children();
  if (!children.some((child) => child.kind() === 'interpolation')) {
    const raw = node.text();
    const text = literalText(raw);
    return constant(isBytes(raw) ? Buffer.from(text, 'latin1') : text);
  }
  const parts = children
    .filter((child) => child.kind() === 'interpolation' || child.kind() === 'string_content')
    .map((child) => {
      if (child.kind() === 'string_content') return constant(unescaped(child.text()));
      const [expression, ...format] = named(child);
      return format.length > 0 ? unknown : evaluator.compile(expression, depth + 1);
    });
  return (frame) => parts.map((part) => written(part(frame))).join('');
}

function name(node: SyntaxNode, evaluator: Evaluator): Code {
  const name = node.text();
  let known: Callable | undefined;
  return (frame) => {
    const local = frame?.get(name);
    if (local !== undefined) return local;
    const global = evaluator.surroundings.global(name);
    if (global !== undefined) {
      for (const layer of global.layers) evaluator.note(layer);
      return global.value;
    }
    known ??= evaluator.builtinOf(node);
    return known ?? evaluator.surroundings.files?.own(name) ?? unknown();
  };
}

function items(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const items = named(node).map((child) => ({
    isSpread: child.kind() === 'list_splat',
    code: evaluator.compile(child.kind() === 'list_splat' ? named(child)[0] : child, depth + 1),
  }));
  return (frame) => items.flatMap(({ isSpread, code }) => (isSpread ? asItems(code(frame)) : [code(frame)]));
}

function dictionary(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const pairs = named(node).map((pair) =>
    pair.kind() === 'pair'
      ? ([
          evaluator.compile(pair.field('key'), depth + 1),
          evaluator.compile(pair.field('value'), depth + 1),
        ] as const)
      : undefined,
  );
  return (frame) => {
    const items = new Map<string | number, Value>();
    for (const pair of pairs) {
      if (pair === undefined) return unknown();
      const key = pair[0](frame);
      items.set(typeof key === 'number' ? key : asText(key), pair[1](frame));
    }
    return { kind: 'dictionary', items };
  };
}

/** A chain of `+` is walked along its left side: its length is the author's to choose. */
function operator(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const sign = node.field('operator')?.text() ?? '';
  const note = (layer: Layer) => evaluator.note(layer);
  const operands: Code[] = [];
  let left: SyntaxNode | null = node;
  while (left?.kind() === 'binary_operator' && left.field('operator')?.text() === sign) {
    operands.unshift(evaluator.compile(left.field('right'), depth + 1));
    left = left.field('left');
  }
  operands.unshift(evaluator.compile(left, depth + 1));
  return (frame) =>
    operands
      .map((operand) => operand(frame))
      .reduce((held, operand) => evaluator.spent(binary(sign, held, operand, note)));
}

function subscript(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const object = evaluator.compile(node.field('value'), depth + 1);
  const key = node.field('subscript');
  if (key?.kind() !== 'slice') {
    const at = evaluator.compile(key, depth + 1);
    return (frame) => item(object(frame), at(frame));
  }
  const parts: (Code | undefined)[] = [undefined, undefined, undefined];
  let place = 0;
  for (const child of key.children()) {
    if (child.text() === ':') place += 1;
    else parts[place] = evaluator.compile(child, depth + 1);
  }
  return (frame) => {
    const [from, to, step] = parts.map((part) => {
      const value = part?.(frame);
      return value === undefined || value === null ? undefined : asNumber(value);
    });
    if ((step ?? 1) < 0) evaluator.note('reversed');
    return evaluator.spent(slice(object(frame), from, to, step ?? 1));
  };
}

function comprehension(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const body = evaluator.compile(node.field('body'), depth + 1);
  const clauses = named(node)
    .slice(1)
    .map((clause) =>
      clause.kind() === 'for_in_clause'
        ? { target: clause.field('left'), items: evaluator.compile(clause.field('right'), depth + 1) }
        : { test: evaluator.compile(named(clause)[0], depth + 1) },
    );
  return (frame) => {
    const found: Value[] = [];
    const inner: Frame = new Map(frame);
    const go = (at: number): void => {
      const clause = clauses[at];
      if (clause === undefined) {
        found.push(body(inner));
        return;
      }
      if ('test' in clause) {
        if (isTrue(clause.test!(inner))) go(at + 1);
        return;
      }
      for (const each of asItems(clause.items(inner))) {
        evaluator.bind(clause.target, each, inner);
        go(at + 1);
      }
    };
    go(0);
    return found;
  };
}

function call(node: SyntaxNode, depth: number, evaluator: Evaluator): Code {
  const callee = node.field('function');
  const given = argumentsOf(node.field('arguments'), depth, evaluator);
  const note = (layer: Layer) => evaluator.note(layer);
  const isMethod = callee?.kind() === 'attribute';
  const object = isMethod ? evaluator.compile(callee.field('object'), depth + 1) : undefined;
  const direct = isMethod ? undefined : evaluator.compile(callee, depth + 1);
  const member = isMethod ? (callee.field('attribute')?.text() ?? '') : '';
  let known: Callable | undefined | null;
  return (frame) => {
    if (direct !== undefined) {
      known = known === undefined ? (builtinOfCall(evaluator, callee as SyntaxNode) ?? null) : known;
      const fn = known ?? direct(frame);
      if (!isCallable(fn)) return unknown();
      const { args, keywords } = given(frame);
      return fn.call(args, keywords);
    }
    known = known === undefined ? (evaluator.builtinOf(callee as SyntaxNode) ?? null) : known;
    if (known !== null) {
      const { args, keywords } = given(frame);
      return known.call(args, keywords);
    }
    // Before what it is given, as Python does: most of them are not known, and what they are given may go on and on.
    const value = object!(frame);
    const { args, keywords } = given(frame);
    if (isPlace(value))
      return evaluator.spent(placeMethod(value, member, args, evaluator.surroundings.files, note));
    return evaluator.spent(method(value, member, args, keywords, note));
  };
}

function argumentsOf(
  node: SyntaxNode | null,
  depth: number,
  evaluator: Evaluator,
): (frame: Frame | undefined) => { args: Value[]; keywords: Map<string, Value> } {
  const all = node?.kind() === 'generator_expression' ? [node] : node ? named(node) : [];
  const codes = all.map((arg) => {
    const isNamed = arg.kind() === 'keyword_argument';
    const isSpread = arg.kind() === 'list_splat';
    return {
      name: isNamed ? (arg.field('name')?.text() ?? '') : undefined,
      isSpread,
      code: evaluator.compile(isNamed ? arg.field('value') : isSpread ? named(arg)[0] : arg, depth + 1),
    };
  });
  return (frame) => {
    const args: Value[] = [];
    const keywords = new Map<string, Value>();
    for (const { name, isSpread, code } of codes) {
      const value = code(frame);
      if (name !== undefined) keywords.set(name, value);
      else if (isSpread) args.push(...asItems(value));
      else args.push(value);
    }
    return { args, keywords };
  };
}

/** A callee that is itself called or looked up for: `getattr(base64, 'b64decode')`. */
function builtinOfCall(evaluator: Evaluator, callee: SyntaxNode): Callable | undefined {
  return callee.kind() === 'identifier' ? undefined : evaluator.builtinOf(callee);
}

function constant(value: Value): Code {
  return () => value;
}

function integer(text: string): Value {
  const plain = text.replace(/_/g, '').toLowerCase();
  if (plain.length > 100_000 || !/^(?:\d+|0x[0-9a-f]+|0o[0-7]+|0b[01]+)$/.test(plain)) return unknown();
  const value = BigInt(/^0\d/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : plain);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
