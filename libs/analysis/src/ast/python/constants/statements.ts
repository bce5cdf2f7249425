import type { SyntaxNode } from '../syntax-node';
import type { Code, Evaluator, Frame } from './evaluator';
import { named } from './nodes';
import { binary } from './operators';
import { asItems, isTrue, unknown, type Value } from './value';

export type Block = readonly SyntaxNode[];
/** How a block ended, where it did not run to its end. */
export type Ending = { readonly returned: Value } | 'break' | 'continue' | undefined;

/** Runs statements that have no effect but on the names of the frame; any other ends it as not known. */
export function runs(block: Block, evaluator: Evaluator, frame: Frame): Ending {
  for (const node of block) {
    const ending = statement(node, evaluator, frame);
    if (ending !== undefined) return ending;
  }
  return undefined;
}

/** Compiled once: a loop comes by often. */
const compiled = new WeakMap<Evaluator, Map<number, Code>>();

function valueOf(node: SyntaxNode | null | undefined, evaluator: Evaluator, frame: Frame): Value {
  if (!node) return unknown();
  const codes = compiled.get(evaluator) ?? new Map<number, Code>();
  compiled.set(evaluator, codes);
  const code = codes.get(node.id()) ?? evaluator.compile(node, 1);
  codes.set(node.id(), code);
  return code(frame);
}

function statement(node: SyntaxNode, evaluator: Evaluator, frame: Frame): Ending {
  evaluator.spend(4);
  const value = (of: SyntaxNode | null | undefined) => valueOf(of, evaluator, frame);
  const bodyOf = (of: SyntaxNode | null | undefined) => of?.field('body')?.children() ?? [];
  switch (node.kind()) {
    case 'expression_statement': {
      const [only] = named(node);
      if (only?.kind() === 'assignment' || only?.kind() === 'augmented_assignment') {
        assign(only, evaluator, frame);
        return undefined;
      }
      if (only?.kind() !== 'string') value(only);
      return undefined;
    }
    case 'assignment':
    case 'augmented_assignment':
      assign(node, evaluator, frame);
      return undefined;
    case 'return_statement': {
      const [only] = named(node);
      return { returned: only === undefined ? null : value(only) };
    }
    case 'for_statement':
      for (const each of asItems(value(node.field('right')))) {
        evaluator.bind(node.field('left'), each, frame);
        const ending = runs(bodyOf(node), evaluator, frame);
        if (ending === 'break') return undefined;
        if (typeof ending === 'object') return ending;
      }
      return undefined;
    case 'while_statement':
      while (isTrue(value(node.field('condition')))) {
        const ending = runs(bodyOf(node), evaluator, frame);
        if (ending === 'break') return undefined;
        if (typeof ending === 'object') return ending;
      }
      return undefined;
    case 'if_statement': {
      if (isTrue(value(node.field('condition'))))
        return runs(node.field('consequence')?.children() ?? [], evaluator, frame);
      for (const clause of named(node)) {
        if (clause.kind() === 'elif_clause' && isTrue(value(clause.field('condition'))))
          return runs(clause.field('consequence')?.children() ?? [], evaluator, frame);
        if (clause.kind() === 'else_clause') return runs(bodyOf(clause), evaluator, frame);
      }
      return undefined;
    }
    case 'try_statement':
      return runs(bodyOf(node), evaluator, frame);
    case 'break_statement':
      return 'break';
    case 'continue_statement':
      return 'continue';
    // What is imported is known from the walk through the file.
    case 'import_statement':
    case 'import_from_statement':
    case 'pass_statement':
    case 'comment':
      return undefined;
    default:
      return unknown();
  }
}

function assign(node: SyntaxNode, evaluator: Evaluator, frame: Frame): void {
  const target = node.field('left');
  const value = valueOf(node.field('right'), evaluator, frame);
  if (node.kind() === 'assignment') {
    if (target?.kind() !== 'subscript') return evaluator.bind(target, value, frame);
    const object = valueOf(target.field('value'), evaluator, frame);
    const at = valueOf(target.field('subscript'), evaluator, frame);
    if ((!Buffer.isBuffer(object) && !Array.isArray(object)) || typeof at !== 'number' || at >= object.length)
      return unknown();
    if (Buffer.isBuffer(object)) object[at < 0 ? at + object.length : at] = Number(value);
    else object[at < 0 ? at + object.length : at] = value;
    return;
  }
  const sign = (node.field('operator')?.text() ?? '').replace(/=$/, '');
  const held = valueOf(target, evaluator, frame);
  const given = binary(sign, held, value, (layer) => evaluator.note(layer));
  if (target?.kind() === 'subscript') {
    const object = valueOf(target.field('value'), evaluator, frame);
    const at = valueOf(target.field('subscript'), evaluator, frame);
    if (Buffer.isBuffer(object) && typeof at === 'number') object[at] = Number(given);
    else if (Array.isArray(object) && typeof at === 'number') object[at] = given;
    else unknown();
    return;
  }
  evaluator.bind(target, given, frame);
}
