import { ofLibrary } from './call-shapes';
import { named } from './constants/nodes';
import type { SyntaxNode } from './syntax-node';
import { argumentsOf } from './flow-words';
import {
  EVALUATES,
  EVALUATING_METHODS,
  EVALUATORS,
  STARTERS,
  STARTING_METHODS,
  UNREAD_EVALUATORS,
} from './known-modules';
import type { Names } from './names';

export interface Act {
  readonly kind: 'evaluates' | 'starts';
  /** Where what is evaluated or started may come from. */
  readonly given: readonly SyntaxNode[];
}

/** They ask what a value is, and call nothing. */
const ASKS = /^(?:isinstance|issubclass|hasattr|getattr|setattr|callable|type|id|repr|(?:typing\.)?cast)$/;
/** Of these every word is of the command; of the others the rest is settings. */
const IN_WORDS = /^(?:os\.(?:exec|spawn|posix_spawn)|_posixsubprocess\.)/;
/** Text that stands there and evaluates or starts what its names hold: `exec('exec(x)', {'x': code})`. */
const RUNS = /\b(?:exec|eval|system|popen|Popen|run|call)\s*\(/;
/** These evaluate more than what they are given first. */
const IN_PARTS = /^timeit\./;

/** Whether a path is of what evaluates or starts. */
export function kindOf(path: string): Act['kind'] | undefined {
  if (EVALUATORS.test(path) || UNREAD_EVALUATORS.test(path)) return 'evaluates';
  return STARTERS.test(path) ? 'starts' : undefined;
}

/** What a call evaluates or starts: itself, or through whom it hands an evaluator to. */
export function actsOf(node: SyntaxNode, names: Names): Act[] {
  const callee = node.field('function');
  const path = names.path(callee) ?? '';
  const method = callee?.kind() === 'attribute' ? (callee.field('attribute')?.text() ?? '') : '';
  const args = argumentsOf(node);
  const library = ofLibrary(node, args, names);
  const kind =
    kindOf(library ?? path) ??
    (EVALUATING_METHODS.test(method) ? 'evaluates' : STARTING_METHODS.test(method) ? 'starts' : undefined);
  if (kind !== undefined) {
    const isOfNames = EVALUATES.test(path) && args.length > 1 && RUNS.test(names.textOf(args[0]) ?? '');
    const isAll =
      isOfNames || IN_PARTS.test(path) || IN_WORDS.test(library ?? path) || STARTING_METHODS.test(method);
    return [{ kind, given: isAll ? args : args.slice(0, 1) }];
  }
  return [...handedOn(path, args, names), ...calledByName(callee, args, names)];
}

/** `Timer(0, exec, [code])`, `submit(os.system, command)`: somebody else calls it with what stands beside. */
function handedOn(path: string, args: readonly SyntaxNode[], names: Names): Act[] {
  if (ASKS.test(path)) return [];
  const values = args.flatMap(valuesOf);
  return values.flatMap((value): Act[] => {
    const kind = kindOf(names.path(value) ?? '');
    return kind === undefined ? [] : [{ kind, given: values.filter((each) => each !== value) }];
  });
}

/** `operator.methodcaller('system', command)(os)` */
function calledByName(callee: SyntaxNode | null, args: readonly SyntaxNode[], names: Names): Act[] {
  if (callee?.kind() !== 'call' || names.path(callee.field('function')) !== 'operator.methodcaller')
    return [];
  const [name, ...given] = argumentsOf(callee);
  const kind = kindOf(`${names.path(args[0]) ?? ''}.${names.textOf(name) ?? ''}`.replace(/^builtins\./, ''));
  return kind === undefined ? [] : [{ kind, given }];
}

/** `reduce(operator.call, [exec, code])`: evaluators are handed on in collections too. */
export function valuesOf(arg: SyntaxNode): SyntaxNode[] {
  const value = arg.kind() === 'keyword_argument' ? arg.field('value') : arg;
  if (value === null) return [];
  return /^(?:list|tuple)$/.test(value.kind()) ? named(value) : [value];
}
