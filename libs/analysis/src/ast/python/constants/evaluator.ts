import type { SgNode } from '@ast-grep/napi';
import { MAX_VALUE, type Layer } from '../../decoders';
import { builtin, written } from './builtins';
import { isBytes, literalText, unescaped } from './literal';
import { method } from './methods';
import { binary, compare, item, slice } from './operators';
import { runs, type Block } from './statements';
import {
  asItems,
  asNumber,
  asText,
  isCallable,
  isDictionary,
  isTrue,
  unknown,
  Unknown,
  type Callable,
  type Value,
  type WorkedOut,
} from './value';

/** Steps for a file: the author chooses how many there are to take. About a second. */
const FUEL = 6_000_000;
/** For one question, so that none takes what the others need. */
const FUEL_EACH = 1_500_000;
/** Of one expression inside another, and of calls inside calls: the stack is bounded. */
const MAX_DEPTH = 80;
const MAX_CALLS = 16;
const MAX_LAYERS = 8;

/** Names that a function of the file has while it is worked out. */
export type Frame = Map<string, Value>;
export type Code = (frame: Frame | undefined) => Value;

/** What the evaluator is told about the file around the expression. */
export interface Surroundings {
  /** The dotted path that an expression names. */
  path(node: SgNode | null | undefined): string | undefined;
  /** What a name of the module stands for, undefined where that is not known. */
  global(name: string): WorkedOut | undefined;
  setGlobal(name: string, given: WorkedOut): void;
}

/**
 * Works out what an expression of Python gives, where it depends on nothing but what stands in the file. It knows a
 * closed list of functions that have no effect, and no others; what is not known ends it.
 */
export class Evaluator {
  private fuel = FUEL;
  private layers: Layer[] = [];
  private calls = 0;
  private limit = 0;

  constructor(private readonly surroundings: Surroundings) {}

  /** Undefined where the value is not known. */
  workOut(node: SgNode): WorkedOut | undefined {
    return this.attempt(() => this.compile(node, 0)(undefined));
  }

  /** A loop of the module that puts a text together: what it assigns is set. False: not worked out, nothing is set. */
  runLoop(node: SgNode): boolean {
    const frame: Frame = new Map();
    const ran = this.attempt(() => {
      if (runs([node], this, frame) !== undefined) return unknown();
      for (const [name, value] of frame)
        this.surroundings.setGlobal(name, { value, layers: [...this.layers] });
      return null;
    });
    return ran !== undefined;
  }

  note(layer: Layer): void {
    const { layers } = this;
    if (layers.at(-1) === layer || layers.length >= MAX_LAYERS) return;
    // Once for each character is once.
    if (/^(?:character codes|xor|joined parts)$/.test(layer) && layers.includes(layer)) return;
    layers.push(layer);
  }

  spend(steps = 1): void {
    this.fuel -= steps;
    if (this.fuel < this.limit) unknown();
  }

  /** One may begin within another: what a callee is called may have to be worked out. */
  private attempt(work: () => Value): WorkedOut | undefined {
    const around = { layers: this.layers, limit: this.limit };
    this.layers = [];
    this.limit = Math.max(0, this.fuel - FUEL_EACH);
    try {
      return { value: work(), layers: this.layers };
    } catch (error) {
      // A RangeError: deeper than the stack, or a longer text than there can be.
      if (error instanceof Unknown || error instanceof RangeError) return undefined;
      throw error;
    } finally {
      this.layers = around.layers;
      this.limit = around.limit;
    }
  }

  compile(node: SgNode | null | undefined, depth: number): Code {
    if (!node || depth > MAX_DEPTH) return unknown;
    const code = this.codeOf(node, depth);
    return (frame) => {
      this.spend();
      return code(frame);
    };
  }

