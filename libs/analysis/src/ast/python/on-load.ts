import type { SyntaxNode } from './syntax-node';

const MAX_NODES = 200_000;
/** Calls that call what they are given. */
const CALLS_BACK =
  /(?:^|\.)(?:Thread|Timer|Process|submit|register|call_soon|call_later|run_in_executor|create_task|ensure_future|start_new_thread|run|gather|partial)$/;

/**
 * Every node that runs when the file is imported: its statements, without what only running it as a program reaches, and
 * the functions that these call by name. Whether a condition holds is left out.
 */
export function onLoad(root: SyntaxNode): SyntaxNode[] {
  const functions = new Map<string, SyntaxNode[]>();
  for (const node of below(root, () => true))
    if (node.kind() === 'function_definition') add(functions, node.field('name')?.text() ?? '', node);
  const classes = new Map<string, SyntaxNode>();
  for (const node of below(root, () => true))
    if (node.kind() === 'class_definition') classes.set(node.field('name')?.text() ?? '', node);
  const reached: SyntaxNode[] = [];
  const entered = new Set<number>();
  const queue: SyntaxNode[] = [root];
  for (let from = queue.pop(); from !== undefined && reached.length < MAX_NODES; from = queue.pop()) {
    for (const node of below(from, isRunHere)) {
      reached.push(node);
      for (const name of calledBy(node)) {
        const isClass = classes.has(name);
        for (const fn of functions.get(isClass ? '__init__' : name) ?? []) {
          if (entered.has(fn.id())) continue;
          entered.add(fn.id());
          const body = fn.field('body');
          if (body) queue.push(body);
        }
      }
    }
  }
  return reached;
}

/** The same as a question, which is worked out when it is first asked. */
export function reachedOnLoad(root: SyntaxNode): (node: SyntaxNode) => boolean {
  let reached: Set<number> | undefined;
  return (node) => (reached ??= new Set(onLoad(root).map((each) => each.id()))).has(node.id());
}

/** What is entered on the way down: not the bodies of functions, and not what waits for `__main__`. */
function isRunHere(node: SyntaxNode): boolean {
  const kind = node.kind();
  if (kind === 'function_definition') return false;
  return !(kind === 'if_statement' && /\b__name__\b/.test(node.field('condition')?.text() ?? ''));
}

/** Last parts of names that are called here, or handed to what calls them. */
function calledBy(node: SyntaxNode): string[] {
  if (node.kind() === 'decorator') return [lastPart(node.text().replace(/^@|\(.*$/gs, ''))];
  if (node.kind() !== 'call') return [];
  const callee = node.field('function')?.text() ?? '';
  const given = CALLS_BACK.test(callee)
    ? (node.field('arguments')?.children() ?? []).map((arg) => (arg.field('value') ?? arg).text())
    : [];
  return [lastPart(callee), ...given.filter((text) => /^[\w.]+$/.test(text)).map(lastPart)];
}

function lastPart(path: string): string {
  return path.split('.').at(-1) ?? path;
}

function add(to: Map<string, SyntaxNode[]>, name: string, node: SyntaxNode): void {
  to.set(name, [...(to.get(name) ?? []), node]);
}

/** Not recursive: depth is the author's to choose. */
function* below(root: SyntaxNode, isEntered: (node: SyntaxNode) => boolean): Generator<SyntaxNode> {
  const stack = [root];
  for (let seen = 0; seen < MAX_NODES; seen += 1) {
    const node = stack.pop();
    if (node === undefined) return;
    if (node !== root) yield node;
    if (node !== root && !isEntered(node)) continue;
    const children = node.children();
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at];
      if (child?.isNamed()) stack.push(child);
    }
  }
}
