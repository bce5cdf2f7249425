import { MAX_VALUE, type Layer } from '../../decoders';
import { FUEL_EACH, MAX_CALLS, MAX_DEPTH, noted } from '../../hidden-code';
import type { Declaration, Scopes } from '../scopes';
import type { Node, SyntaxTree } from '../syntax-tree';
import { builtin } from './builtins';
import { expression } from './expressions';
import type { Budget, Cell, Code, Frame, TextOf } from './frame';
import { isHopeless } from './hopeless';
import { bindPattern } from './patterns';
import { block, isStatement, statement, type Step } from './statements';
import {
  Beyond,
  beyond,
  callable,
  HOLE,
  isKind,
  known,
  named,
  Thrown,
  Unknown,
  unknown,
  type Callable,
  type Meter,
  type Value,
  type WorkedOut,
} from './value';
import { Writes, type Slice } from './writes';

/** Values that a parameter may stand for; of several, one after the other is tried. */
const MAX_CHOICES = 6;

/**
 * Works out what an expression of JavaScript gives, where it depends on nothing but what stands in the file. Nothing of
 * the file is run by Node.js: it knows a closed list of functions without effects, and no others; what is not known ends
 * it. Names are worked out when they are asked for, by going through the steps that write to them.
 */
export class Evaluator implements Meter {
  private layers: Layer[] = [];
  private calls = 0;
  private limit = 0;
  private cells = new Map<Declaration, Cell>();
  private executed = new Set<Node>();
  private failed = new Map<Node, Error>();
  private writes: Writes | undefined;
  /** The expression or step that is worked out: of the steps around it, those before it have been gone through. */
  private at: Node | undefined;
  private isChanged = false;
  private choice = 0;
  private choices = 1;
  private readonly codes = new Map<Node, Code>();
  private readonly steps = new Map<Node, Step>();
  private readonly known = new Map<Node, readonly WorkedOut[]>();
  /** Expressions that a bound ended. */
  private readonly ended = new Set<Node>();

  constructor(
    private readonly tree: SyntaxTree,
    readonly scopes: Scopes,
    private readonly budget: Budget,
    readonly textOf: TextOf = () => undefined,
  ) {}

  /** Every value that it may have; none where it is not known. */
  workOut(node: Node): readonly WorkedOut[] {
    const before = this.known.get(node);
    if (before !== undefined) return before;
    if (isHopeless(node, this.scopes)) return [];
    // Asked again while it is worked out, it is not known.
    this.known.set(node, []);
    const found: WorkedOut[] = [];
    const around = { choice: this.choice, choices: this.choices };
    this.choices = 1;
    for (this.choice = 0; this.choice < Math.min(this.choices, MAX_CHOICES); this.choice += 1) {
      const given = this.attempt(node);
      if (given !== undefined) found.push(given);
      // Names were worked out for one choice.
      if (this.choices > 1) this.forget();
    }
    this.choice = around.choice;
    this.choices = around.choices;
    this.known.set(node, found);
    return found;
  }

  /** As `workOut`, for what a verdict rests on: what the rest of the file has spent is not held against it. */
  workOutSurely(node: Node): readonly WorkedOut[] {
    const found = this.workOut(node);
    if (!this.ended.delete(node)) return found;
    this.known.delete(node);
    this.forget();
    const { fuel, reserve } = this.budget;
    this.budget.fuel = reserve;
    const again = this.workOut(node);
    this.budget.reserve = this.budget.fuel;
    this.budget.fuel = fuel;
    return again;
  }

  /** Whether a bound ended it: it was made so that nobody works it out. */
  isEnded(node: Node): boolean {
    return this.ended.has(node);
  }

  private attempt(node: Node): WorkedOut | undefined {
    const around = { layers: this.layers, limit: this.limit, at: this.at };
    this.layers = [];
    this.limit = Math.max(0, this.budget.fuel - FUEL_EACH);
    this.at = node;
    this.isChanged = false;
    try {
      const value = known(this.codeOf(node, 0)(undefined));
      if (this.isChanged) this.forget();
      return { value, layers: this.layers };
    } catch (error) {
      if (this.isChanged) this.forget();
      // A RangeError: deeper than the stack, or a longer text than there can be.
      if (error instanceof Beyond || error instanceof RangeError) this.ended.add(node);
      else if (!(error instanceof Unknown) && !(error instanceof Thrown)) throw error;
      return undefined;
    } finally {
      this.layers = around.layers;
      this.limit = around.limit;
      this.at = around.at;
    }
  }

