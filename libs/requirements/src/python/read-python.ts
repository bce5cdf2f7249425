import type { Mark } from '../model/discovery';
import { shellWords } from '../shell/shell-words';
import { marksOfChild } from './python-marks';
import type { PythonReading } from './python-reading';
import { excerptOf, isBroken, lineOf, parsePython, partsOf, type SgNode } from './python-tree';
import { PythonValues } from './python-values';

/** More than any file of a person; a file of 4 MB with nothing but names stays below. */
const MAX_NODES = 2_000_000;
const MAX_NESTING = 3;
const MAX_BROKEN = 5;

/** Calls that load the module their first argument names. */
const LOADERS =
  /^(?:__import__|importlib\.(?:import_module|__import__)|runpy\.run_module|pkgutil\.resolve_name|pydoc\.locate)$/;
/** Calls that ask whether a module is there. */
const PROBES =
  /^(?:importlib\.util\.find_spec|importlib\.find_loader|pkgutil\.find_loader|pytest\.importorskip)$/;
const STARTERS =
  /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen|exec\w+|spawn\w+)|asyncio\.create_subprocess_(?:shell|exec))$/;
const PIP = /^pip\.(?:main|_internal\.main|_internal\.cli\.main\.main)$/;
const SETUP = /^(?:(?:setuptools|distutils\.core)\.)?setup$/;
const PATHS = /^(?:sys\.path\.(?:insert|append|extend)|site\.addsitedir)$/;

type Seen = { node: SgNode; marks: readonly Mark[] };

/** The modules that a file of Python names, by its syntax tree. Nothing is run. */
export function readPython(text: string, marks: readonly Mark[] = [], nesting = 0): PythonReading {
  return new Reader(nesting).read(text, marks);
}

class Reader {
  private readonly reading: PythonReading = {
    uses: [],
    commands: [],
    open: [],
    unseen: [],
    paths: [],
    setup: [],
    broken: [],
    isCut: false,
  };
  private readonly values = new PythonValues();
  /** Other names of `typing.TYPE_CHECKING`. */
  private readonly typeNames = new Set<string>();
  /** Looked at after the walk, when every name has its value. */
  private readonly calls: Seen[] = [];

  constructor(private readonly nesting: number) {}

  read(text: string, marks: readonly Mark[]): PythonReading {
    this.walk(parsePython(text), marks);
    for (const call of this.calls) this.call(call);
    return this.reading;
  }

  /** Not recursive: depth is the author's to choose. */
  private walk(root: SgNode, marks: readonly Mark[]): void {
    const stack: Seen[] = [{ node: root, marks }];
    for (let count = 0; count < MAX_NODES; count += 1) {
      const seen = stack.pop();
      if (seen === undefined) return;
      const { node } = seen;
      if (isBroken(node) && this.reading.broken.length < MAX_BROKEN) this.reading.broken.push(lineOf(node));
      this.visit(seen);
      const children = node.children();
      for (let at = children.length - 1; at >= 0; at -= 1) {
        const child = children[at] as SgNode;
        const mark = marksOfChild(node, child, this.typeNames);
        stack.push({
          node: child,
          marks: mark === undefined || seen.marks.includes(mark) ? seen.marks : [...seen.marks, mark],
        });
      }
    }
    this.reading.isCut = true;
  }

  private visit(seen: Seen): void {
    const { node } = seen;
    switch (node.kind()) {
      case 'import_statement':
        return this.importStatement(seen);
      case 'import_from_statement':
        return this.importFrom(seen);
      case 'call':
        this.calls.push(seen);
        return;
      case 'assignment':
        return this.assignment(node.field('left'), node.field('right'));
      case 'named_expression':
        return this.assignment(node.field('name'), node.field('value'));
      case 'augmented_assignment':
        return this.values.cloud(node.field('left')?.text() ?? '');
      case 'for_statement':
      case 'for_in_clause':
        return this.loop(node);
      default:
    }
  }

  private importStatement({ node, marks }: Seen): void {
    for (const part of partsOf(node)) {
      const isAliased = part.kind() === 'aliased_import';
      const module = pathText(isAliased ? part.field('name') : part);
      if (module === '') continue;
      const alias = isAliased ? part.field('alias')?.text() : undefined;
      this.values.imported(
        alias ?? (module.split('.')[0] as string),
        alias === undefined ? (module.split('.')[0] as string) : module,
      );
      this.reading.uses.push({ module, level: 0, names: [], line: lineOf(part), marks });
    }
  }

