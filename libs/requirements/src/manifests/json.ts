import { findNodeAtLocation, parseTree, getNodeValue, type Node, type ParseError } from 'jsonc-parser';
import { Lines } from './lines';

/** A JSON document that knows its lines. */
export interface JsonDocument {
  data: unknown;
  lineOf(path: readonly (string | number)[]): number | undefined;
}

/** Deeper documents are not parsed: the parser calls itself for each level. */
const MAX_DEPTH = 200;

/** JSON, or with `comments` what TypeScript, Deno and Bun take for it: comments and trailing commas. */
export function readJson(
  text: string,
  { comments = false }: { comments?: boolean } = {},
): JsonDocument | { message: string; line?: number } {
  const source = text.replace(/^\ufeff/, '');
  if (isTooDeep(source)) return { message: `JSON with more than ${MAX_DEPTH} levels` };
  const lines = new Lines(source);
  const errors: ParseError[] = [];
  const tree: Node | undefined = parseTree(source, errors, {
    disallowComments: !comments,
    allowTrailingComma: comments,
    allowEmptyContent: false,
  });
  const [first] = errors;
  if (tree === undefined || first !== undefined)
    return { message: 'not JSON', ...(first === undefined ? {} : { line: lines.at(first.offset) }) };
  return {
    data: getNodeValue(tree) as unknown,
    lineOf: (path) => {
      const node = findNodeAtLocation(tree, [...path]);
      return node === undefined
        ? undefined
        : lines.at((node.parent?.type === 'property' ? node.parent : node).offset);
    },
  };
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === 92) at += 1;
      else if (code === 34) inText = false;
    } else if (code === 34) inText = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}
