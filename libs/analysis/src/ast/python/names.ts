import type { SyntaxNode } from './syntax-node';
import { Evaluator } from './constants/evaluator';
import { literalText } from './constants/literal';
import { bare, named } from './constants/nodes';
import type { PackageFiles } from './constants/package-files';
import type { Value, WorkedOut } from './constants/value';
import { DECODERS, EVALUATES, NAMESPACES, NETWORK_CALLS, OBJECTS, plainPath } from './known-modules';
import { givenBy, memberTaken } from './path-of-call';

/** A function of Python's own holds the module that it is of. */
const BUILTINS = /^(?:__builtins__|builtins|[a-z]+\.__self__)\./;
/** `exec.__call__` */
const CALLED = /\.__call__$/;
/** What a template has where its text is put when it is built. */
const PLACEHOLDER = /^\s*(?:@[\w.-]+@|\{\{[^{}]*\}\}|%\w+%)\s*$/;
/** What holds the members of a module under their names. */
const MEMBERS =
  /(?:^|\.)(?:__dict__|vars\(\))$|^(?:__builtins__|globals\(\)|locals\(\)|library\(\)|__globals__)$/;
const MAX_DEPTH = 50;
const MAX_SUBTREE = 5_000;
/** Characters without a space that no name, path or address is as long as. */
const PACKED = /[\w+/=%\\-]{64,}/;
const FILE_PATH = /^[~\w.:/\\-]*[/\\][\w.-]+\.\w{1,8}$/;
const MANY_NUMBERS = 60;

/** What the names of one file stand for, as imports and assignments so far have said; one scope for the whole file. */
export class Names {
  /** Local names to dotted paths: `d` -> `base64.b64decode`. */
  private readonly paths = new Map<string, string>();
  private readonly values = new Map<string, WorkedOut>();
  /** Names that are also given what is not known. */
  private readonly unsure = new Set<string>();
  private readonly decoded = new Set<string>();
  private readonly packed = new Set<string>();
  private readonly templates = new Set<string>();
  /** Names, members and collections under which an evaluator lies. */
  private readonly evaluators = new Set<string>();
  private readonly functions = new Set<string>();
  private readonly evaluator: Evaluator;
  /** Where a loop ends that was worked out as a whole. */
  private doneUntil = 0;
  private depth = 0;
  /** Whether some name was further in than is followed. */
  isEnded = false;

  /** @param files what lies in the package, for code that reads it */
  constructor(files?: PackageFiles) {
    const { values } = this;
    this.evaluator = new Evaluator({
      files,
      path: (node) => this.path(node),
      global: (name) => values.get(name),
      setGlobal: (name, given) => values.set(name, given),
    });
  }

  imported(name: string, path: string): void {
    this.paths.set(name, path);
  }

  declared(name: string, fn: SyntaxNode): void {
    this.functions.add(name);
    this.values.set(name, { value: this.evaluator.functionOf(fn), layers: [] });
  }

  /** A class that is made of one whose methods are known has them too. */
  derived(name: string, from: SyntaxNode | null): void {
    const known = (from ? named(from) : []).map((each) => this.path(each) ?? '');
    const parent = known.find((path) => OBJECTS.test(path));
    if (parent !== undefined) this.paths.set(name, parent);
  }

  assigned(name: string, value: SyntaxNode): void {
    if (value.start < this.doneUntil) return;
    const path = this.path(value);
    if (path !== undefined) this.paths.set(name, path);
    this.kept(name, value);
    const known = this.evaluator.workOut(value);
    if (known === undefined) this.unsure.add(name);
    else this.values.set(name, known);
    if (this.decodes(value)) this.decoded.add(name);
    if (this.hides(value)) this.packed.add(name);
    if (this.isTemplate(value)) this.templates.add(name);
  }

  /** Under this name, of a module or of any object, lies a value. */
  kept(name: string, value: SyntaxNode): void {
    if (EVALUATES.test(this.path(value) ?? '') || this.holdsEvaluator(value)) this.evaluators.add(name);
  }

  /** `parts.append(value)` */
  private filled(call: SyntaxNode): void {
    const list = call.field('function')?.field('object');
    if (list?.kind() !== 'identifier') return;
    for (const value of named(call.field('arguments') ?? call)) {
      if (this.decodes(value)) this.decoded.add(list.text());
      if (this.hides(value)) this.packed.add(list.text());
    }
  }

  /** `name += value`; and loops of the module, which put texts together. */
  changed(node: SyntaxNode): void {
    const { start, end } = node;
    if (start < this.doneUntil) return;
    if (this.evaluator.runLoop(node)) {
      this.doneUntil = end;
      return;
    }
    const target = node.kind() === 'augmented_assignment' ? node.field('left')?.text() : undefined;
    if (target !== undefined) this.unsure.add(target);
    const call = node.kind() === 'expression_statement' ? node.child(0) : null;
    if (call?.kind() === 'call') this.filled(call);
  }