  private importFrom({ node, marks }: Seen): void {
    const source = node.field('module_name');
    if (source === null) return;
    const isRelative = source.kind() === 'relative_import';
    const dots = isRelative ? (/^[.\s]*/.exec(source.text())?.[0].replace(/\s/g, '').length ?? 1) : 0;
    const module = pathText(
      isRelative ? source.children().find((child) => child.kind() === 'dotted_name') : source,
    );
    const names: string[] = [];
    for (const part of partsOf(node)) {
      if (part.id() === source.id() || part.kind() === 'wildcard_import') continue;
      const isAliased = part.kind() === 'aliased_import';
      const name = pathText(isAliased ? part.field('name') : part);
      if (name === '') continue;
      names.push(name);
      if (name === 'TYPE_CHECKING') this.typeNames.add(part.field('alias')?.text() ?? name);
      if (!isRelative) this.values.imported(part.field('alias')?.text() ?? name, `${module}.${name}`);
    }
    this.reading.uses.push({ module, level: dots, names, line: lineOf(node), marks });
  }

  private assignment(target: SgNode | null, value: SgNode | null): void {
    if (target?.kind() === 'identifier' && value !== null) this.values.assign(target.text(), value);
    // `TABLE[key] = value` adds what the literal does not have.
    if (target?.kind() === 'subscript') this.values.cloud(target.field('value')?.text() ?? '');
  }

  private loop(node: SgNode): void {
    const [target, over] = [node.field('left'), node.field('right')];
    if (target !== null && over !== null) this.values.loop(target, over);
  }

  private call(seen: Seen): void {
    const { node } = seen;
    const callee = this.values.pathOf(node.field('function')) ?? '';
    const given = partsOf(node.field('arguments'));
    const first = given.find((argument) => argument.kind() !== 'keyword_argument') ?? keyword(given, 'name');
    if (LOADERS.test(callee)) return this.load(seen, first, given, []);
    if (PROBES.test(callee)) return this.load(seen, first, given, ['guarded']);
    if (callee === 'exec' || callee === 'eval') return this.evaluation(seen, callee, first);
    if (STARTERS.test(callee) || PIP.test(callee)) return this.command(seen, callee, first);
    if (SETUP.test(callee)) return this.setup(given);
    if (PATHS.test(callee)) this.reading.paths.push(literalsIn(node));
  }

  private load(
    { node, marks }: Seen,
    name: SgNode | undefined,
    given: readonly SgNode[],
    more: readonly Mark[],
  ): void {
    const all: Mark[] = [...new Set<Mark>([...marks, ...more, 'dynamic'])];
    const line = lineOf(node);
    const value = this.values.valueOf(name);
    const whole = value !== undefined && 'texts' in value ? value.texts : [];
    const use = (text: string, isPrefix: boolean): void => {
      const level = /^\.*/.exec(text)?.[0].length ?? 0;
      const anchor = level > 0 ? this.values.valueOf(keyword(given, 'package') ?? given[1]) : undefined;
      const base = anchor !== undefined && 'texts' in anchor ? anchor.texts[0] : undefined;
      const rest = text.slice(level);
      // Relative to a package that is named: of that package, wherever it comes from.
      this.reading.uses.push(
        base === undefined
          ? { module: rest.replace(/:.*/s, ''), level, names: [], isPrefix, line, marks: all }
          : { module: base, level: 0, names: [], line, marks: all },
      );
    };
    for (const text of whole) use(text, false);
    if (value !== undefined && 'prefix' in value && value.prefix.includes('.')) use(value.prefix, true);
    else if (whole.length === 0) this.reading.open.push({ text: excerptOf(node), line, marks: all });
  }

