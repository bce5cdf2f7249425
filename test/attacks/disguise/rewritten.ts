import { parseSync } from 'oxc-parser';

export interface Rewriting {
  /** An expression instead of a string literal. */
  string?: (value: string) => string;
  /** An expression in brackets instead of `.member`. */
  member?: (name: string) => string;
  /** Another name for something the code declares; `at` counts declared names. */
  name?: (old: string, at: number) => string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** The same script with other strings, members and names, found by its syntax tree. */
export function rewritten(code: string, how: Rewriting): string {
  const parsed = parseSync('payload.cjs', code, { sourceType: 'script' });
  if (parsed.errors.length > 0) throw new Error(`${parsed.errors[0]?.message}\n${code}`);
  const root = parsed.program as unknown as Node;
  const declared = how.name === undefined ? [] : declaredNames(root);
  const names = new Map(declared.map((old, at) => [old, how.name!(old, at)]));
  const edits: { start: number; end: number; text: string }[] = [];
  walk(root, undefined, '', (node, parent, key) => {
    if (node.type === 'Literal' && typeof node.value === 'string' && how.string !== undefined) {
      if (parent?.directive !== undefined) return;
      const text = how.string(node.value);
      const isKey = key === 'key' && parent?.computed !== true;
      edits.push({ start: node.start, end: node.end, text: isKey ? `[${text}]` : text });
    }
    if (node.type === 'MemberExpression' && node.computed === false && how.member !== undefined) {
      const [object, property] = [node.object as Node, node.property as Node];
      if (property.type !== 'Identifier') return;
      const text = `${node.optional === true ? '?.' : ''}[${how.member(property.name as string)}]`;
      edits.push({ start: object.end, end: property.end, text });
    }
    if (node.type === 'Property' && node.shorthand === true) {
      const name = names.get((node.key as Node).name as string);
      if (name !== undefined) {
        const kept = (node.key as Node).name as string;
        edits.push({ start: node.start, end: (node.key as Node).end, text: `${kept}: ${name}` });
      }
    }
    if (node.type !== 'Identifier' || !names.has(node.name as string)) return;
    if (parent?.type === 'MemberExpression' && key === 'property' && parent.computed === false) return;
    if (
      parent?.type === 'Property' &&
      (key === 'key' || parent.shorthand === true) &&
      parent.computed !== true
    )
      return;
    if (parent?.type === 'AssignmentPattern' && edits.some(({ start }) => start === node.start)) return;
    edits.push({ start: node.start, end: node.end, text: names.get(node.name as string)! });
  });
  return edits
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code);
}

function declaredNames(root: Node): string[] {
  const found = new Set<string>();
  const pattern = (node: Node | null): void => {
    if (node === null) return;
    if (node.type === 'Identifier') found.add(node.name as string);
    if (node.type === 'AssignmentPattern') pattern(node.left as Node);
    if (node.type === 'RestElement') pattern(node.argument as Node);
    if (node.type === 'ArrayPattern') (node.elements as (Node | null)[]).forEach(pattern);
    if (node.type === 'ObjectPattern')
      (node.properties as Node[]).forEach((each) =>
        pattern(each.type === 'RestElement' ? each : (each.value as Node)),
      );
  };
  walk(root, undefined, '', (node) => {
    if (node.type === 'VariableDeclarator') pattern(node.id as Node);
    if (/Function/.test(node.type) && Array.isArray(node.params)) {
      pattern((node.id as Node | undefined) ?? null);
      (node.params as Node[]).forEach(pattern);
    }
    if (node.type === 'CatchClause') pattern((node.param as Node | undefined) ?? null);
  });
  return [...found];
}

function walk(
  node: Node,
  parent: Node | undefined,
  key: string,
  visit: (node: Node, parent: Node | undefined, key: string) => void,
): void {
  visit(node, parent, key);
  for (const [name, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && typeof (child as Node).type === 'string')
        walk(child as Node, node, name, visit);
}