  /** The dotted path an expression names, imports and assignments applied. */
  path(node: SyntaxNode | null | undefined): string | undefined {
    if (!node) return undefined;
    if (this.depth >= MAX_DEPTH) {
      this.isEnded = true;
      return undefined;
    }
    this.depth += 1;
    try {
      return this.pathOf(bare(node));
    } finally {
      this.depth -= 1;
    }
  }

  private pathOf(node: SyntaxNode): string | undefined {
    switch (node.kind()) {
      case 'call':
        return this.pathOfCall(node);
      case 'subscript':
        return this.pathOfMember(node);
      case 'conditional_expression':
      case 'boolean_operator':
        return named(node)
          .map((each) => this.path(each))
          .find((path) => path !== undefined && EVALUATES.test(path));
      case 'identifier':
      case 'attribute':
        return this.pathOfName(node);
      default:
        return undefined;
    }
  }

  private pathOfName(node: SyntaxNode): string | undefined {
    // Python reads names in their compatibility form (PEP 3131): letters that look alike are the same name.
    const text = node.text().normalize('NFKC');
    const member = node.field('attribute')?.text();
    const namespace = NAMESPACES.get(member ?? '');
    if (namespace !== undefined) return namespace;
    if (member === '__class__' && this.isFunction(node.field('object'))) return 'types.FunctionType';
    // With spaces, lines that go on or comments in between, or of something that is no name.
    if (!/^[\w.]+$/.test(text)) {
      const object = this.path(node.field('object'));
      return object === undefined
        ? undefined
        : joined(object, (node.field('attribute')?.text() ?? '').normalize('NFKC'));
    }
    const dot = text.indexOf('.');
    const head = dot === -1 ? text : text.slice(0, dot);
    const path = `${this.paths.get(head) ?? head}${text.slice(head.length)}`
      .replace(BUILTINS, '')
      .replace(CALLED, '');
    if (dot !== -1 && this.evaluators.has(text.slice(text.lastIndexOf('.') + 1))) return 'exec';
    return plainPath(path);
  }

  private isFunction(node: SyntaxNode | null | undefined): boolean {
    if (node?.kind() === 'parenthesized_expression') return this.isFunction(named(node)[0]);
    return node?.kind() === 'lambda' || (node?.kind() === 'identifier' && this.functions.has(node.text()));
  }

  /** `__import__('base64')` names the module; `getattr(os, 'system')` its member; `vars(os)` its members. */
  private pathOfCall(node: SyntaxNode): string | undefined {
    const callee = node.field('function');
    const args = named(node.field('arguments') ?? node);
    const name = this.path(callee);
    if (name === '__import__' || name === 'importlib.import_module') return this.textOf(args[0]);
    // The type of a function makes functions of code.
    if (name === 'type' && this.isFunction(args[0])) return 'types.FunctionType';
    if (name === 'vars' && args.length === 1) return joined(this.path(args[0]), 'vars()');
    if ((name === 'globals' || name === 'locals') && args.length === 0) return `${name}()`;
    const isGetter = name === 'getattr' || name === 'object.__getattribute__';
    if (isGetter) return joined(this.path(args[0]), this.textOf(args[1]));
    const taken = memberTaken(name);
    if (taken !== undefined) return this.taken(this.path(args[0]), taken);
    const given = name === undefined ? undefined : givenBy(name, args, this);
    if (given !== undefined || callee?.kind() !== 'attribute') return given;
    // `module.__dict__.get('name')`, `module.__getattribute__('name')`
    const method = callee.field('attribute')?.text() ?? '';
    if (/^(?:__getattribute__|__getattr__)$/.test(method))
      return joined(this.path(callee.field('object')), this.textOf(args[0]));
    return /^(?:get|__getitem__|pop)$/.test(method)
      ? this.memberOf(this.path(callee.field('object')), args[0])
      : undefined;
  }

  /** `module.__dict__['name']`, `sys.modules['os']` */
  private pathOfMember(node: SyntaxNode): string | undefined {
    const object = node.field('value');
    if (object && (this.evaluators.has(object.text()) || this.holdsEvaluator(object))) return 'exec';
    return this.memberOf(this.path(node.field('value')), node.field('subscript'));
  }

  private memberOf(object: string | undefined, key: SyntaxNode | null | undefined): string | undefined {
    if (object === undefined || !(object === 'sys.modules' || MEMBERS.test(object))) return undefined;
    const name = this.textOf(key);
    if (name === undefined || object === 'sys.modules') return name;
    return this.taken(object, name);
  }

