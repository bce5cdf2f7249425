import { obfuscationSign } from '../../facts/obfuscation';
import type { ShapeWish } from '../../facts/follow/code-readers';
import {
  type FoundCommand,
  type Gap,
  type Observation,
  type PythonReading,
  type Signal,
} from '../../facts/signal';
import { isUrl, textSignals } from '../../facts/text-signals';
import { EVALUATING_METHODS, EVALUATORS, NETWORK_CALLS, NETWORK_MODULES, STARTERS } from './known-modules';
import { hides } from '../decoders';
import { MAX_NESTED, MAX_NESTING, undone } from '../hidden-code';
import { searched } from '../searched';
import {
  changesList,
  environmentUse,
  fileActs,
  handedToEvaluators,
  hiddenWord,
  importedBy,
  isSecretTaken,
  ofLibrary,
} from './call-shapes';
import { isDisguisedEvaluator } from './disguised-evaluators';
import { foundCommand } from './found-command';
import { hiddenCommandHanded, partsHandedOn, takenApart } from './parts-handed-on';
import { addFew, placedReading } from './placed-reading';
import { mayFlow } from './flow-words';
import { HiddenTexts } from './hidden-texts';
import { Flows } from './flows';
import { tooCostly } from './measure';
import { PackageFiles } from './constants/package-files';
import { contentOf, Names, textOfValue } from './names';
import { excerpt, lineOf, parsePython, type SyntaxNode } from './syntax-node';
import { callsWhatActs, unpickled } from './unpickles';
import { settingsWriter } from './settings-writer';
import { isLibrary } from './only-defines';
import { pythonShape } from './shape';

const MAX_NODES = 500_000;
const MAX_WRITTEN = 20;
/**
 * What a file of Python does, as far as its text says. Nothing is run.
 * @param content what lies in its package, by path: code may evaluate what it reads there
 */
export function readPython(
  file: string,
  text: string,
  shape: ShapeWish = 'always',
  content: (path: string) => Buffer | undefined = () => undefined,
): PythonReading {
  return new Reader(file, text, 0, { left: MAX_NESTED }, shape, new PackageFiles(file, content)).read();
}

