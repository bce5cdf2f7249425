import { posix } from 'node:path';
import { Bound } from '../bound';
import type { SyntaxNode } from './syntax-node';
import { ASKED_BY_LOADERS, NETWORK_CALLS, STARTERS } from './known-modules';
import {
  argumentsOf,
  CHECKED,
  FILLS,
  FORGETS,
  FUNCTIONS,
  IDENTITY,
  MAX_PATH,
  MAX_PASSES,
  NONE,
  ofPath,
  ofText,
  PATHS,
  read,
  DECODES,
  READERS,
  READ_METHODS,
  isRunInPlace,
  STEPS,
  union,
  WRITES,
  type Label,
  type Labels,
} from './flow-words';
import { named } from './constants/nodes';
import { contentOf, type Names } from './names';
import { importedFiles } from './imported-files';
import { reachedOnLoad } from './on-load';
import { OwnFields } from './own-fields';
import { code, sinksOf } from './sinks';

export interface Flow {
  readonly signal:
    | 'secret-sent'
    | 'identity-sent'
    | 'remote-code'
    | 'asset-code'
    | 'decoded-code'
    | 'downloaded-program'
    | 'reverse-shell'
    | 'autoload-written';
  /** The sink. */
  readonly node: SyntaxNode;
}

/**
 * Follows secrets, fetched content and assets through the names of one file of Python, without running it: assignments,
 * calls of its own functions, collections. Order and conditions are left out, which can only add to what is found.
 */
export class Flows {
  private readonly held = new Map<string, Map<Label, SyntaxNode>>();
  private readonly functions = new Map<string, SyntaxNode>();
  /** Paths that names of open files stand for. */
  private readonly opened = new Map<string, readonly SyntaxNode[]>();
  private readonly steps: SyntaxNode[] = [];
  private readonly calls: SyntaxNode[] = [];
  /** Of each step, the function that it stands in. */
  private readonly within = new Map<number, number>();
  private changed = false;
  readonly bound = new Bound(200_000, 300);
  private readonly isChecked: boolean;
  private readonly text: string;
  private readonly fields: OwnFields;
  private readonly isOnLoad: (node: SyntaxNode) => boolean;

