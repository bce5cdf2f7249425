import type { CodeReading, Signal } from '../../facts/signal';
import { parsePython, type SyntaxNode } from './syntax-node';

/** What a library does that starts programs and writes files, and hands its environment on to them. */
const PLAIN: ReadonlySet<Signal> = new Set(['environment-harvest', 'file-write', 'subprocess']);
const IS_PROGRAM = /^__name__\s*==\s*["']__main__["']$/;
const MAX_NODES = 50_000;

/**
 * Text that was read to its end, holds nothing that anybody would hide, and only gives names to functions and values when
 * it is evaluated: nothing is called but decorators that it defines itself.
 */
export function isLibrary(text: string, { observations, gaps }: CodeReading): boolean {
  return gaps.length === 0 && observations.every(({ signal }) => PLAIN.has(signal)) && onlyDefines(text);
}

function onlyDefines(text: string): boolean {
  const root = parsePython(text);
  if (root === undefined) return false;
  const stack = [...root.children()];
  if (stack.some((statement) => statement.kind() === 'ERROR')) return false;
  const own = new Set<string>();
  for (const statement of stack)
    if (statement.kind() === 'function_definition') own.add(statement.field('name')?.text() ?? '');
  if (own.size === 0) return false;
  for (let seen = 0; seen < MAX_NODES; seen += 1) {
    const node = stack.pop();
    if (node === undefined) return true;
    if (node.kind() === 'call') return false;
    stack.push(...runAtOnce(node, own));
  }
  return false;
}

/** Of what a statement is made of, what runs with it. */
function runAtOnce(node: SyntaxNode, own: ReadonlySet<string>): readonly SyntaxNode[] {
  switch (node.kind()) {
    case 'function_definition':
      return [node.field('parameters'), node.field('return_type')].flatMap((each) => each ?? []);
    case 'lambda':
      return [node.field('parameters')].flatMap((each) => each ?? []);
    case 'decorator': {
      const call = node.children().find((each) => each.kind() === 'call');
      const isOwn = call !== undefined && own.has(call.field('function')?.text() ?? '');
      return isOwn ? (call.field('arguments')?.children() ?? []) : node.children();
    }
    case 'if_statement':
      return IS_PROGRAM.test(node.field('condition')?.text() ?? '')
        ? node.children().filter((each) => /^(?:elif|else)_clause$/.test(each.kind()))
        : node.children();
    default:
      return node.children();
  }
}
