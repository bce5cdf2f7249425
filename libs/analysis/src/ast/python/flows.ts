import type { SgNode } from '@ast-grep/napi';
import { isCredentialText } from '../../facts/text-signals';
import { EVALUATORS, NETWORK_CALLS, STARTERS } from './known-modules';
import { contentOf, type Names } from './names';

/** Where a value came from; a path is not yet what the file holds. */
type Label =
  | 'fetched-file'
  | 'environment'
  | 'credential'
  | 'credential-path'
  | 'identity'
  | 'fetched'
  | 'asset'
  | 'asset-path';
type Labels = ReadonlyMap<Label, SgNode>;

export interface Flow {
  readonly signal: 'secret-sent' | 'identity-sent' | 'remote-code' | 'asset-code' | 'downloaded-program';
  /** The sink. */
  readonly node: SgNode;
}

const NONE: Labels = new Map();
const MAX_PASSES = 6;
const MAX_DEPTH = 60;
const FUEL = 200_000;
/** A file without a word of either kind has no flow that is looked for, and is not gone through. */
const SOURCE =
  /environ|gethostname|getuser|getnode|platform\.|uname|urlopen|urlretrieve|requests|httpx|aiohttp|urllib|http\.client|socket|\.(?:ssh|aws|npmrc|pypirc|netrc|kube|docker|config|gnupg)\b|\.(?:wav|mp3|ogg|png|jpe?g|gif|bmp|ico|bin|dat|woff2?|ttf)\b/i;
const SINK = /requests|httpx|aiohttp|urlopen|urllib|http\.client|socket|exec|eval|subprocess|system|popen/i;
const ASSET = /\.(?:wav|mp3|ogg|flac|png|jpe?g|gif|bmp|webp|ico|bin|dat|woff2?|ttf|otf|mp4|enc|blob)$/i;
const IDENTITY =
  /^(?:socket\.(?:gethostname|getfqdn)|getpass\.getuser|os\.(?:getlogin|uname)|platform\.(?:node|uname)|uuid\.getnode)$/;
const READERS = /^(?:open|io\.open|codecs\.open|wave\.open|Image\.open|PIL\.Image\.open)$/;
const READ_METHODS = /^(?:read_text|read_bytes|open)$/;
const FILLS = /^(?:append|extend|add|update|insert|setdefault|write)$/;
const SENDS = /^(?:send|sendall|sendto|post|put|get|request|urlopen|connect)$/;
const FORGETS = /^(?:hexdigest|digest|keys|startswith|endswith|index|count|exists|is_file)$/;
/** Whoever compares with a checksum or a signature says which program it has to be. */
const CHECKED = /sha(?:256|384|512)|checksum|integrity|signature|hashlib/i;
const WRITES = /^(?:write|write_bytes|write_text|extractall|extract)$/;
const SENDING_COMMAND = /\b(?:curl|wget|nc|ncat|invoke-webrequest|iwr|nslookup|dig)\b/i;
const TELLS_WHO = /^(?:headers|auth|cert|verify|timeout|proxies|cookies)$/;
const STEPS = new Set([
  'assignment',
  'augmented_assignment',
  'named_expression',
  'for_statement',
  'for_in_clause',
  'return_statement',
  'as_pattern',
  'call',
]);
const FUNCTIONS = new Set(['function_definition', 'lambda']);

/** Whether going through the file for flows could find any. */
export function mayFlow(text: string): boolean {
  return SOURCE.test(text) && SINK.test(text);
}

/**
 * Follows secrets, fetched content and assets through the names of one file of Python, without running it: assignments,
 * calls of its own functions, collections. Order and conditions are left out, which can only add to what is found.
 */
export class Flows {
  private readonly held = new Map<string, Map<Label, SgNode>>();
  private readonly functions = new Map<string, SgNode>();
  /** Paths that names of open files stand for. */
  private readonly opened = new Map<string, readonly SgNode[]>();
  private readonly steps: SgNode[] = [];
  private readonly calls: SgNode[] = [];
  /** Of each step, the function that it stands in. */
  private readonly within = new Map<number, number>();
  private changed = false;
  private fuel = FUEL;
  private readonly isChecked: boolean;

