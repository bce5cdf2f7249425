import type { Mark } from '../model/discovery';
import { shellWords } from '../shell/shell-words';
import { marksAround } from './javascript-marks';
import type { JavascriptReading } from './javascript-reading';
import { bare, JavascriptValues, nameOf } from './javascript-values';
import { Loaders } from './loaders';
import { readBroken } from './read-broken';
import { parseJavascript, type Node, type SyntaxTree } from './syntax-tree';

const MAX_NESTING = 3;
const DECLARATION = /\.d\.[cm]?ts$/;

/** The modules that a file of JavaScript or TypeScript names, by its syntax tree. Nothing is run. */
export function readJavascript(file: string, text: string, nesting = 0): JavascriptReading {
  const tree = parseJavascript(file, text);
  return new Reader(file, tree, nesting).read();
}

class Reader {
  private readonly reading: JavascriptReading;
  private readonly values = new JavascriptValues();
  private readonly loaders: Loaders;

  constructor(
    private readonly file: string,
    private readonly tree: SyntaxTree,
    private readonly nesting: number,
  ) {
    this.reading = { uses: [], commands: [], open: [], isCut: tree.isCut };
    if (tree.broken !== undefined) this.reading.broken = tree.broken;
    this.loaders = new Loaders(this.values);
  }

  read(): JavascriptReading {
    for (const node of this.tree.nodes) {
      this.values.see(node);
      this.loaders.see(node);
    }
    for (const node of this.tree.nodes) this.visit(node);
    if (this.tree.broken !== undefined && this.nesting === 0) {
      const known = new Set(this.reading.uses.map(({ specifier }) => specifier));
      this.reading.uses.push(...readBroken(this.tree.text).filter(({ specifier }) => !known.has(specifier)));
    }
    for (const comment of this.tree.comments) this.comment(comment.value, comment.start);
    return this.reading;
  }

  private visit(node: Node): void {
    switch (node.type) {
      case 'ImportDeclaration': {
        const specifiers = node.specifiers as Node[];
        const isType =
          node.importKind === 'type' ||
          (specifiers.length > 0 && specifiers.every((specifier) => specifier.importKind === 'type'));
        return this.use(node.source as Node, node, isType ? ['type-only'] : []);
      }
      case 'ExportNamedDeclaration': {
        const specifiers = (node.specifiers as Node[] | undefined) ?? [];
        const isType =
          node.exportKind === 'type' ||
          (specifiers.length > 0 && specifiers.every((specifier) => specifier.exportKind === 'type'));
        return this.use(node.source as Node | null, node, isType ? ['type-only'] : []);
      }
      case 'ExportAllDeclaration':
        return this.use(node.source as Node | null, node, node.exportKind === 'type' ? ['type-only'] : []);
      case 'TSExternalModuleReference':
        return this.use(
          node.expression as Node,
          node,
          node.parent?.importKind === 'type' ? ['type-only'] : [],
        );
      case 'TSImportType':
        return this.use((node.source ?? node.argument) as Node, node, ['type-only']);
      case 'ImportExpression':
        return this.load(node.source as Node, node, ['dynamic', ...marksAround(node, this.tree.text)]);
      case 'CallExpression':
      case 'NewExpression':
        return this.call(node);
      case 'TaggedTemplateExpression':
        if (nameOf(node.tag as Node) === '$') this.commandText(node.quasi as Node, node);
        return;
      default:
    }
  }

  private call(node: Node): void {
    const given = node.arguments as Node[];
    const [first] = given;
    const callee = bare(node.callee as Node);
    const around = (...more: Mark[]): Mark[] => [...more, ...marksAround(node, this.tree.text)];
    switch (this.loaders.kindOf(node)) {
      case 'require': {
        // `require(['a', 'b'], callback)` of AMD.
        if (first !== undefined && bare(first).type === 'ArrayExpression')
          return this.list(bare(first), node);
        const isPlain = first !== undefined && bare(first).type === 'Literal';
        return this.load(first, node, around(...(isPlain ? [] : (['dynamic'] as const))));
      }
      case 'resolve':
        return this.load(first, node, around('dynamic'));
      case 'mock':
        return this.load(first, node, around('dynamic', 'development'));
      case 'define': {
        const list = given.map(bare).find(({ type }) => type === 'ArrayExpression');
        return list === undefined ? undefined : this.list(list, node);
      }
      case 'evaluate':
        return this.evaluation(given.at(-1), node);
      case 'command':
        return this.command(given, node);
      default:
    }
    // `['a', 'b'].map(require)`
    const mapped =
      callee.type === 'MemberExpression' && /^(?:map|forEach)$/.test(nameOf(callee.property as Node));
    if (mapped && first !== undefined && this.loaders.isRequire(bare(first))) {
      const value = this.values.elementsOf(callee.object as Node);
      if (value === undefined || !('texts' in value)) this.leaveOpen(node, around('dynamic'));
      else for (const text of value.texts) this.add(text, node, around('dynamic'));
    }
  }