  /** What one question has changed does not count for the next. */
  private forget(): void {
    this.cells = new Map();
    this.executed = new Set();
    this.failed = new Map();
  }

  note(layer: Layer): void {
    noted(this.layers, layer);
  }

  spend(steps = 1): void {
    if (this.budget.fuel - steps < this.limit) beyond();
    this.budget.fuel -= steps;
  }

  call(fn: Value, args: readonly Value[], self: Value = undefined): Value {
    this.spend(2);
    if (isKind(fn, 'callable')) return fn.call(args, self);
    if (!isKind(fn, 'named')) return unknown();
    const own = builtin(fn.path);
    return own === undefined ? unknown() : this.bounded(own(args, this, self));
  }

  codeOf(node: Node, depth: number): Code {
    if (depth > MAX_DEPTH) return beyond;
    const before = this.codes.get(node);
    if (before !== undefined) return before;
    const inner = expression(node, depth, this);
    const code: Code = (frame) => {
      this.spend();
      return inner(frame);
    };
    this.codes.set(node, code);
    return code;
  }

  stepOf(node: Node, depth: number): Step {
    if (depth > MAX_DEPTH) return beyond;
    const step = this.steps.get(node) ?? statement(node, depth, this);
    this.steps.set(node, step);
    return step;
  }

  bind(target: Node, value: Value, frame: Frame | undefined, depth: number): void {
    bindPattern(target, value, frame, depth, this);
  }

  /** What a name stands for here. */
  read(declaration: Declaration, frame: Frame | undefined): Value {
    for (let at = frame; at !== undefined; at = at.outer) {
      if (at.fn !== declaration.scope) continue;
      const held = at.cells.get(declaration);
      if (held !== undefined || at.cells.has(declaration)) return known(held);
      if (declaration.fn === undefined) return undefined;
      const fn = this.functionOf(declaration.fn, at);
      at.cells.set(declaration, fn);
      return fn;
    }
    return known(this.cellOf(declaration).value);
  }

  write(declaration: Declaration, value: Value, frame: Frame | undefined): void {
    for (let at = frame; at !== undefined; at = at.outer) {
      if (at.fn !== declaration.scope) continue;
      at.cells.set(declaration, value);
      return;
    }
    const cell = this.cellOf(declaration);
    // What is set once may be set again; functions put others in their own place.
    const isFirst = cell.value === undefined || isKind(cell.value, 'hole');
    if (frame !== undefined && !isFirst && !isKind(value, 'callable')) this.isChanged = true;
    cell.value = value;
    for (const layer of this.layers) noted(cell.layers, layer);
  }

  /** What is changed by way of a name that outlives the question does not count for the next. */
  changes(target: Node, frame: Frame | undefined): void {
    if (this.isChanged || frame === undefined) return;
    let root = target;
    while (root.type === 'MemberExpression') root = root.object as Node;
    const declaration = root.type === 'Identifier' ? this.scopes.find(root) : undefined;
    if (declaration === undefined) return;
    for (let at: Frame | undefined = frame; at !== undefined; at = at.outer)
      if (at.fn === declaration.scope) return;
    this.isChanged = true;
  }

  private cellOf(declaration: Declaration): Cell {
    this.writes ??= new Writes(this.tree, this.scopes);
    const slice = this.writes.sliceOf(declaration);
    const steps = this.stepsBefore(slice);
    let cell = this.cells.get(declaration);
    if (cell?.isReplayed === true) return cell;
    if (cell === undefined || cell.done > steps) {
      // A name that is only called is what it is declared to be, whatever was asked before.
      cell = {
        value: this.first(declaration, slice),
        layers: [...this.firstLayers],
        done: 0,
        isReplayed: false,
      };
      this.cells.set(declaration, cell);
    }
    this.replay(cell, slice, steps);
    for (const layer of cell.layers) this.note(layer);
    return cell;
  }