  private taken(object: string | undefined, name: string): string | undefined {
    const holder = object?.replace(/\.?(?:__dict__|vars\(\)|globals\(\)|locals\(\)|__builtins__)$/, '');
    const path = joined(holder, name);
    return path?.replace(/^__globals__\./, '');
  }

  /** The text of an expression that is written out, or that can be worked out; bytes as the text they are of. */
  textOf(node: SyntaxNode | null | undefined): string | undefined {
    return textOfValue(this.workOut(node)?.value);
  }

  workOut(node: SyntaxNode | null | undefined): WorkedOut | undefined {
    return node ? this.evaluator.workOut(node) : undefined;
  }

  private holdsEvaluator(node: SyntaxNode): boolean {
    if (!/^(?:list|tuple|dictionary)$/.test(node.kind())) return false;
    return named(node).some((each) => EVALUATES.test(this.path(each.field('value') ?? each) ?? ''));
  }

  /** Whether what is decoded is the mark of a template, and no text yet. */
  isTemplate(node: SyntaxNode): boolean {
    return this.any(node, (each) => {
      if (each.kind() === 'identifier') return this.templates.has(each.text());
      if (each.kind() !== 'call' || !this.isDecoder(each)) return false;
      return PLACEHOLDER.test(this.textOf(named(each.field('arguments') ?? each)[0]) ?? '');
    });
  }

  /** Every text of a list that is known. */
  textsOf(node: SyntaxNode): string[] | undefined {
    const value = this.workOut(node)?.value;
    return Array.isArray(value) ? value.flatMap((each) => textOfValue(each) ?? []) : undefined;
  }

  /** Whether some name in it may also stand for something else. */
  isUnsure(node: SyntaxNode): boolean {
    return this.any(node, (each) => each.kind() === 'identifier' && this.unsure.has(each.text()));
  }

  decodes(node: SyntaxNode): boolean {
    return this.any(
      node,
      (each) =>
        (each.kind() === 'call' && this.isDecoder(each)) ||
        (each.kind() === 'identifier' && this.decoded.has(each.text())),
    );
  }

  /** `bytes(name)` and `chr(name)` change a type; of numbers that stand there they make text. */
  private isDecoder(call: SyntaxNode): boolean {
    const callee = this.path(call.field('function')) ?? call.field('function')?.text() ?? '';
    if (!DECODERS.test(callee)) return false;
    const first = named(call.field('arguments') ?? call)[0];
    const isName = first !== undefined && /^(?:identifier|attribute)$/.test(first.kind());
    return !isName || !/^(?:bytes|bytearray|chr)$/.test(callee) || this.packed.has(first.text());
  }

  fetches(node: SyntaxNode): boolean {
    return this.any(
      node,
      (each) => each.kind() === 'call' && NETWORK_CALLS.test(this.path(each.field('function')) ?? ''),
    );
  }

  /** Whether a call makes something of text or numbers that are packed: what for, only running it would tell. */
  unpacks(node: SyntaxNode): boolean {
    return this.any(
      node,
      (each) =>
        each.kind() === 'call' &&
        !this.opensPath(each) &&
        named(each.field('arguments') ?? each).some((arg) => this.hides(arg)),
    );
  }

  /** `open('/a/long/path/of/a/file.txt')`: a path is as long as it has to be. */
  private opensPath(call: SyntaxNode): boolean {
    const isOwn = this.values.has('open') || this.unsure.has('open');
    if (isOwn || this.path(call.field('function')) !== 'open') return false;
    return FILE_PATH.test(this.textOf(named(call.field('arguments') ?? call)[0]) ?? '');
  }

  private hides(node: SyntaxNode): boolean {
    return this.any(node, (each) => {
      const kind = each.kind();
      if (kind === 'identifier') return this.packed.has(each.text());
      if (kind === 'string') return PACKED.test(each.text().slice(0, 20_000));
      return (
        (kind === 'list' || kind === 'tuple') &&
        named(each).filter((item) => item.kind() === 'integer').length >= MANY_NUMBERS
      );
    });
  }

  private any(root: SyntaxNode, test: (node: SyntaxNode) => boolean): boolean {
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

/** Bytes as the text they are of; undefined for what is neither. */
export function textOfValue(value: Value | undefined): string | undefined {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'string' ? value : undefined;
}

function joined(object: string | undefined, member: string | undefined): string | undefined {
  if (object === undefined || member === undefined) return undefined;
  return plainPath((object === '' ? member : `${object}.${member}`).replace(BUILTINS, ''));
}

/** The content of a string literal, escapes undone. */
export function contentOf(node: SyntaxNode): string {
  const text = node.text();
  return /^[A-Za-z]*["']/.test(text) ? literalText(text) : text;
}