  private list(list: Node, node: Node): void {
    for (const element of list.elements as (Node | null)[]) {
      const value = this.values.valueOf(element);
      // The names that AMD itself gives.
      if (
        value !== undefined &&
        'texts' in value &&
        /^(?:require|exports|module)$/.test(value.texts[0] ?? '')
      )
        continue;
      this.load(element ?? undefined, node, marksAround(node, this.tree.text));
    }
  }

  private use(source: Node | null | undefined, node: Node, marks: readonly Mark[]): void {
    if (source) this.add(nameOf(source), node, isAmbient(node) ? ['type-only', ...marks] : marks);
  }

  private load(source: Node | undefined, node: Node, marks: readonly Mark[]): void {
    if (source === undefined) return;
    const value = this.values.valueOf(source);
    if (value === undefined) return this.leaveOpen(node, marks);
    if ('texts' in value) for (const text of value.texts) this.add(text, node, marks);
    else if (value.prefix === '') this.leaveOpen(node, marks);
    else
      this.reading.uses.push({
        specifier: value.prefix,
        isPrefix: true,
        line: this.lineOf(node),
        marks: this.all(marks),
      });
  }

  private add(specifier: string, node: Node, marks: readonly Mark[]): void {
    this.reading.uses.push({ specifier, line: this.lineOf(node), marks: this.all(marks) });
  }

  private leaveOpen(node: Node, marks: readonly Mark[]): void {
    const text = this.tree.text.slice(node.start, Math.min(node.end, node.start + 120)).replace(/\s+/g, ' ');
    this.reading.open.push({ text, line: this.lineOf(node), marks: this.all(marks) });
  }

  private evaluation(code: Node | undefined, node: Node): void {
    if (code === undefined) return;
    const value = this.values.valueOf(code);
    const marks = marksAround(node, this.tree.text);
    if (value === undefined || !('texts' in value) || this.nesting >= MAX_NESTING)
      return this.leaveOpen(node, marks);
    for (const text of value.texts) {
      // A function's body may return.
      const inner = readJavascript('evaluated.cjs', text, this.nesting + 1);
      const line = this.lineOf(node);
      for (const use of inner.uses)
        this.reading.uses.push({ ...use, line, marks: this.all(['dynamic', ...marks, ...use.marks]) });
      for (const open of inner.open) this.reading.open.push({ ...open, line });
      for (const command of inner.commands) this.reading.commands.push({ ...command, line });
    }
  }

  private command(given: readonly Node[], node: Node): void {
    const [program, list] = given.map(bare);
    if (program === undefined) return;
    if (list?.type !== 'ArrayExpression') return this.commandText(program, node);
    const words = [program, ...(list.elements as (Node | null)[])].map((element) => {
      const value = this.values.valueOf(element);
      return value !== undefined && 'texts' in value && value.texts.length === 1
        ? (value.texts[0] as string)
        : null;
    });
    this.reading.commands.push({
      words,
      line: this.lineOf(node),
      marks: this.all(marksAround(node, this.tree.text)),
    });
  }

  private commandText(text: Node, node: Node): void {
    const value = this.values.valueOf(text);
    if (value === undefined) return;
    const marks = this.all(marksAround(node, this.tree.text));
    const texts = 'texts' in value ? value.texts : [value.prefix];
    for (const each of texts)
      for (const words of shellWords(each))
        this.reading.commands.push({
          words: 'texts' in value ? words : [...words, null],
          line: this.lineOf(node),
          marks,
        });
  }

  private comment(text: string, start: number): void {
    const types = /^\/\s*<reference\s+types\s*=\s*["']([^"']+)["']/.exec(text)?.[1];
    const runtime = /@jsxImportSource\s+(\S+)/.exec(text)?.[1];
    const line = this.tree.lineAt(start);
    // A package without types of its own has them in `@types`; which of both is meant, the manifest says.
    if (types !== undefined) this.reading.uses.push({ specifier: types, line, marks: ['type-only'] });
    if (runtime !== undefined && /\.[jt]sx$/.test(this.file))
      this.reading.uses.push({ specifier: `${runtime}/jsx-runtime`, line, marks: this.all([]) });
  }

  private all(marks: readonly Mark[]): Mark[] {
    return [...new Set<Mark>([...(DECLARATION.test(this.file) ? (['type-only'] as const) : []), ...marks])];
  }

  private lineOf(node: Node): number {
    return this.tree.lineAt(node.start);
  }
}

/** Within `declare module 'x' { … }`, which only the type checker reads. */
function isAmbient(node: Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent)
    if (at.type === 'TSModuleDeclaration' && at.declare === true) return true;
  return false;
}
