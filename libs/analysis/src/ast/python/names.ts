import type { SgNode } from '@ast-grep/napi';
import { ALIASES, DECODERS, NETWORK_CALLS } from './known-modules';

const BUILTINS = /^(?:__builtins__|builtins)\./;
const MAX_DEPTH = 50;
const MAX_SUBTREE = 500;

/** What the names of one file stand for, as imports and assignments so far have said; one scope for the whole file. */
export class Names {
  /** Local names to dotted paths: `d` -> `base64.b64decode`. */
  private readonly paths = new Map<string, string>();
  private readonly texts = new Map<string, string>();
  private readonly decoded = new Set<string>();

  imported(name: string, path: string): void {
    this.paths.set(name, path);
  }

  assigned(name: string, value: SgNode): void {
    const path = this.path(value);
    if (path !== undefined) this.paths.set(name, path);
    const text = this.textOf(value);
    if (text !== undefined) this.texts.set(name, text);
    if (this.decodes(value)) this.decoded.add(name);
  }

  /** The dotted path an expression names, imports and assignments applied. */
  path(node: SgNode | null | undefined): string | undefined {
    const kind = node?.kind();
    if (!node || (kind !== 'identifier' && kind !== 'attribute' && kind !== 'call')) return undefined;
    if (kind === 'call') return this.pathOfCall(node);
    const [head = '', ...rest] = node.text().replace(/\s/g, '').split('.');
    if (!/^\w+$/.test(head)) {
      const object = this.path(node.field('object'));
      return object === undefined
        ? undefined
        : `${object}.${node.field('attribute')?.text() ?? ''}`.replace(BUILTINS, '');
    }
    const path = [this.paths.get(head) ?? head, ...rest].join('.').replace(BUILTINS, '');
    return ALIASES.get(path) ?? path;
  }

  /** `__import__('base64')` names the module; `getattr(os, 'system')` its member. */
  private pathOfCall(node: SgNode): string | undefined {
    const callee = node.field('function')?.text() ?? '';
    const args =
      node
        .field('arguments')
        ?.children()
        .filter((child) => child.isNamed()) ?? [];
    if (callee === '__import__' || callee === 'importlib.import_module') return this.textOf(args[0]);
    if (callee !== 'getattr') return undefined;
    const object = this.path(args[0]);
    const member = this.textOf(args[1]);
    return object === undefined || member === undefined
      ? undefined
      : `${object}.${member}`.replace(BUILTINS, '');
  }

  /** The text of an expression that is written out. */
  textOf(node: SgNode | null | undefined, depth = 0): string | undefined {
    if (!node || depth > MAX_DEPTH) return undefined;
    switch (node.kind()) {
      case 'string':
        return node.children().some((child) => child.kind() === 'interpolation')
          ? undefined
          : contentOf(node);
      case 'concatenated_string':
        return node.children().map(contentOf).join('');
      case 'identifier':
        return this.texts.get(node.text());
      case 'parenthesized_expression':
        return this.textOf(node.children()[1], depth + 1);
      case 'binary_operator': {
        const left = this.textOf(node.field('left'), depth + 1);
        const right = this.textOf(node.field('right'), depth + 1);
        return node.field('operator')?.text() === '+' && left !== undefined && right !== undefined
          ? left + right
          : undefined;
      }
      default:
        return undefined;
    }
  }

  decodes(node: SgNode): boolean {
    return this.any(
      node,
      (each) =>
        (each.kind() === 'call' &&
          DECODERS.test(this.path(each.field('function')) ?? each.field('function')?.text() ?? '')) ||
        (each.kind() === 'identifier' && this.decoded.has(each.text())),
    );
  }

  fetches(node: SgNode): boolean {
    return this.any(
      node,
      (each) => each.kind() === 'call' && NETWORK_CALLS.test(this.path(each.field('function')) ?? ''),
    );
  }

  private any(root: SgNode, test: (node: SgNode) => boolean): boolean {
    const stack = [root];
    for (let seen = 0; seen < MAX_SUBTREE; seen++) {
      const node = stack.pop();
      if (node === undefined) return false;
      if (test(node)) return true;
      stack.push(...node.children());
    }
    return false;
  }
}

/** The content of a string literal, escapes that can hide names undone. */
export function contentOf(node: SgNode): string {
  const raw = node.text();
  const match = /^[A-Za-z]*("""|'''|"|')([\s\S]*)\1$/.exec(raw);
  const content = match?.[2] ?? raw;
  // Escapes hide names; these are the ones that can.
  return content.replace(
    /\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\n/g,
    (all, hex?: string, code?: string) => {
      if (all === '\\n') return '\n';
      return String.fromCharCode(Number.parseInt(hex ?? code ?? '', 16));
    },
  );
}
