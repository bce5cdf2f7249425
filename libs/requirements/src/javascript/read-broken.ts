import { Lang, parse, type SgNode } from '@ast-grep/napi';
import type { SpecifierUse } from './javascript-reading';

const MAX_NODES = 500_000;

/**
 * The specifiers of a file that oxc gives up on, by a parser that goes on after mistakes. The file is a problem all
 * the same; this only tells more of what it would import once somebody mends it.
 */
export function readBroken(text: string): SpecifierUse[] {
  const uses: SpecifierUse[] = [];
  const stack: SgNode[] = [parse(Lang.Tsx, text).root()];
  for (let count = 0; count < MAX_NODES; count += 1) {
    const node = stack.pop();
    if (node === undefined) break;
    const source = sourceOf(node);
    if (source !== undefined) uses.push({ specifier: source, line: node.range().start.line + 1, marks: [] });
    stack.push(...node.children().reverse());
  }
  return uses;
}

function sourceOf(node: SgNode): string | undefined {
  switch (node.kind()) {
    case 'import_statement':
    case 'export_statement':
      return literalOf(node.field('source') ?? node.children().find((child) => child.kind() === 'string'));
    case 'call_expression': {
      if (!/^(?:import|require)$/.test(node.field('function')?.text() ?? '')) return undefined;
      return literalOf(
        node
          .field('arguments')
          ?.children()
          .find((child) => child.isNamed()),
      );
    }
    default:
      return undefined;
  }
}

function literalOf(node: SgNode | null | undefined): string | undefined {
  return node?.kind() === 'string' ? node.text().slice(1, -1) : undefined;
}