  constructor(
    root: SyntaxNode,
    private readonly names: Names,
  ) {
    this.text = root.text();
    this.isChecked = CHECKED.test(this.text);
    this.fields = new OwnFields(root);
    this.isOnLoad = reachedOnLoad(root);
    const stack: [SyntaxNode, number][] = [[root, 0]];
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
      const [node, scope] = entry;
      const kind = node.kind();
      if (STEPS.has(kind)) {
        this.steps.push(node);
        this.within.set(node.id(), scope);
      }
      if (kind === 'call') this.calls.push(node);
      const name = kind === 'function_definition' ? node.field('name')?.text() : undefined;
      if (name !== undefined) this.functions.set(name, node);
      const inner = FUNCTIONS.has(kind) ? node.id() : scope;
      for (const child of node.children().toReversed()) if (child.isNamed()) stack.push([child, inner]);
    }
  }

  find(): Flow[] {
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      this.changed = false;
      for (const node of this.steps) this.step(node);
      if (!this.changed || this.bound.isSpent) break;
    }
    this.bound.renew();
    return [...this.calls.flatMap((call) => this.sink(call)), ...this.taken()];
  }

  private step(node: SyntaxNode): void {
    const scope = this.within.get(node.id()) ?? 0;
    switch (node.kind()) {
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
  private open(name: string | undefined, value: SyntaxNode | null): void {
    if (name === undefined || value?.kind() !== 'call') return;
    const [path] = argumentsOf(value);
    if (path !== undefined && READERS.test(this.names.path(value.field('function')) ?? ''))
      this.opened.set(name, [path]);
  }

  /** A function of the file, called by its name or as a method of the same object. */
  private functionOf(callee: SyntaxNode | null): SyntaxNode | undefined {
    if (callee?.kind() === 'identifier') return this.functions.get(callee.text());
    if (callee?.kind() !== 'attribute' || !/^(?:self|cls)$/.test(callee.field('object')?.text() ?? ''))
      return undefined;
    return this.functions.get(callee.field('attribute')?.text() ?? '');
  }

  private call(node: SyntaxNode, scope: number): void {
    const callee = node.field('function');
    const args = argumentsOf(node);
    const fn = this.functionOf(callee);
    if (fn !== undefined) this.give(fn, args, scope);
    else this.giveLater(args, scope);
    this.keptFile(node, args, scope);
    if (callee?.kind() !== 'attribute' || !FILLS.test(callee.field('attribute')?.text() ?? '')) return;
    for (const arg of args) this.bind(callee.field('object'), this.labels(arg, scope), scope);
  }

  /** `Thread(target=f, args=(x,))`, `executor.submit(f, x)`, `Timer(5, f, [x])`: somebody else calls it with these. */
  private giveLater(args: readonly SyntaxNode[], scope: number): void {
    const values = args.map((arg) => (arg.kind() === 'keyword_argument' ? arg.field('value') : arg));
    const at = values.findIndex((value) => value !== null && this.functionOf(value) !== undefined);
    const fn = this.functionOf(values[at] ?? null);
    if (fn === undefined) return;
    const given = values
      .slice(at + 1)
      .flatMap((value) => (value && /^(?:tuple|list)$/.test(value.kind()) ? named(value) : (value ?? [])));
    this.give(fn, given, scope);
  }

  /** `urlretrieve(url, path)` and what is written from what was fetched: from then on the path is of a fetched file. */
  private keptFile(node: SyntaxNode, args: readonly SyntaxNode[], scope: number): void {
    const callee = node.field('function');
    const fetchedFile: Labels = new Map([['fetched-file', node]]);
    if (/(?:^|\.)(?:urlretrieve|download_file)$/.test(this.names.path(callee) ?? ''))
      return this.bindAll(args[1], fetchedFile, scope);
    if (callee?.kind() !== 'attribute' || !WRITES.test(callee.field('attribute')?.text() ?? '')) return;
    const object = callee.field('object');
    if (this.labels(object, scope).has('fetched-file')) {
      for (const arg of args) this.bindAll(arg, fetchedFile, scope);
      return;
    }
    const content = union(args.map((arg) => this.labels(arg, scope)));
    const kept: Labels = new Map<Label, SyntaxNode>([
      ...(content.has('fetched') ? [...fetchedFile] : []),
      ...(content.has('decoded') ? ([['decoded-file', node]] as const) : []),
    ]);
    for (const path of [object, ...(this.opened.get(object?.text() ?? '') ?? [])])
      this.bindAll(path, kept, scope);
  }

  /** Every name that a path is put together from. */
  private bindAll(target: SyntaxNode | null | undefined, labels: Labels, scope: number): void {
    if (!target) return;
    if (target.kind() === 'identifier') return this.add(`${scope} ${target.text()}`, labels);
    for (const text of [target, ...target.below('string')])
      if (text.kind() === 'string') this.keptAt(text, labels);
    for (const name of target.below('identifier')) {
      const around = name.parent()?.kind();
      if (around !== 'call' && around !== 'attribute') this.add(`${scope} ${name.text()}`, labels);
    }
  }

  /** A path that is written out. */
  private keptAt(node: SyntaxNode, labels: Labels): void {
    const path = contentOf(node);
    if (!/[/\\.]/.test(path) || path.length > MAX_PATH) return;
    this.add(`text ${path}`, labels);
    this.add(`folder ${posix.dirname(path)}`, labels);
  }

  private give(fn: SyntaxNode, args: readonly SyntaxNode[], scope: number): void {
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

  private sink(node: SyntaxNode): Flow[] {
    const scope = this.within.get(node.id()) ?? 0;
    return sinksOf(node, {
      names: this.names,
      text: this.text,
      isChecked: this.isChecked,
      labels: (value) => this.labels(value, scope),
      isOnLoad: this.isOnLoad,
      inFolder: (path) => this.held.get(`folder ${path}`) ?? NONE,
    });
  }

  /** Code that is put in the place of a function's, that Python's loaders are handed, and that is imported by its name. */
  private taken(): Flow[] {
    const replaced = this.steps
      .filter((step) => isRunInPlace(step.field('left')?.text() ?? '', () => this.isOnLoad(step)))
      .map((step) => [step, this.labels(step.field('right'), this.within.get(step.id()) ?? 0)] as const);
    const handed = [...this.functions]
      .filter(([name]) => ASKED_BY_LOADERS.test(name) && /\bimportlib\b|Loader\b/.test(this.text))
      .map(([, fn]) => [fn, this.held.get(`return ${fn.id()}`) ?? NONE] as const);
    const flows = [...replaced, ...handed].flatMap(([node, labels]) =>
      code(labels).map((signal) => ({ signal, node })),
    );
    return [...flows, ...importedFiles(this.held, this.text, this.isChecked)];
  }

  private labels(node: SyntaxNode | null | undefined, scope: number, depth = 0): Labels {
    if (!node || !this.bound.step(depth)) return NONE;
    const next = (child: SyntaxNode | null | undefined): Labels => this.labels(child, scope, depth + 1);
    switch (node.kind()) {
      case 'identifier':
        return this.ofName(node, scope);
      case 'string':
        return union([
          ofText(node),
          this.held.get(`text ${contentOf(node)}`) ?? NONE,
          ...node
            .children()
            .filter((child) => child.kind() === 'interpolation')
            .map(next),
        ]);
      case 'attribute':
        if (this.names.path(node) === 'os.environ') return new Map([['environment', node]]);
        return this.held.get(this.fields.keyOf(node)) ?? next(node.field('object'));
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

  private ofName(node: SyntaxNode, scope: number): Labels {
    if (this.names.path(node) === 'os.environ') return new Map([['environment', node]]);
    const name = node.text();
    return this.held.get(`${scope} ${name}`) ?? this.held.get(`0 ${name}`) ?? NONE;
  }

  private ofCall(node: SyntaxNode, scope: number, next: (child: SyntaxNode) => Labels): Labels {
    const callee = node.field('function');
    const path = this.names.path(callee) ?? '';
    const args = argumentsOf(node);
    if (IDENTITY.test(path)) return new Map([['identity', node]]);
    if (NETWORK_CALLS.test(path)) return new Map([['fetched', node]]);
    if (STARTERS.test(path) || /^os\.environ\.get$|^os\.getenv$/.test(path)) return NONE;
    if (/^(?:zipfile|tarfile)\.\w+/.test(path)) return union(args.map(next));
    if (READERS.test(path)) return read(union([...args.map(next), this.ofHiddenPath(args[0])]), node);
    if (PATHS.test(path)) return union([...args.map(next), ...args.map((arg) => this.ofHiddenPath(arg))]);
    const fn = this.functionOf(callee);
    if (fn !== undefined) return this.held.get(`return ${fn.id()}`) ?? NONE;
    if (DECODES.test(path)) return union([...args.map(next), new Map([['decoded', node]])]);
    const method = callee?.kind() === 'attribute' ? (callee.field('attribute')?.text() ?? '') : '';
    if (FORGETS.test(method)) return NONE;
    const object = callee?.kind() === 'attribute' ? this.labels(callee.field('object'), scope) : NONE;
    const all = union([object, ...args.map(next)]);
    return READ_METHODS.test(method) ? read(all, node) : all;
  }

  /** A path that has to be worked out is of what its text says. */
  private ofHiddenPath(node: SyntaxNode | undefined): Labels {
    if (!node || node.kind() === 'string') return NONE;
    const text = this.names.textOf(node);
    return text === undefined ? NONE : ofPath(text, node);
  }

  private bind(target: SyntaxNode | null | undefined, labels: Labels, scope: number): void {
    if (!target || labels.size === 0) return;
    switch (target.kind()) {
      case 'identifier':
        return this.add(`${scope} ${target.text()}`, labels);
      case 'attribute':
        return this.add(this.fields.keyOf(target), labels);
      case 'subscript':
        return this.bind(target.field('value'), labels, scope);
      default:
        for (const child of target.children()) if (child.isNamed()) this.bind(child, labels, scope);
    }
  }

  private add(key: string, labels: Labels): void {
    if (labels.size === 0) return;
    const known = this.held.get(key) ?? new Map<Label, SyntaxNode>();
    this.held.set(key, known);
    for (const [label, source] of labels) {
      if (known.has(label)) continue;
      known.set(label, source);
      this.changed = true;
    }
  }
}