  private firstLayers: readonly Layer[] = [];
  private readonly given = new Set<Declaration>();

  private first(declaration: Declaration, slice: Slice | undefined): Value {
    this.firstLayers = [];
    if (declaration.path !== undefined) return named(declaration.path);
    if (declaration.fn !== undefined) return this.functionOf(declaration.fn, undefined);
    if (declaration.isParameter !== true) return slice === undefined ? HOLE : undefined;
    const { values } = declaration;
    this.choices = Math.max(this.choices, values.length);
    const value = values[Math.min(this.choice, values.length - 1)];
    // What is given to itself, or by names of names of names, is not hidden by that.
    if (value === undefined || this.given.has(declaration) || this.calls >= MAX_CALLS) return HOLE;
    this.calls += 1;
    this.given.add(declaration);
    const around = this.layers;
    this.layers = [];
    try {
      const given = this.codeOf(value, 1)(undefined);
      this.firstLayers = this.layers;
      return given;
    } finally {
      this.layers = around;
      this.calls -= 1;
      this.given.delete(declaration);
    }
  }

  /** How many steps of a slice come before what is worked out. */
  private stepsBefore(slice: Slice | undefined): number {
    if (slice === undefined) return 0;
    const { at } = this;
    if (at === undefined || at.scope !== slice.block.scope) return slice.steps.length;
    const next = slice.steps.findIndex((step) => step.end > at.start);
    return next === -1 ? slice.steps.length : next;
  }

  private replay(cell: Cell, slice: Slice | undefined, until: number): void {
    if (slice === undefined || cell.done >= until) return;
    if (this.calls >= MAX_CALLS) return unknown();
    const around = { layers: this.layers, at: this.at, changed: this.isChanged };
    this.layers = cell.layers;
    this.calls += 1;
    cell.isReplayed = true;
    try {
      for (; cell.done < until; cell.done += 1) {
        const step = slice.steps[cell.done] as Node;
        const before = this.failed.get(step);
        if (before !== undefined) throw before;
        if (!this.executed.has(step)) this.execute(step);
      }
    } finally {
      cell.isReplayed = false;
      this.layers = around.layers;
      this.at = around.at;
      this.isChanged = around.changed;
      this.calls -= 1;
    }
  }

  private execute(step: Node): void {
    this.executed.add(step);
    this.at = step;
    this.spend(4);
    try {
      if (isStatement(step)) this.stepOf(step, 1)(undefined);
      else this.codeOf(step, 1)(undefined);
    } catch (error) {
      if (error instanceof Error) this.failed.set(step, error);
      throw error;
    }
  }

  /** A function of the file, whose body is compiled when it is first called. */
  functionOf(fn: Node, outer: Frame | undefined, self?: { readonly value: Value }): Callable {
    if (fn.generator === true) return callable(unknown);
    const body = fn.body as Node;
    const params = fn.params as Node[];
    const made = callable((args, given) => {
      if (this.calls >= MAX_CALLS) return beyond();
      this.calls += 1;
      try {
        this.spend(4);
        const frame: Frame = {
          fn,
          cells: new Map(),
          outer,
          self: self === undefined ? given : self.value,
          args,
        };
        for (const [at, param] of params.entries()) {
          const value = param.type === 'RestElement' ? args.slice(at) : args[at];
          this.bind(param.type === 'RestElement' ? (param.argument as Node) : param, value, frame, 1);
        }
        if (body.type !== 'BlockStatement') return this.codeOf(body, 1)(frame);
        const ending = block(body, 1, this)(frame);
        return typeof ending === 'object' && 'returned' in ending ? ending.returned : undefined;
      } finally {
        this.calls -= 1;
      }
    });
    return made;
  }

  /** A value that is larger than anything hides in is not kept, and making it costs. */
  bounded(value: Value): Value {
    if (typeof value === 'string' || Buffer.isBuffer(value) || Array.isArray(value)) {
      if (value.length > MAX_VALUE) return beyond();
      this.spend(value.length >> 4);
    }
    return value;
  }
}