  private evaluation({ node, marks }: Seen, callee: string, code: SgNode | undefined): void {
    if (code === undefined) return;
    const value = this.values.valueOf(code);
    const line = lineOf(node);
    if (value === undefined || !('texts' in value) || this.nesting >= MAX_NESTING) {
      (callee === 'exec' ? this.reading.open : this.reading.unseen).push({
        text: excerptOf(node),
        line,
        marks,
      });
      return;
    }
    for (const text of value.texts) {
      const inner = readPython(text.trim(), [...new Set<Mark>([...marks, 'dynamic'])], this.nesting + 1);
      this.reading.uses.push(...inner.uses.map((use) => ({ ...use, line })));
      this.reading.commands.push(...inner.commands.map((each) => ({ ...each, line })));
      this.reading.open.push(...inner.open.map((each) => ({ ...each, line })));
      this.reading.unseen.push(...inner.unseen.map((each) => ({ ...each, line })));
    }
  }

  private command({ node, marks }: Seen, callee: string, first: SgNode | undefined): void {
    const line = lineOf(node);
    const list = first?.kind() === 'list' || first?.kind() === 'tuple' ? partsOf(first) : undefined;
    if (list !== undefined) {
      const words = list.map((word) => this.word(word));
      this.reading.commands.push({ words: PIP.test(callee) ? ['pip', ...words] : words, line, marks });
      return;
    }
    if (/exec|spawn/.test(callee) && callee !== 'asyncio.create_subprocess_shell') {
      const words = partsOf(node.field('arguments')).map((word) => this.word(word));
      this.reading.commands.push({ words, line, marks });
      return;
    }
    const value = this.values.valueOf(first);
    if (value === undefined) return;
    if ('prefix' in value) {
      for (const words of shellWords(value.prefix))
        this.reading.commands.push({ words: [...words, null], line, marks });
      return;
    }
    for (const text of value.texts)
      for (const words of shellWords(text)) this.reading.commands.push({ words, line, marks });
  }

  /** The lists that setuptools takes. */
  private setup(given: readonly SgNode[]): void {
    const add = (value: SgNode, marks: readonly Mark[]): void => {
      const list = this.values.listOf(value);
      if (list === undefined)
        this.reading.setup.push({ text: excerptOf(value), isOpen: true, line: lineOf(value), marks });
      else
        for (const { text, node } of list)
          this.reading.setup.push({ text, isOpen: false, line: lineOf(node), marks });
    };
    const listed = (name: string, marks: readonly Mark[]): void => {
      const value = keyword(given, name);
      if (value !== undefined) add(value, marks);
    };
    listed('install_requires', []);
    listed('setup_requires', ['development']);
    listed('tests_require', ['development']);
    const extras = this.values.literalOf(keyword(given, 'extras_require') ?? null);
    if (extras === undefined) return;
    if (extras.kind() !== 'dictionary') {
      this.reading.setup.push({
        text: excerptOf(extras),
        isOpen: true,
        line: lineOf(extras),
        marks: ['optional'],
      });
      return;
    }
    for (const pair of partsOf(extras)) {
      const value = pair.kind() === 'pair' ? pair.field('value') : null;
      const isTool = /^["'](?:dev|test|tests|testing|docs?|lint)["']$/.test(pair.field('key')?.text() ?? '');
      add(value ?? pair, [isTool ? 'development' : 'optional']);
    }
  }

  private word(node: SgNode): string | null {
    if (this.values.pathOf(node) === 'sys.executable') return 'python';
    const value = this.values.valueOf(node);
    if (value === undefined || !('texts' in value)) return null;
    return value.texts.length === 1 ? (value.texts[0] as string) : null;
  }
}

function keyword(given: readonly SgNode[], name: string): SgNode | undefined {
  const argument = given.find(
    (each) => each.kind() === 'keyword_argument' && each.field('name')?.text() === name,
  );
  return argument?.field('value') ?? undefined;
}

/** Python compares identifiers in NFKC (reference, 2.3): letters in another style still name the same module. */
function pathText(node: SgNode | null | undefined): string {
  return node?.text().replace(/\s|\\/g, '').normalize('NFKC') ?? '';
}

function literalsIn(node: SgNode): string[] {
  const found: string[] = [];
  const stack = [node];
  for (let at = stack.pop(); at !== undefined && found.length < 20; at = stack.pop()) {
    if (at.kind() === 'string_content') found.push(at.text());
    stack.push(...at.children().reverse());
  }
  return found;
}