  constructor(
    root: SgNode,
    private readonly names: Names,
  ) {
    this.isChecked = CHECKED.test(root.text());
    const stack: [SgNode, number][] = [[root, 0]];
    for (let entry = stack.pop(); entry !== undefined && this.steps.length < 20_000; entry = stack.pop()) {
      const [node, scope] = entry;
      const kind = node.kind() as string;
      if (STEPS.has(kind)) {
        this.steps.push(node);
        this.within.set(node.id(), scope);
      }
      if (kind === 'call') this.calls.push(node);
      const name = kind === 'function_definition' ? node.field('name')?.text() : undefined;
      if (name !== undefined) this.functions.set(name, node);
      const inner = FUNCTIONS.has(kind) ? node.id() : scope;
      for (const child of node.children().reverse()) if (child.isNamed()) stack.push([child, inner]);
    }
  }

  find(): Flow[] {
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      this.changed = false;
      for (const node of this.steps) this.step(node);
      if (!this.changed || this.fuel < 0) break;
    }
    return this.calls.flatMap((call) => this.sink(call));
  }

  private step(node: SgNode): void {
    const scope = this.within.get(node.id()) ?? 0;
    switch (node.kind() as string) {
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
      case 'for_in_clause':
        return this.bind(node.field('left'), this.labels(node.field('right'), scope), scope);
      case 'named_expression':
        return this.bind(node.field('name'), this.labels(node.field('value'), scope), scope);
      case 'as_pattern':
        this.open(node.field('alias')?.text(), node.child(0));
        return this.bind(node.field('alias')?.child(0), this.labels(node.child(0), scope), scope);
      case 'return_statement':
        return this.add(`return ${scope}`, this.labels(node.child(1), scope));
      default:
        return this.call(node, scope);
    }
  }

  /** `with open(path) as file`: what is written to the file lies at the path. */
  private open(name: string | undefined, value: SgNode | null): void {
    if (name === undefined || value?.kind() !== 'call') return;
    const [path] = argumentsOf(value);
    if (path !== undefined && READERS.test(this.names.path(value.field('function')) ?? ''))
      this.opened.set(name, [path]);
  }

  /** A function of the file, called by its name or as a method of the same object. */
  private functionOf(callee: SgNode | null): SgNode | undefined {
    if (callee?.kind() === 'identifier') return this.functions.get(callee.text());
    if (callee?.kind() !== 'attribute' || !/^(?:self|cls)$/.test(callee.field('object')?.text() ?? ''))
      return undefined;
    return this.functions.get(callee.field('attribute')?.text() ?? '');
  }

  private call(node: SgNode, scope: number): void {
    const callee = node.field('function');
    const args = argumentsOf(node);
    const fn = this.functionOf(callee);
    if (fn !== undefined) this.give(fn, args, scope);
    this.keptFile(node, args, scope);
    if (callee?.kind() !== 'attribute' || !FILLS.test(callee.field('attribute')?.text() ?? '')) return;
    for (const arg of args) this.bind(callee.field('object'), this.labels(arg, scope), scope);
  }

  /** `urlretrieve(url, path)` and what is written from what was fetched: from then on the path is of a fetched file. */
  private keptFile(node: SgNode, args: readonly SgNode[], scope: number): void {
    const callee = node.field('function');
    const fetchedFile: Labels = new Map([['fetched-file', node]]);
    if (/(?:^|\.)(?:urlretrieve|download_file)$/.test(this.names.path(callee) ?? ''))
      return this.bindAll(args[1], fetchedFile, scope);
    if (callee?.kind() !== 'attribute' || !WRITES.test(callee.field('attribute')?.text() ?? '')) return;
    const object = callee.field('object');
    if (this.labels(object, scope).has('fetched-file')) {
      for (const arg of args) this.bindAll(arg, fetchedFile, scope);
    } else if (union(args.map((arg) => this.labels(arg, scope))).has('fetched')) {
      for (const path of [object, ...(this.opened.get(object?.text() ?? '') ?? [])])
        this.bindAll(path, fetchedFile, scope);
    }
  }

  /** Every name that a path is put together from. */
  private bindAll(target: SgNode | null | undefined, labels: Labels, scope: number): void {
    if (!target) return;
    if (target.kind() === 'identifier') return this.add(`${scope} ${target.text()}`, labels);
    for (const name of target.findAll({ rule: { kind: 'identifier' } })) {
      const around = name.parent()?.kind() as string | undefined;
      if (around !== 'call' && around !== 'attribute') this.add(`${scope} ${name.text()}`, labels);
    }
  }

  private give(fn: SgNode, args: readonly SgNode[], scope: number): void {
    const params = (fn.field('parameters')?.children() ?? [])
      .filter((child) => child.isNamed())
      .map((param) => (param.kind() === 'identifier' ? param : (param.field('name') ?? param.child(0))));
    if (/^(?:self|cls)$/.test(params[0]?.text() ?? '')) params.shift();
    for (const [index, arg] of args.entries()) {
      const isNamed = arg.kind() === 'keyword_argument';
      const param = isNamed
        ? params.find((each) => each?.text() === arg.field('name')?.text())
        : params[index];
      const value = isNamed ? arg.field('value') : arg;
      if (!param) continue;
      const key = `${fn.id()} ${param.text()}`;
      this.add(key, this.labels(value, scope));
      // What a function keeps under the name that it was given lies there for its caller too.
      const kept = this.held.get(key)?.get('fetched-file');
      if (kept !== undefined) this.bindAll(value, new Map([['fetched-file', kept]]), scope);
    }
  }

  private sink(node: SgNode): Flow[] {
    const scope = this.within.get(node.id()) ?? 0;
    const path = this.names.path(node.field('function')) ?? '';
    const args = argumentsOf(node).filter(
      (arg) => arg.kind() !== 'keyword_argument' || !TELLS_WHO.test(arg.field('name')?.text() ?? ''),
    );
    const flows: Flow[] = [];
    if (this.isSending(node, path, scope)) {
      const labels = union(args.map((arg) => this.labels(arg, scope)));
      if (labels.has('environment') || labels.has('credential')) flows.push({ signal: 'secret-sent', node });
      else if (labels.has('identity')) flows.push({ signal: 'identity-sent', node });
    }
    if (EVALUATORS.test(path) || STARTERS.test(path)) {
      const labels = this.labels(args[0], scope);
      if (labels.has('fetched')) flows.push({ signal: 'remote-code', node });
      if (labels.has('asset')) flows.push({ signal: 'asset-code', node });
      if (labels.has('fetched-file') && STARTERS.test(path) && !this.isChecked)
        flows.push({ signal: 'downloaded-program', node });
    }
    return flows;
  }

  private isSending(node: SgNode, path: string, scope: number): boolean {
    if (NETWORK_CALLS.test(path)) return true;
    const [first] = argumentsOf(node);
    if (STARTERS.test(path)) return first !== undefined && SENDING_COMMAND.test(first.text());
    const callee = node.field('function');
    if (callee?.kind() !== 'attribute' || !SENDS.test(callee.field('attribute')?.text() ?? '')) return false;
    return this.labels(callee.field('object'), scope).has('fetched');
  }

  private labels(node: SgNode | null | undefined, scope: number, depth = 0): Labels {
    if (!node || depth > MAX_DEPTH || --this.fuel < 0) return NONE;
    const next = (child: SgNode | null | undefined): Labels => this.labels(child, scope, depth + 1);
    switch (node.kind() as string) {
      case 'identifier':
        return this.ofName(node, scope);
      case 'string':
        return union([
          ofText(node),
          ...node
            .children()
            .filter((child) => child.kind() === 'interpolation')
            .map(next),
        ]);
      case 'attribute':
        if (this.names.path(node) === 'os.environ') return new Map([['environment', node]]);
        return this.held.get(node.text()) ?? next(node.field('object'));
      case 'subscript':
        // One variable by its name.
        return this.names.path(node.field('value')) === 'os.environ' ? NONE : next(node.field('value'));
      case 'call':
        return this.ofCall(node, scope, next);
      case 'comparison_operator':
      case 'not_operator':
      case 'lambda':
        return NONE;
      case 'keyword_argument':
      case 'pair':
        return node.field('name')?.text() === 'env' ? NONE : next(node.field('value'));
      default:
        return union(
          node
            .children()
            .filter((child) => child.isNamed())
            .map(next),
        );
    }
  }

  private ofName(node: SgNode, scope: number): Labels {
    if (this.names.path(node) === 'os.environ') return new Map([['environment', node]]);
    const name = node.text();
    return this.held.get(`${scope} ${name}`) ?? this.held.get(`0 ${name}`) ?? NONE;
  }

  private ofCall(node: SgNode, scope: number, next: (child: SgNode) => Labels): Labels {
    const callee = node.field('function');
    const path = this.names.path(callee) ?? '';
    const args = argumentsOf(node);
    if (IDENTITY.test(path)) return new Map([['identity', node]]);
    if (NETWORK_CALLS.test(path)) return new Map([['fetched', node]]);
    if (STARTERS.test(path) || /^os\.environ\.get$|^os\.getenv$/.test(path)) return NONE;
    if (/^(?:zipfile|tarfile)\.\w+/.test(path)) return union(args.map(next));
    if (READERS.test(path)) return read(union(args.map(next)), node);
    const fn = this.functionOf(callee);
    if (fn !== undefined) return this.held.get(`return ${fn.id()}`) ?? NONE;
    const method = callee?.kind() === 'attribute' ? (callee.field('attribute')?.text() ?? '') : '';
    if (FORGETS.test(method)) return NONE;
    const object = callee?.kind() === 'attribute' ? this.labels(callee.field('object'), scope) : NONE;
    const all = union([object, ...args.map(next)]);
    return READ_METHODS.test(method) ? read(all, node) : all;
  }

  private bind(target: SgNode | null | undefined, labels: Labels, scope: number): void {
    if (!target || labels.size === 0) return;
    switch (target.kind() as string) {
      case 'identifier':
        return this.add(`${scope} ${target.text()}`, labels);
      case 'attribute':
        return this.add(target.text(), labels);
      case 'subscript':
        return this.bind(target.field('value'), labels, scope);
      default:
        for (const child of target.children()) if (child.isNamed()) this.bind(child, labels, scope);
    }
  }

  private add(key: string, labels: Labels): void {
    if (labels.size === 0) return;
    const known = this.held.get(key) ?? new Map<Label, SgNode>();
    this.held.set(key, known);
    for (const [label, source] of labels) {
      if (known.has(label)) continue;
      known.set(label, source);
      this.changed = true;
    }
  }
}

function argumentsOf(call: SgNode): SgNode[] {
  return (call.field('arguments')?.children() ?? []).filter(
    (child) => child.isNamed() && child.kind() !== 'comment',
  );
}

function ofText(node: SgNode): Labels {
  const text = contentOf(node);
  if (isCredentialText(text)) return new Map([['credential-path', node]]);
  return ASSET.test(text) ? new Map([['asset-path', node]]) : NONE;
}

/** What a file holds, by what its path is. */
function read(labels: Labels, node: SgNode): Labels {
  const held = new Map<Label, SgNode>(labels);
  if (held.delete('credential-path')) held.set('credential', node);
  if (held.delete('asset-path')) held.set('asset', node);
  return held;
}

function union(all: readonly Labels[]): Labels {
  const some = all.filter((labels) => labels.size > 0);
  if (some.length <= 1) return some[0] ?? NONE;
  return new Map(some.flatMap((labels) => [...labels]));
}
