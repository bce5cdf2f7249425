import type { Mark } from '../model/discovery';
import { shellWords } from '../shell/shell-words';
import { marksAround } from './python-marks';
import type { PythonReading } from './python-reading';
import { brokenIn, excerptOf, lineOf, parsePython, partsOf, type SgNode } from './python-tree';
import { PythonValues } from './python-values';

/** Imports, calls and assignments of one file; more than any file of a person has. */
const MAX_NODES = 500_000;
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

const EVALUATORS = /^(?:exec|eval)$/;
const CALLS = [LOADERS, PROBES, EVALUATORS, STARTERS, PIP, SETUP, PATHS];

/** Found by the parser's own search: walking a tree from here costs a hundred times as much. */
const LOOKED_AT = {
  rule: {
    any: [
      'import_statement',
      'import_from_statement',
      'call',
      'assignment',
      'named_expression',
      'augmented_assignment',
      'for_statement',
      'for_in_clause',
    ].map((kind) => ({ kind })),
  },
};

/** The modules that a file of Python names, by its syntax tree. Nothing is run. */
export function readPython(text: string, marks: readonly Mark[] = [], nesting = 0): PythonReading {
  return new Reader(nesting, marks).read(text);
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

  constructor(
    private readonly nesting: number,
    private readonly given: readonly Mark[],
  ) {}

  read(text: string): PythonReading {
    const root = parsePython(text);
    this.reading.broken.push(...brokenIn(root).slice(0, MAX_BROKEN).map(lineOf));
    const nodes = root.findAll(LOOKED_AT);
    this.reading.isCut = nodes.length > MAX_NODES;
    const seen = nodes.slice(0, MAX_NODES).map((node) => ({ node, kind: String(node.kind()) }));
    for (const { node, kind } of seen) this.name(node, kind);
    // Only now has every name its value.
    for (const { node, kind } of seen) {
      if (kind === 'import_statement') this.importStatement(node);
      else if (kind === 'import_from_statement') this.importFrom(node);
      else if (kind === 'call') this.call(node);
    }
    return this.reading;
  }

  /** What gives names a meaning. */
  private name(node: SgNode, kind: string): void {
    switch (kind) {
      case 'import_statement':
      case 'import_from_statement':
        return this.importedNames(node, kind);
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

  private importedNames(node: SgNode, kind: string): void {
    const source = kind === 'import_from_statement' ? node.field('module_name') : null;
    if (source?.kind() === 'relative_import') return;
    const module = pathText(source);
    for (const part of partsOf(node)) {
      if (part.id() === source?.id()) continue;
      const { name, alias } = namedIn(part);
      if (name === '') continue;
      if (name === 'TYPE_CHECKING') this.typeNames.add(alias ?? name);
      const first = name.split('.')[0] as string;
      if (source === null) this.values.imported(alias ?? first, alias === undefined ? first : name);
      else this.values.imported(alias ?? name, `${module}.${name}`);
    }
  }

  private importStatement(node: SgNode): void {
    const marks = this.marksOf(node);
    for (const part of partsOf(node)) {
      const { name } = namedIn(part);
      if (name !== '')
        this.reading.uses.push({ module: name, level: 0, names: [], line: lineOf(part), marks });
    }
  }

  private importFrom(node: SgNode): void {
    const source = node.field('module_name');
    if (source === null) return;
    const isRelative = source.kind() === 'relative_import';
    const level = isRelative ? (/^[.\s]*/.exec(source.text())?.[0].replace(/\s/g, '').length ?? 1) : 0;
    const module = pathText(
      isRelative ? source.children().find((child) => child.kind() === 'dotted_name') : source,
    );
    const names = partsOf(node)
      .filter((part) => part.id() !== source.id() && part.kind() !== 'wildcard_import')
      .map((part) => namedIn(part).name)
      .filter((name) => name !== '');
    this.reading.uses.push({ module, level, names, line: lineOf(node), marks: this.marksOf(node) });
  }

  private marksOf(node: SgNode): Mark[] {
    return [...new Set<Mark>([...this.given, ...marksAround(node, this.typeNames)])];
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

  private call(node: SgNode): void {
    const callee = this.values.pathOf(node.field('function')) ?? '';
    if (!CALLS.some((calls) => calls.test(callee))) return;
    const given = partsOf(node.field('arguments'));
    const first = given.find((argument) => argument.kind() !== 'keyword_argument') ?? keyword(given, 'name');
    if (LOADERS.test(callee)) return this.load(node, first, given, []);
    if (PROBES.test(callee)) return this.load(node, first, given, ['guarded']);
    if (EVALUATORS.test(callee)) return this.evaluation(node, callee, first);
    if (STARTERS.test(callee) || PIP.test(callee)) return this.command(node, callee, first);
    if (SETUP.test(callee)) return this.setup(given);
    if (PATHS.test(callee)) this.reading.paths.push(literalsIn(node));
  }

  private load(
    node: SgNode,
    name: SgNode | undefined,
    given: readonly SgNode[],
    more: readonly Mark[],
  ): void {
    const all: Mark[] = [...new Set<Mark>([...this.marksOf(node), ...more, 'dynamic'])];
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

  private evaluation(node: SgNode, callee: string, code: SgNode | undefined): void {
    if (code === undefined) return;
    const value = this.values.valueOf(code);
    const line = lineOf(node);
    const marks = this.marksOf(node);
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

  private command(node: SgNode, callee: string, first: SgNode | undefined): void {
    const line = lineOf(node);
    const marks = this.marksOf(node);
    const literal = this.values.literalOf(first ?? null);
    const list = literal?.kind() === 'list' || literal?.kind() === 'tuple' ? partsOf(literal) : undefined;
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

/** `a.b` and `a.b as c`. */
function namedIn(part: SgNode): { name: string; alias?: string } {
  if (part.kind() !== 'aliased_import') return { name: part.kind() === 'dotted_name' ? pathText(part) : '' };
  const alias = part.field('alias')?.text();
  return { name: pathText(part.field('name')), ...(alias === undefined ? {} : { alias }) };
}
