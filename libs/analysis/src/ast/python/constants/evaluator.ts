import type { SyntaxNode } from '../syntax-node';
import { MAX_VALUE, type Layer } from '../../decoders';
import { FUEL, FUEL_EACH, MAX_CALLS, MAX_DEPTH, noted } from '../../hidden-code';
import { builtin } from './builtins';
import { expression } from './expressions';
import { named } from './nodes';
import { ofPackage, type PackageFiles } from './package-files';
import { runs, type Block } from './statements';
import { asItems, isDictionary, unknown, Unknown, type Callable, type Value, type WorkedOut } from './value';

/** Names that a function of the file has while it is worked out. */
export type Frame = Map<string, Value>;
export type Code = (frame: Frame | undefined) => Value;

/** What the evaluator is told about the file around the expression. */
export interface Surroundings {
  /** The dotted path that an expression names. */
  path(node: SyntaxNode | null | undefined): string | undefined;
  /** What a name of the module stands for, undefined where that is not known. */
  global(name: string): WorkedOut | undefined;
  setGlobal(name: string, given: WorkedOut): void;
  /** Files of the package, where they are known. */
  readonly files?: PackageFiles | undefined;
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

  constructor(readonly surroundings: Surroundings) {}

  /** Undefined where the value is not known. */
  workOut(node: SyntaxNode): WorkedOut | undefined {
    return this.attempt(() => this.compile(node, 0)(undefined));
  }

  /** A loop of the module that puts a text together: what it assigns is set. False: not worked out, nothing is set. */
  runLoop(node: SyntaxNode): boolean {
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
    noted(this.layers, layer);
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

  compile(node: SyntaxNode | null | undefined, depth: number): Code {
    if (!node || depth > MAX_DEPTH) return unknown;
    const code = expression(node, depth, this);
    return (frame) => {
      this.spend();
      return code(frame);
    };
  }

  builtinOf(node: SyntaxNode): Callable | undefined {
    const path = this.surroundings.path(node) ?? '';
    const { files } = this.surroundings;
    const fn = (files === undefined ? undefined : ofPackage(path, files)) ?? builtin(path);
    if (fn === undefined) return undefined;
    const note = (layer: Layer) => this.note(layer);
    return { kind: 'callable', call: (args, given) => this.spent(fn(args, note, given)) };
  }

  bind(target: SyntaxNode | null | undefined, value: Value, frame: Frame): void {
    this.spend();
    if (target?.kind() === 'identifier') {
      frame.set(target.text(), value);
      return;
    }
    if (!target || !/^(?:pattern_list|tuple_pattern|list_pattern|tuple)$/.test(target.kind()))
      return unknown();
    const values = asItems(value);
    const targets = named(target);
    if (values.length !== targets.length) return unknown();
    for (const [at, each] of targets.entries()) this.bind(each, values[at] as Value, frame);
  }

  /** A function of the file, whose body is compiled when it is first called. */
  functionOf(node: SyntaxNode): Callable {
    let body: Block | undefined;
    return this.callable(node, undefined, (frame) => {
      body ??= node.field('body')?.children() ?? [];
      const given = runs(body, this, frame);
      return typeof given === 'object' ? given.returned : null;
    });
  }

  callable(node: SyntaxNode, around: Frame | undefined, body: (frame: Frame) => Value): Callable {
    const parameters = (node.field('parameters') ? named(node.field('parameters')!) : []).map((each) => ({
      name: (each.kind() === 'identifier' ? each : (each.field('name') ?? named(each)[0]))?.text() ?? '',
      isPlain: /^(?:identifier|typed_parameter|default_parameter|typed_default_parameter)$/.test(each.kind()),
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
  spent(value: Value): Value {
    if (typeof value === 'string' || Buffer.isBuffer(value) || Array.isArray(value)) {
      if (value.length > MAX_VALUE) return unknown();
      this.spend(value.length >> 4);
    } else if (isDictionary(value)) this.spend(value.items.size);
    return value;
  }
}
