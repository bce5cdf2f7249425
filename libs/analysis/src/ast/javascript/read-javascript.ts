import { obfuscationSign } from '../../facts/obfuscation';
import type { ShapeWish } from '../../facts/follow/code-readers';
import {
  EMPTY_READING,
  UNKNOWN_PART,
  type CodeReading,
  type EvaluatedText,
  type Gap,
  type Signal,
} from '../../facts/signal';
import { isSecretName, isUrl, textSignals } from '../../facts/text-signals';
import { searched } from '../searched';
import type { Layer } from '../decoders';
import { FUEL, MAX_NESTED, MAX_NESTING, RESERVE, undone } from '../hidden-code';
import { Evaluator } from './constants/evaluator';
import type { TextOf } from './constants/frame';
import { decodes } from './decoding';
import { argumentWords } from './argument-words';
import { codeOfAddress, evaluatedBy, isDecoding, isHiding, OwnDecoders } from './evaluated';
import { fileActs } from './file-acts';
import { Flows } from './flows';
import { WalletAddresses } from './wallet-addresses';
import { environmentUse, isReadByUnknownName, isWholeEnvironment } from './environment-use';
import { NETWORK_GLOBALS, HARMLESS_CALLS, NETWORK_MODULES, SOCKET_MODULES, STARTERS } from './known-modules';
import {
  hasOption,
  isHiddenConstant,
  isNamePosition,
  isTried,
  isWithoutWords,
  prefixes,
} from './node-shapes';
import { bareModule, keyOf, Scopes } from './scopes';
import { javascriptShape } from './shape';
import { settingsText } from './settings-text';
import { textsSurely } from './texts-surely';
import { leftOut } from './mended';
import { isNode, parseJavascript, tooCostly, type Node, type SyntaxTree } from './syntax-tree';
import { settingsWriter } from './settings-writer';
import { isRequire, Values } from './values';

/** What a page or a wallet speaks through; replacing it reads and changes what is sent. */
const BROWSER_HOOK =
  /(?:^|\.)(?:XMLHttpRequest\.prototype\.(?:open|send)|(?:ethereum|solana|tronWeb|provider)\.(?:request|send|sendAsync|signTransaction|signAndSendTransaction))$|^fetch$/;
const BARE_SHELL = /^(?:.*\/)?(?:sh|bash|zsh|cmd(?:\.exe)?|powershell(?:\.exe)?)$/i;
/** The same thing seen in one file is reported this often. */
const MAX_SAME = 3;

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Each)[] ? Each[] : T[K] };

/** What a file of JavaScript does, as far as its text says. Nothing is run. */
export function readJavascript(
  file: string,
  text: string,
  shape: ShapeWish = 'always',
  textOf?: TextOf,
): CodeReading {
  return new Reader(file, text, 0, { left: MAX_NESTED, fuel: FUEL, reserve: RESERVE, textOf }, shape).read();
}

/** What a file may cost, with all that is hidden in it. */
interface Budget {
  /** Characters of evaluated text. */
  left: number;
  fuel: number;
  reserve: number;
  readonly textOf: TextOf | undefined;
}