  private codeOf(node: SgNode, depth: number): Code {
    const next = (child: SgNode | null | undefined): Code => this.compile(child, depth + 1);
    switch (node.kind() as string) {
      case 'string':
        return this.text(node, depth);
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
        return this.name(node);
      case 'parenthesized_expression':
      case 'await':
        return next(named(node)[0]);
      case 'list':
      case 'tuple':
      case 'expression_list':
      case 'set':
        return this.items(node, depth);
      case 'dictionary':
        return this.dictionary(node, depth);
      case 'binary_operator':
        return this.operator(node, depth);
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
        return this.subscript(node, depth);
      case 'lambda': {
        const body = next(node.field('body'));
        return (frame) => this.callable(node, frame, (inner) => body(inner));
      }
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return this.comprehension(node, depth);
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
        const isBuiltin = this.builtinOf(node);
        return isBuiltin === undefined ? unknown : constant(isBuiltin);
      }
      case 'call':
        return this.call(node, depth);
      default:
        return unknown;
    }
  }

  private text(node: SgNode, depth: number): Code {
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
        return format.length > 0 ? unknown : this.compile(expression, depth + 1);
      });
    return (frame) => parts.map((part) => written(part(frame))).join('');
  }

  private name(node: SgNode): Code {
    const name = node.text();
    let known: Callable | undefined;
    return (frame) => {
      const local = frame?.get(name);
      if (local !== undefined) return local;
      const global = this.surroundings.global(name);
      if (global !== undefined) {
        for (const layer of global.layers) this.note(layer);
        return global.value;
      }
      known ??= this.builtinOf(node);
      return known ?? unknown();
    };
  }

  private builtinOf(node: SgNode): Callable | undefined {
    const fn = builtin(this.surroundings.path(node) ?? '');
    if (fn === undefined) return undefined;
    const note = (layer: Layer) => this.note(layer);
    return { kind: 'callable', call: (args, given) => this.spent(fn(args, note, given)) };
  }

  /** A callee that is itself called or looked up for: `getattr(base64, 'b64decode')`. */
  private builtinOfCall(callee: SgNode): Callable | undefined {
    return callee.kind() === 'identifier' ? undefined : this.builtinOf(callee);
  }

  private items(node: SgNode, depth: number): Code {
    const items = named(node).map((child) => ({
      isSpread: child.kind() === 'list_splat',
      code: this.compile(child.kind() === 'list_splat' ? named(child)[0] : child, depth + 1),
    }));
    return (frame) =>
      items.flatMap(({ isSpread, code }) => (isSpread ? asItems(code(frame)) : [code(frame)]));
  }

  private dictionary(node: SgNode, depth: number): Code {
    const pairs = named(node).map((pair) =>
      pair.kind() === 'pair'
        ? ([this.compile(pair.field('key'), depth + 1), this.compile(pair.field('value'), depth + 1)] as const)
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
  private operator(node: SgNode, depth: number): Code {
    const sign = node.field('operator')?.text() ?? '';
    const note = (layer: Layer) => this.note(layer);
    const operands: Code[] = [];
    let left: SgNode | null = node;
    while (left?.kind() === 'binary_operator' && left.field('operator')?.text() === sign) {
      operands.unshift(this.compile(left.field('right'), depth + 1));
      left = left.field('left');
    }
    operands.unshift(this.compile(left, depth + 1));
    return (frame) =>
      operands
        .map((operand) => operand(frame))
        .reduce((held, operand) => this.spent(binary(sign, held, operand, note)));
  }

  private subscript(node: SgNode, depth: number): Code {
    const object = this.compile(node.field('value'), depth + 1);
    const key = node.field('subscript');
    if (key?.kind() !== 'slice') {
      const at = this.compile(key, depth + 1);
      return (frame) => item(object(frame), at(frame));
    }
    const parts: (Code | undefined)[] = [undefined, undefined, undefined];
    let place = 0;
    for (const child of key.children()) {
      if (child.text() === ':') place += 1;
      else parts[place] = this.compile(child, depth + 1);
    }
    return (frame) => {
      const [from, to, step] = parts.map((part) => {
        const value = part?.(frame);
        return value === undefined || value === null ? undefined : asNumber(value);
      });
      if ((step ?? 1) < 0) this.note('reversed');
      return this.spent(slice(object(frame), from, to, step ?? 1));
    };
  }

  private comprehension(node: SgNode, depth: number): Code {
    const body = this.compile(node.field('body'), depth + 1);
    const clauses = named(node)
      .slice(1)
      .map((clause) =>
        clause.kind() === 'for_in_clause'
          ? { target: clause.field('left'), items: this.compile(clause.field('right'), depth + 1) }
          : { test: this.compile(named(clause)[0], depth + 1) },
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
          this.bind(clause.target, each, inner);
          go(at + 1);
        }
      };
      go(0);
      return found;
    };
  }

  bind(target: SgNode | null | undefined, value: Value, frame: Frame): void {
    this.spend();
    if (target?.kind() === 'identifier') {
      frame.set(target.text(), value);
      return;
    }
    if (!target || !/^(?:pattern_list|tuple_pattern|list_pattern|tuple)$/.test(target.kind() as string))
      return unknown();
    const values = asItems(value);
    const targets = named(target);
    if (values.length !== targets.length) return unknown();
    for (const [at, each] of targets.entries()) this.bind(each, values[at] as Value, frame);
  }

  private call(node: SgNode, depth: number): Code {
    const callee = node.field('function');
    const given = this.given(node.field('arguments'), depth);
    const note = (layer: Layer) => this.note(layer);
    const isMethod = callee?.kind() === 'attribute';
    const object = isMethod ? this.compile(callee.field('object'), depth + 1) : undefined;
    const direct = isMethod ? undefined : this.compile(callee, depth + 1);
    const member = isMethod ? (callee.field('attribute')?.text() ?? '') : '';
    let known: Callable | undefined | null;
    return (frame) => {
      if (direct !== undefined) {
        known = known === undefined ? (this.builtinOfCall(callee as SgNode) ?? null) : known;
        const fn = known ?? direct(frame);
        if (!isCallable(fn)) return unknown();
        const { args, keywords } = given(frame);
        return fn.call(args, keywords);
      }
      known = known === undefined ? (this.builtinOf(callee as SgNode) ?? null) : known;
      const { args, keywords } = given(frame);
      if (known !== null) return known.call(args, keywords);
      return this.spent(method(object!(frame), member, args, keywords, note));
    };
  }

  private given(
    node: SgNode | null,
    depth: number,
  ): (frame: Frame | undefined) => { args: Value[]; keywords: Map<string, Value> } {
    const all = node?.kind() === 'generator_expression' ? [node] : node ? named(node) : [];
    const codes = all.map((arg) => {
      const isNamed = arg.kind() === 'keyword_argument';
      const isSpread = arg.kind() === 'list_splat';
      return {
        name: isNamed ? (arg.field('name')?.text() ?? '') : undefined,
        isSpread,
        code: this.compile(isNamed ? arg.field('value') : isSpread ? named(arg)[0] : arg, depth + 1),
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

  /** A function of the file, whose body is compiled when it is first called. */
  functionOf(node: SgNode): Callable {
    let body: Block | undefined;
    return this.callable(node, undefined, (frame) => {
      body ??= node.field('body')?.children() ?? [];
      const given = runs(body, this, frame);
      return typeof given === 'object' ? given.returned : null;
    });
  }

  private callable(node: SgNode, around: Frame | undefined, body: (frame: Frame) => Value): Callable {
    const parameters = (node.field('parameters') ? named(node.field('parameters')!) : []).map((each) => ({
      name: (each.kind() === 'identifier' ? each : (each.field('name') ?? named(each)[0]))?.text() ?? '',
      isPlain: /^(?:identifier|typed_parameter|default_parameter|typed_default_parameter)$/.test(
        each.kind() as string,
      ),
      otherwise: each.field('value') ?? undefined,
    }));
    return {
      kind: 'callable',
      call: (args, keywords) => {
        if (parameters.some(({ isPlain }) => !isPlain) || args.length > parameters.length) return unknown();
        const frame: Frame = new Map(around);
        for (const [at, { name, otherwise }] of parameters.entries()) {
          const value = args[at] ?? keywords.get(name);
          frame.set(name, value === undefined ? this.compile(otherwise, 1)(around) : value);
        }
        if (this.calls >= MAX_CALLS) return unknown();
        this.calls += 1;
        try {
          return body(frame);
        } finally {
          this.calls -= 1;
        }
      },
    };
  }

  /** A value that is larger than anything hides in is not kept, and making it costs. */
  private spent(value: Value): Value {
    if (typeof value === 'string' || Buffer.isBuffer(value) || Array.isArray(value)) {
      if (value.length > MAX_VALUE) return unknown();
      this.spend(value.length >> 4);
    } else if (isDictionary(value)) this.spend(value.items.size);
    return value;
  }
}

export function named(node: SgNode): SgNode[] {
  return node.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
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