class Reader {
  private readonly observations: Observation[] = [];
  private readonly atImport: Observation[] = [];
  private readonly imports: { specifier: string; line: number }[] = [];
  private readonly commands: FoundCommand[] = [];
  private readonly urls: string[] = [];
  private readonly gaps: Gap[] = [];
  private readonly names: Names;
  private readonly hidden: HiddenTexts;
  /** Texts with code in them that are written to files. */
  private readonly written: { node: SyntaxNode; text: string }[] = [];
  /** Functions and classes the walk is inside of. */
  private depth = 0;

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly nesting: number,
    private readonly budget: { left: number },
    private readonly shape: ShapeWish,
    private readonly files: PackageFiles,
  ) {
    this.names = new Names(files);
    this.hidden = new HiddenTexts(this.names, text);
  }

  read(): PythonReading {
    const sign = obfuscationSign(this.text);
    if (sign !== undefined)
      this.observations.push({ signal: 'obfuscation', file: this.file, evidence: sign });
    const costly = tooCostly(this.text);
    const root = costly === undefined ? parsePython(this.text) : undefined;
    if (root === undefined)
      return searched(this.file, this.text, costly ?? 'parsing it takes too long', this.observations);
    const statements = root.children();
    if (statements.length > 0 && statements.every((statement) => statement.kind() === 'ERROR'))
      this.gaps.push({ kind: 'unparsable', what: 'not Python that can be parsed', file: this.file });
    this.walk(root);
    this.depth = 0;
    const flows = mayFlow(this.text) ? new Flows(root, this.names) : undefined;
    for (const { signal, node } of flows?.find() ?? []) {
      // Where the sink stands says nothing of when it runs, and decoding at import is judged the harder.
      this.depth = signal === 'decoded-code' ? 1 : 0;
      this.note(signal, node);
    }
    this.gaps.push(...(flows?.bound.gaps(this.file) ?? []));
    if (this.names.isEnded)
      this.gaps.push({ kind: 'too-many', what: 'names further in than they are followed', file: this.file });
    this.depth = 0;
    this.plantedCode();
    const writer = settingsWriter(root, this.text, this.names);
    if (writer !== undefined) this.note('agent-settings-write', writer);
    const { observations, imports, commands, urls, gaps, atImport } = this;
    const isActive = commands.length > 0 || observations.some((seen) => seen.signal === 'file-write');
    const wantsShape = this.nesting === 0 && (this.shape === 'always' || observations.length > 0);
    const shape = wantsShape ? pythonShape(root) : undefined;
    return {
      observations: observations.filter((seen) => seen.signal !== 'persistence' || isActive),
      imports,
      commands,
      urls,
      gaps,
      atImport,
      ...(shape === undefined ? {} : { shape }),
    };
  }

  /** Not recursive: depth is the author's to choose. Leaving a function is an entry of its own on the stack. */
  private walk(root: SyntaxNode): void {
    const stack: (SyntaxNode | 'leave')[] = [root];
    for (let seen = 0; seen < MAX_NODES; seen++) {
      const node = stack.pop();
      if (node === undefined) return;
      if (node === 'leave') {
        this.depth -= 1;
        continue;
      }
      this.visit(node);
      const kind = node.kind();
      const declared = kind === 'function_definition' ? node.field('name')?.text() : undefined;
      if (declared !== undefined) this.names.declared(declared, node);
      if (kind === 'function_definition' || kind === 'lambda') {
        this.depth += 1;
        stack.push('leave');
      }
      const children = node.children();
      for (let at = children.length - 1; at >= 0; at--) {
        const child = children[at];
        if (child?.isNamed()) stack.push(child);
      }
    }
    this.gaps.push({ kind: 'too-large', what: 'too much code to read', file: this.file });
  }

  private visit(node: SyntaxNode): void {
    if (isDisguisedEvaluator(node, this.names))
      for (const signal of ['obfuscation', 'dynamic-code'] as const) this.note(signal, node);
    switch (node.kind()) {
      case 'import_statement':
        return this.importStatement(node);
      case 'import_from_statement':
        return this.importFrom(node);
      case 'assignment':
        return this.assigned(node.field('left'), node.field('right'));
      case 'as_pattern':
        return this.assigned(node.field('alias')?.child(0), node.child(0));
      case 'string':
        return this.literal(node);
      case 'call':
        return this.call(node);
      case 'class_definition':
        return this.names.derived(node.field('name')?.text() ?? '', node.field('superclasses'));
      case 'default_parameter':
        return this.assigned(node.field('name'), node.field('value'));
      case 'return_statement':
        return this.handedOn(node.child(1));
      case 'lambda':
        return this.handedOn(node.field('body'));
      case 'subscript':
        if (isSecretTaken(node, this.names)) this.note('environment-secret', node);
        return this.handedOn(node.field('subscript'));
      case 'augmented_assignment':
      case 'while_statement':
        return this.names.changed(node);
      case 'expression_statement':
        return changesList(node) ? this.names.changed(node) : undefined;
      case 'for_statement':
        this.names.changed(node);
        if (this.names.path(node.field('right')) === 'os.environ') this.note('environment-harvest', node);
        return;
      default:
        for (const part of partsHandedOn(node)) this.handedOn(part);
    }
  }

  private importStatement(node: SyntaxNode): void {
    for (const { name, alias, isAliased } of importedBy(node.children())) {
      const first = name.split('.')[0] as string;
      this.names.imported(alias ?? first, isAliased ? name : first);
      this.import(name, node);
    }
  }

  private importFrom(node: SyntaxNode): void {
    const module = node.field('module_name')?.text() ?? '';
    this.import(module, node);
    for (const { name, alias } of importedBy(node.children().slice(3))) {
      this.names.imported(alias ?? name, `${module}.${name}`);
      if (/^\.+$/.test(module)) this.import(`${module}${name}`, node);
    }
  }

  private import(module: string, node: SyntaxNode): void {
    this.imports.push({ specifier: module, line: lineOf(node) });
    if (NETWORK_MODULES.has(module) || NETWORK_MODULES.has(module.split('.')[0] as string))
      this.note('network', node);
  }

  private assigned(target: SyntaxNode | null | undefined, value: SyntaxNode | null): void {
    if (!target || !value) return;
    if (target.kind() === 'identifier') this.names.assigned(target.text(), value);
    else if (target.kind() === 'attribute') this.names.kept(target.field('attribute')?.text() ?? '', value);
    this.handedOn(value);
  }

  private literal(node: SyntaxNode): void {
    const text = contentOf(node);
    if (isUrl(text)) this.urls.push(text.slice(0, 500));
    for (const signal of textSignals(text)) this.note(signal, node);
  }

  private call(node: SyntaxNode): void {
    const callee = this.names.path(node.field('function')) ?? '';
    const args =
      node
        .field('arguments')
        ?.children()
        .filter((child) => child.isNamed() && child.kind() !== 'comment') ?? [];
    if (NETWORK_CALLS.test(callee)) this.note('network', node);
    if (/(?:^|\.)write(?:_text|_bytes|lines)?$/.test(node.field('function')?.text() ?? ''))
      this.writes(args[0], node);
    const method = node.field('function')?.field('attribute')?.text() ?? '';
    if (EVALUATORS.test(callee) || EVALUATING_METHODS.test(method)) this.evaluation(node, args[0]);
    else {
      for (const code of handedToEvaluators(args, this.names)) this.evaluation(node, code);
      for (const arg of [...args, takenApart(node)]) this.handedOn(arg?.field('value') ?? arg);
    }
    const starter = STARTERS.test(callee) ? callee : ofLibrary(node, args, this.names);
    if (starter !== undefined) this.command(starter, args, node);
    else this.hiddenCommand(hiddenCommandHanded(node, this.names), node);
    if (callsWhatActs(unpickled(node, callee, this.names)?.[0], this.names)) this.note('decoded-code', node);
    const seen = [...fileActs(callee, args, this.names), ...environmentUse(callee, args, node, this.names)];
    for (const signal of seen) this.note(signal, node);
    if (/^(?:__import__|importlib\.import_module)$/.test(callee)) this.dynamicImport(node, args[0]);
  }

  private writes(content: SyntaxNode | undefined, node: SyntaxNode): void {
    const text = this.written.length < MAX_WRITTEN ? this.names.textOf(content) : undefined;
    if (text !== undefined && /\bimport\b|\bexec\b/.test(text)) this.written.push({ node, text });
  }

  private evaluation(node: SyntaxNode, code: SyntaxNode | undefined): void {
    if (code === undefined) return;
    const worked = this.names.workOut(code);
    // Nothing is what a text is before it is put together where nobody can follow.
    const known = textOfValue(worked?.value)?.trim() === '' ? undefined : worked;
    const text = textOfValue(known?.value);
    const how = undone(known?.layers ?? [], lineOf(node));
    const isHidden = known?.layers.some(hides) || this.names.decodes(code);
    if (isHidden || (text === undefined && this.names.unpacks(code)))
      this.note('decoded-code', node, how, this.names.isTemplate(code) || this.isLibrary(text ?? ''));
    else if (this.names.fetches(code)) this.note('remote-shell', node);
    if (text === undefined) {
      if (!isHidden) this.note('dynamic-code', node);
      return;
    }
    if (this.names.isUnsure(code)) this.note('dynamic-code', node);
    this.hidden.read(text);
    this.nested(text, node, how);
  }

  /** Text that is evaluated is read as the file is; `how` says what was undone for it to be read. */
  private nested(text: string, node: SyntaxNode, how: string | undefined): void {
    this.budget.left -= text.length;
    if (this.nesting >= MAX_NESTING || this.budget.left < 0) return this.note('obfuscation', node);
    const inner = placedReading(this.inner(text, this.budget).read(), lineOf(node), how);
    if (this.depth === 0) this.atImport.push(...inner.atImport);
    for (const part of ['observations', 'commands', 'imports', 'urls', 'gaps'] as const)
      (this[part] as unknown[]).push(...inner[part]);
  }

  /** Code that is taken out of hiding is read, whatever becomes of it; only text that does nothing is data. */
  private handedOn(value: SyntaxNode | null): void {
    const found = this.nesting < MAX_NESTING ? this.hidden.uncovered(value) : undefined;
    if (!value || found === undefined || this.budget.left < found.text.length) return;
    const how = undone(found.layers, lineOf(value));
    if (found.language === 'shell') this.commands.push({ text: found.text, line: lineOf(value) });
    else if (!this.acts(found.text)) return;
    else this.nested(found.text, value, how);
    this.note('decoded-code', value, how, true);
  }

  private acts(text: string): boolean {
    const { observations, commands, gaps } = this.inner(text).read();
    const isCode = gaps.every(({ kind }) => kind !== 'unparsable');
    return isCode && observations.length + commands.length > 0 && !this.isLibrary(text);
  }

  private inner(text: string, budget = { left: 0 }): Reader {
    return new Reader(this.file, text, this.nesting + 1, budget, 'observed', this.files);
  }

  private isLibrary(text: string): boolean {
    if (this.nesting > 0 || this.budget.left < text.length) return false;
    return isLibrary(text, this.inner(text).read());
  }

  /** What the file writes into a file that Python runs at every start is code of its own. */
  private plantedCode(): void {
    if (!this.observations.some(({ signal }) => signal === 'autoload-written')) return;
    for (const { node, text } of this.written) this.nested(text, node, `written at line ${lineOf(node)}`);
  }

  private dynamicImport(node: SyntaxNode, specifier: SyntaxNode | undefined): void {
    const text = this.names.textOf(specifier);
    if (text !== undefined) return this.import(text, node);
    this.gaps.push({
      kind: 'dynamic',
      what: `a module that only running the code would name: ${excerpt(node)}`,
      file: this.file,
      line: lineOf(node),
    });
  }

  private command(callee: string, args: readonly SyntaxNode[], node: SyntaxNode): void {
    const line = lineOf(node);
    if (args.some((arg) => /^(?:start_new_session|preexec_fn|creationflags)\s*=/.test(arg.text())))
      this.note('detached', node);
    this.hiddenCommand(hiddenWord(args, this.names), node);
    this.commands.push({ ...foundCommand(callee, args, this.names), line });
  }

  private hiddenCommand(hidden: SyntaxNode | undefined, node: SyntaxNode): void {
    if (hidden !== undefined)
      this.note('decoded-code', node, undone(this.names.workOut(hidden)?.layers ?? [], lineOf(node)));
  }

  private note(signal: Signal, node: SyntaxNode, how?: string, isLater = false): void {
    const evidence = how === undefined ? excerpt(node) : `${how}: ${excerpt(node)}`;
    const observation = { signal, file: this.file, line: lineOf(node), evidence };
    if (this.depth === 0 && !isLater) addFew(this.atImport, observation);
    addFew(this.observations, observation);
  }
}