class Reader {
  private readonly reading: Writable<CodeReading> = {
    observations: [],
    imports: [],
    commands: [],
    urls: [],
    gaps: [],
  };
  private readonly environmentNames: Node[] = [];
  private readonly evaluated: EvaluatedText[] = [];
  private readsUnknownNames = false;
  private tree!: SyntaxTree;
  private values!: Values;
  private decoders!: OwnDecoders;
  private readonly addresses = new WalletAddresses();
  /** A shell that is started without being told what to run, its streams taken by the file. */
  private bareShell: Node | undefined;

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly nesting: number,
    private readonly budget: Budget,
    private readonly shape: ShapeWish = 'observed',
  ) {}

  read(): CodeReading {
    const costly = tooCostly(this.file, this.text);
    if (costly !== undefined) return searched(this.file, this.text, costly);
    const tree = parseJavascript(this.file, this.text);
    const sign = obfuscationSign(this.text);
    if (sign !== undefined)
      this.reading.observations.push({ signal: 'obfuscation', file: this.file, evidence: sign });
    if (tree === undefined) {
      const gap: Gap = { kind: 'unparsable', what: 'not JavaScript that can be parsed', file: this.file };
      return this.text.trim() === '' ? EMPTY_READING : { ...this.reading, gaps: [gap] };
    }
    this.reading.gaps.push(...leftOut(tree.leftOut, this.file));
    this.tree = tree;
    const scopes = new Scopes(tree);
    this.values = new Values(scopes, new Evaluator(tree, scopes, this.budget, this.budget.textOf));
    this.decoders = new OwnDecoders(scopes, this.values);
    for (const node of tree.nodes) this.visit(node);
    for (const { node, text } of this.decoders.texts(tree)) this.literal(text, node);
    const flows = new Flows(tree, scopes, this.values, (callee) => this.isNetwork(callee));
    for (const { signal, node } of flows.find()) this.note(signal, node);
    this.reading.gaps.push(...flows.bound.gaps(this.file));
    const writer = settingsWriter(tree, scopes, this.values, (callee) => this.isNetwork(callee));
    if (writer !== undefined) this.note('agent-settings-write', writer);
    if (this.addresses.first !== undefined) this.note('wallet-addresses', this.addresses.first);
    if (this.readsUnknownNames)
      for (const node of this.environmentNames) this.note('environment-harvest', node);
    // Made unreadable, and loading what only running it would name: the modules are hidden too.
    if (sign !== undefined && this.reading.gaps.some(({ kind }) => kind === 'dynamic'))
      this.reading.observations.push({ signal: 'dynamic-code', file: this.file, evidence: sign });
    if (this.reading.observations.some(({ signal }) => signal === 'network') && this.bareShell !== undefined)
      this.note('reverse-shell', this.bareShell);
    const shape = this.wantsShape() ? javascriptShape(tree) : undefined;
    return {
      ...this.reading,
      observations: this.reading.observations.filter((seen) => this.isMeant(seen.signal)),
      evaluated: this.evaluated,
      ...(shape === undefined ? {} : { shape }),
    };
  }

  private wantsShape(): boolean {
    return this.nesting === 0 && (this.shape === 'always' || this.reading.observations.length > 0);
  }

  /** A place that makes code run again is only named, unless the file also writes or starts something. */
  private isMeant(signal: Signal): boolean {
    return (
      signal !== 'persistence' ||
      this.reading.commands.length > 0 ||
      this.reading.observations.some((seen) => seen.signal === 'file-write')
    );
  }

  private visit(node: Node): void {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (isNode(node.source) && node.importKind !== 'type') this.import(String(node.source.value), node);
        return;
      case 'ImportExpression':
        return this.importAny(node.source, node);
      case 'Literal':
        return typeof node.value === 'string' ? this.literal(node.value, node) : undefined;
      case 'TemplateLiteral':
        return this.literal(this.values.looseTexts(node)[0] ?? '', node);
      case 'Identifier':
      case 'MemberExpression':
        return this.reference(node);
      case 'NewExpression':
      case 'CallExpression':
        return this.call(node);
      case 'AssignmentExpression':
        return BROWSER_HOOK.test(this.values.path(node.left) ?? '')
          ? this.note('browser-hook', node)
          : undefined;
      case 'TaggedTemplateExpression':
        if (STARTERS.get(this.values.path(node.tag) ?? '') === 'text')
          this.command('text', [node.quasi as Node], node);
        return;
      default:
    }
  }

  private literal(text: string, node: Node): void {
    if (isUrl(text)) this.reading.urls.push(text.slice(0, 500));
    this.addresses.see(text, node);
    for (const signal of textSignals(text)) this.note(signal, node);
  }

  /** The environment, and globals that speak to the network. */
  private reference(node: Node): void {
    if (node.type === 'Identifier' && isNamePosition(node)) return;
    if (node.computed === true) this.decoders.see(node.property);
    const path = this.values.path(node) ?? '';
    if (NETWORK_GLOBALS.has(path) && !(node.type === 'Identifier' && this.values.isDeclared(node)))
      this.note('network', node);
    if (path === 'process.env') this.destructured(node);
    if (isWholeEnvironment(node, this.values)) this.wholeEnvironment(node);
    const variable = /^process\.env\.(.+)$/.exec(path)?.[1];
    if (variable !== undefined && isSecretName(variable)) this.note('environment-secret', node);
  }

  /** Walking over the names alone is not taking the values; with `env[name]` somewhere in the file it is. */
  private wholeEnvironment(node: Node): void {
    const use = environmentUse(node, this.values, (callee) => this.isNetwork(callee));
    if (use === 'names') this.environmentNames.push(node);
    if (use === 'values') this.note('environment-harvest', node);
    if (isReadByUnknownName(node, this.values)) this.readsUnknownNames = true;
  }

  /** `const { NPM_TOKEN } = process.env` */
  private destructured(node: Node): void {
    const target = node.parent?.type === 'VariableDeclarator' ? (node.parent.id as Node) : undefined;
    if (target?.type !== 'ObjectPattern') return;
    for (const property of target.properties as Node[]) {
      if (property.type === 'Property' && isSecretName(keyOf(property) ?? ''))
        this.note('environment-secret', property);
    }
  }

  private call(node: Node): void {
    const callee = this.values.path(node.callee);
    const args = node.arguments as Node[];
    if (isRequire(callee)) return this.importAny(args[0], node);
    if (callee === 'process.dlopen') this.note('native-code', node);
    if (/^crypto\.create(?:Hash|Verify)$|^ssri\./.test(callee ?? '')) this.note('digest-check', node);
    if (callee === 'process.binding' || callee === 'process._linkedBinding') this.note('subprocess', node);
    if (this.isNetwork(callee)) this.note('network', node);
    const shape = STARTERS.get(callee ?? '');
    if (shape !== undefined) this.command(shape, args, node);
    if (isDecoding(node, callee))
      for (const { value, layers } of this.values.workOut(node))
        if (typeof value === 'string' && isHiding(layers)) this.literal(value, node);
    this.evaluation(node, callee);
    for (const signal of fileActs(callee, args, this.values)) this.note(signal, node);
  }

  private command(shape: 'text' | 'argv' | 'module', args: readonly Node[], node: Node): void {
    const line = this.tree.lineOf(node);
    if (args.some((arg) => hasOption(arg, 'detached'))) this.note('detached', node);
    for (const first of this.values.looseTexts(args[0])) {
      if (
        shape === 'argv' &&
        BARE_SHELL.test(first) &&
        isWithoutWords(args[1]) &&
        /\b(?:connect|createConnection|Socket)\s*\(/.test(this.text)
      )
        this.bareShell ??= node;
      if (shape === 'text') {
        this.reading.commands.push({ text: first, line });
        continue;
      }
      const rest = argumentWords(args[1], this.values);
      const argv = shape === 'module' ? ['node', first, ...rest] : [first, ...rest];
      const isShell = args.some((arg) => hasOption(arg, 'shell'));
      this.reading.commands.push(isShell ? { text: argv.join(' '), line } : { argv, line });
    }
  }

  private evaluation(node: Node, callee: string | undefined): void {
    const code = evaluatedBy(node, callee, this.values);
    if (code === undefined) return;
    const layers = this.values.workOutSurely(code)[0]?.layers ?? [];
    const texts = this.values.texts(code);
    const isHidden = isHiding(layers) || decodes(code, this.values);
    const how = undone(layers, this.tree.lineOf(node));
    const isEnded = this.values.isEnded(code);
    if (isEnded) this.note('obfuscation', node);
    if (isHidden) this.note('decoded-code', node, how);
    else if (texts.length === 0 || isEnded || layers.includes('a file of the package'))
      this.note('dynamic-code', node);
    for (const text of texts) this.nested(text, node, layers);
    this.evaluated.push(...settingsText(this.values.path(code), this.tree.lineOf(node)));
  }

  /** Text that is evaluated is read as the file is; its layers are what was undone for it to be read. */
  private nested(text: string, node: Node, layers: readonly Layer[] = []): void {
    this.budget.left -= text.length;
    if (this.nesting >= MAX_NESTING || this.budget.left < 0) return this.note('obfuscation', node);
    const inner = new Reader(this.file, text, this.nesting + 1, this.budget).read();
    const line = this.tree.lineOf(node);
    const how = undone(layers, line);
    const told = (evidence: string) => (how === undefined ? evidence : `${how}: ${evidence}`);
    this.reading.observations.push(
      ...inner.observations.map((seen) => ({ ...seen, line, evidence: told(seen.evidence) })),
    );
    this.reading.imports.push(...inner.imports.map((each) => ({ ...each, line })));
    this.reading.commands.push(...inner.commands.map((each) => ({ ...each, line })));
    this.reading.urls.push(...inner.urls);
    this.reading.gaps.push(...inner.gaps.filter((gap) => gap.kind !== 'unparsable'));
  }

  private importAny(specifier: unknown, node: Node): void {
    const texts = textsSurely(specifier, this.values);
    this.decoders.see(specifier);
    for (const text of texts) this.import(text, node);
    if (!isNode(specifier)) return;
    // Whether it could be worked out or not: nobody hides the name of a module in numbers by accident.
    if (
      this.values.isEnded(specifier) ||
      isHiddenConstant(specifier, (callee) => this.values.isDeclared(callee))
    ) {
      this.note('obfuscation', node);
      this.note('dynamic-code', node);
    }
    if (texts.length > 0) return;
    const [loose = UNKNOWN_PART] = this.values.looseTexts(specifier);
    if (/\.node$/.test(loose)) return this.note('native-code', node);
    if (/\.json$/.test(loose)) return;
    this.reading.gaps.push({
      kind: 'dynamic',
      what: `a module that only running the code would name: ${this.tree.excerpt(node)}`,
      file: this.file,
      line: this.tree.lineOf(node),
    });
  }

  private import(specifier: string, node: Node): void {
    const code = specifier.startsWith('data:') ? codeOfAddress(specifier) : undefined;
    if (code !== undefined) {
      if (code.isEncoded) this.note('decoded-code', node, undone(['base64'], this.tree.lineOf(node)));
      return this.nested(code.text, node, code.isEncoded ? ['base64'] : []);
    }
    const module = bareModule(specifier);
    this.reading.imports.push({
      specifier,
      line: this.tree.lineOf(node),
      ...(isTried(node) ? { isTried: true } : {}),
    });
    if (NETWORK_MODULES.has(module) && !SOCKET_MODULES.has(module)) this.note('network', node);
    if (/\.node$/.test(module)) this.note('native-code', node);
  }

  private isNetwork(callee: string | undefined): boolean {
    if (callee === undefined || HARMLESS_CALLS.test(callee)) return false;
    return [...prefixes(callee)].some((prefix) => NETWORK_MODULES.has(prefix));
  }

  private note(signal: Signal, node: Node, how?: string): void {
    if (this.reading.observations.filter((seen) => seen.signal === signal).length >= MAX_SAME) return;
    this.reading.observations.push({
      signal,
      file: this.file,
      line: this.tree.lineOf(node),
      evidence: how === undefined ? this.tree.excerpt(node) : `${how}: ${this.tree.excerpt(node)}`,
    });
  }
}
