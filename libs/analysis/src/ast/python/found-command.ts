import { UNKNOWN_PART, type FoundCommand } from '../../facts/signal';
import { named } from './constants/nodes';
import type { Names } from './names';
import type { SyntaxNode } from './syntax-node';

/** The command that a call starts, as far as it is known. */
export function foundCommand(callee: string, args: readonly SyntaxNode[], names: Names): FoundCommand {
  const [first] = args;
  const word = (node: SyntaxNode): string =>
    names.path(node) === 'sys.executable' ? 'python' : (names.textOf(node) ?? UNKNOWN_PART);
  if (first?.kind() === 'list') return { argv: named(first).map(word) };
  if (/^os\.(?:exec|spawn|posix_spawn)/.test(callee)) return { argv: args.map(word) };
  return { text: names.textOf(first) ?? UNKNOWN_PART };
}
