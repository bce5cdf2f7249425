import { actsOf } from './acts';
import { writesAutoload } from './autoload-writes';
import {
  argumentsOf,
  INTERPRETER,
  REMOTE,
  RUNS_BYTES,
  SENDING_COMMAND,
  SENDS,
  SHOWS,
  TELLS_WHO,
  union,
  type Labels,
} from './flow-words';
import type { Flow } from './flows';
import { LOADERS, NETWORK_CALLS, STARTERS } from './known-modules';
import type { Names } from './names';
import { isShellOnSocket } from './shell-on-socket';
import type { SyntaxNode } from './syntax-node';
import { unpickled } from './unpickles';

export interface Asked {
  readonly names: Names;
  /** Of the whole file. */
  readonly text: string;
  /** Whoever compares with a checksum says which program it has to be. */
  readonly isChecked: boolean;
  labels(node: SyntaxNode | null | undefined): Labels;
  /** Of what lies in a folder, by its path. */
  inFolder(path: string | undefined): Labels;
  /** Whether importing the file reaches the node. */
  isOnLoad(node: SyntaxNode): boolean;
}

type Signal = Flow['signal'];

/** What arrives at a call that sends, evaluates, starts or loads. */
export function sinksOf(node: SyntaxNode, asked: Asked): Flow[] {
  const { names, labels } = asked;
  const path = names.path(node.field('function')) ?? '';
  const all = argumentsOf(node);
  const args = all.filter(
    (arg) => arg.kind() !== 'keyword_argument' || !TELLS_WHO.test(arg.field('name')?.text() ?? ''),
  );
  const signals: Signal[] = [];
  if (isSending(node, path, asked)) {
    const sent = union(args.map(labels));
    if (sent.has('environment') || sent.has('credential')) signals.push('secret-sent');
    else if (sent.has('identity')) signals.push('identity-sent');
  }
  const isStreamOfSocket = path === 'os.dup2' && labels(args[0]).has('fetched');
  if (isStreamOfSocket || isShellOnSocket(node, path, labels)) signals.push('reverse-shell');
  if (writesAutoload(node, path, names, labels)) signals.push('autoload-written');
  for (const { kind, given } of actsOf(node, names))
    signals.push(...(kind === 'evaluates' ? evaluated : started)(union(given.map(labels)), asked));
  const objects = unpickled(node, path, names)?.map(labels);
  if (objects !== undefined) signals.push(...madeObjects(union(objects), node, asked));
  if (LOADERS.test(path)) signals.push(...loaded(node, path, args, asked));
  if (isFedToInterpreter(node, path, asked)) signals.push(...code(union(fed(node, path).map(labels))));
  const replaced = path === 'setattr' && names.textOf(args[1]) === '__code__' ? labels(args[2]) : undefined;
  if (replaced !== undefined) signals.push(...code(replaced));
  if (/^ctypes\./.test(path) && RUNS_BYTES.test(asked.text)) signals.push(...code(union(args.map(labels))));
  return signals.map((signal) => ({ signal, node }));
}

/** What is wrong with code by where it comes from. */
export function code(labels: Labels): Signal[] {
  return [
    ...(labels.has('decoded') ? (['decoded-code'] as const) : []),
    ...(labels.has('fetched') ? (['remote-code'] as const) : []),
  ];
}

function evaluated(labels: Labels, { isChecked }: Asked): Signal[] {
  return [
    ...code(labels),
    ...(labels.has('asset') ? (['asset-code'] as const) : []),
    ...(labels.has('decoded-file') ? (['decoded-code'] as const) : []),
    ...(labels.has('fetched-file') && !isChecked ? (['remote-code'] as const) : []),
  ];
}

/**
 * Programs that talk to each other hand on objects in this way, and so do those that fetch a model when somebody asks for
 * it. Nobody has a reason to as soon as a module is imported.
 */
function madeObjects(labels: Labels, node: SyntaxNode, { isChecked, isOnLoad }: Asked): Signal[] {
  const isForeign = labels.has('fetched') || (labels.has('fetched-file') && !isChecked);
  return isForeign && isOnLoad(node) ? ['remote-code'] : [];
}

/** A program that is decoded first may be a name; one that is fetched is none. */
function started(labels: Labels, { isChecked }: Asked): Signal[] {
  return [
    ...(labels.has('decoded-file') ? (['decoded-code'] as const) : []),
    ...(labels.has('fetched') ? (['remote-code'] as const) : []),
    ...(labels.has('asset') ? (['asset-code'] as const) : []),
    ...(labels.has('fetched-file') && !isChecked ? (['downloaded-program'] as const) : []),
  ];
}

function loaded(
  node: SyntaxNode,
  path: string,
  args: readonly SyntaxNode[],
  { names, labels, inFolder, isChecked, isOnLoad }: Asked,
): Signal[] {
  const isPath = path.startsWith('sys.path.') || path === 'site.addsitedir';
  const given = union(args.flatMap((arg) => [labels(arg), ...(isPath ? [inFolder(names.textOf(arg))] : [])]));
  return [
    // Installers carry themselves as an archive to import from, when they are run; what is imported has no such reason.
    ...(given.has('decoded-file') && (!isPath || isOnLoad(node)) ? (['decoded-code'] as const) : []),
    ...(given.has('asset-path') && !isPath ? (['asset-code'] as const) : []),
    ...(given.has('fetched-file') && !isChecked ? (['downloaded-program'] as const) : []),
  ];
}

function isSending(node: SyntaxNode, path: string, { labels, text }: Asked): boolean {
  if (NETWORK_CALLS.test(path) || SHOWS.test(path)) return true;
  const [first] = argumentsOf(node);
  if (STARTERS.test(path)) return first !== undefined && SENDING_COMMAND.test(first.text());
  const callee = node.field('function');
  if (callee?.kind() !== 'attribute' || !(SENDS.test(methodOf(node)) || REMOTE.test(text))) return false;
  return labels(callee.field('object')).has('fetched');
}

/** `run([sys.executable, '-'], input=…)`, `Popen(['sh'], stdin=PIPE).communicate(…)` */
function isFedToInterpreter(node: SyntaxNode, path: string, { text }: Asked): boolean {
  if (STARTERS.test(path)) return INTERPRETER.test(argumentsOf(node)[0]?.text() ?? '');
  const isFed =
    methodOf(node) === 'communicate' || /\.stdin\.write$/.test(node.field('function')?.text() ?? '');
  return isFed && INTERPRETER.test(text);
}

function fed(node: SyntaxNode, path: string): SyntaxNode[] {
  const args = argumentsOf(node);
  return STARTERS.test(path) ? args.filter((arg) => arg.field('name')?.text() === 'input') : args.slice(0, 1);
}

function methodOf(call: SyntaxNode): string {
  const callee = call.field('function');
  return callee?.kind() === 'attribute' ? (callee.field('attribute')?.text() ?? '') : '';
}
