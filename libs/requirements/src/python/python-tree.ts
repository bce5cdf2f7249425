import { parse, registerDynamicLanguage, type SgNode } from '@ast-grep/napi';
import python from '@ast-grep/lang-python';

registerDynamicLanguage({ python });

export type { SgNode };

export function parsePython(text: string): SgNode {
  return parse('python', text).root();
}

export function lineOf(node: SgNode): number {
  return node.range().start.line + 1;
}

/** Children that are neither punctuation nor comments. */
export function partsOf(node: SgNode | null | undefined): SgNode[] {
  return node?.children().filter((child) => child.isNamed() && child.kind() !== 'comment') ?? [];
}

/** Kinds that may have no width although nothing is wrong. */
const MAY_BE_EMPTY = /^(?:module|string_content|string_end|_newline|_indent|_dedent)$/;

/** The parser goes on after a mistake: what it did not understand is an ERROR, what it missed has no text. */
export function brokenIn(root: SgNode): SgNode[] {
  return root
    .findAll({ rule: { any: [{ kind: 'ERROR' }, { regex: '^$' }] } })
    .filter((node) => node.kind() === 'ERROR' || (node.isLeaf() && !MAY_BE_EMPTY.test(String(node.kind()))));
}

/** The source of a node on one line, shortened. */
export function excerptOf(node: SgNode): string {
  return node.text().slice(0, 120).replace(/\s+/g, ' ');
}
