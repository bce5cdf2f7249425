import { literalText } from './python-text';
import { partsOf, type SgNode } from './python-tree';

/** All values that an expression can have, or how every one of them begins. */
export type Value = { texts: readonly string[] } | { prefix: string };

const MAX_DEPTH = 20;
const MAX_TEXTS = 200;
/** Evaluations in one file: names that stand for each other many times would never end. */
const MAX_EVALUATIONS = 200_000;

/**
 * What the names of one file stand for. One scope for the whole file: a name has every value that is given to it
 * anywhere, and none that is known as soon as one of them is not.
 */
export class PythonValues {
  /** Local names to dotted paths: `im` -> `importlib.import_module`. */
  private readonly paths = new Map<string, string>();
  private readonly assigned = new Map<string, SgNode[]>();
  /** Loop variables: what they run over, and which part of each element they take. */
  private readonly loops = new Map<string, { over: SgNode; part: number | undefined }[]>();
  /** Names that something else gives a value: `+=`, `global` tricks, `except … as`. */
  private readonly clouded = new Set<string>();

  private evaluations = 0;
  /** Values of names that were looked at. */
  private readonly known = new Map<string, Value | undefined>();

  imported(name: string, path: string): void {
    this.paths.set(name, path);
  }

  assign(name: string, value: SgNode): void {
    const values = this.assigned.get(name) ?? [];
    values.push(value);
    this.assigned.set(name, values);
  }

  loop(target: SgNode, over: SgNode): void {
    const add = (node: SgNode, part: number | undefined): void => {
      if (node.kind() !== 'identifier') return;
      const loops = this.loops.get(node.text()) ?? [];
      loops.push({ over, part });
      this.loops.set(node.text(), loops);
    };
    if (target.kind() === 'identifier') add(target, undefined);
    else partsOf(target).forEach((each, index) => add(each, index));
  }

  cloud(name: string): void {
    this.clouded.add(name);
  }

  /** The dotted path an expression names. */
  pathOf(node: SgNode | null | undefined, depth = 0): string | undefined {
    if (!node || depth > MAX_DEPTH) return undefined;
    switch (node.kind()) {
      case 'identifier': {
        const name = node.text();
        const known = this.paths.get(name);
        if (known !== undefined) return known;
        const values = this.assigned.get(name);
        const [only] = values ?? [];
        // `im = importlib.import_module`: another name of the same thing.
        if (
          values?.length === 1 &&
          only !== undefined &&
          /^(?:attribute|identifier|call)$/.test(String(only.kind()))
        )
          return this.pathOf(only, depth + 1) ?? name;
        return name;
      }
      case 'attribute': {
        const object = this.pathOf(node.field('object'), depth + 1);
        return object === undefined
          ? undefined
          : withoutBuiltins(`${object}.${node.field('attribute')?.text() ?? ''}`);
      }
      case 'call':
        return this.pathOfCall(node, depth + 1);
      case 'parenthesized_expression':
        return this.pathOf(partsOf(node)[0], depth + 1);
      default:
        return undefined;
    }
  }

  /** `getattr(importlib, 'import_module')`, and `__import__('importlib')` itself. */
  private pathOfCall(node: SgNode, depth: number): string | undefined {
    const callee = this.pathOf(node.field('function'), depth + 1);
    const [first, second] = partsOf(node.field('arguments'));
    if (callee === '__import__' || callee === 'importlib.import_module') return this.onlyText(first, depth);
    if (callee !== 'getattr') return undefined;
    const object = this.pathOf(first, depth + 1);
    const member = this.onlyText(second, depth);
    return object === undefined || member === undefined ? undefined : withoutBuiltins(`${object}.${member}`);
  }

  private onlyText(node: SgNode | undefined, depth: number): string | undefined {
    const value = this.valueOf(node, depth + 1);
    return value !== undefined && 'texts' in value && value.texts.length === 1 ? value.texts[0] : undefined;
  }

  valueOf(node: SgNode | null | undefined, depth = 0): Value | undefined {
    if (!node || depth > MAX_DEPTH || (this.evaluations += 1) > MAX_EVALUATIONS) return undefined;
    switch (node.kind()) {
      case 'string': {
        const { text, isWhole } = literalText(node);
        return isWhole ? { texts: [text] } : { prefix: text };
      }
      case 'concatenated_string':
        return partsOf(node)
          .map((part) => this.valueOf(part, depth + 1))
          .reduce(joined);
      case 'parenthesized_expression':
        return this.valueOf(partsOf(node)[0], depth + 1);
      case 'binary_operator': {
        const left = this.valueOf(node.field('left'), depth + 1);
        const operator = node.field('operator')?.text();
        if (operator === '%' && left !== undefined && 'texts' in left && left.texts.length === 1)
          return { prefix: (left.texts[0] as string).split('%', 1)[0] as string };
        return operator === '+' ? joined(left, this.valueOf(node.field('right'), depth + 1)) : undefined;
      }
      case 'conditional_expression': {
        const [whether, , otherwise] = partsOf(node);
        return either([this.valueOf(whether, depth + 1), this.valueOf(otherwise, depth + 1)]);
      }
      case 'boolean_operator':
        return either(partsOf(node).map((part) => this.valueOf(part, depth + 1)));
      case 'identifier':
        return this.valueOfName(node, depth);
      case 'subscript':
        return this.valueOfEntry(node, depth);
      case 'call':
        return this.valueOfJoin(node, depth);
      default:
        return undefined;
    }
  }

  /** An entry of a table that is written out: the one that is named, else any of them. */
  private valueOfEntry(node: SgNode, depth: number): Value | undefined {
    const table = this.literalOf(node.field('value'));
    if (table?.kind() !== 'dictionary') return undefined;
    const key = this.onlyText(node.field('subscript') ?? undefined, depth);
    const named = partsOf(table).find(
      (pair) => pair.kind() === 'pair' && this.onlyText(pair.field('key') ?? undefined, depth) === key,
    );
    return key !== undefined && named !== undefined
      ? this.valueOf(named.field('value'), depth + 1)
      : this.sideOf(table, 'value', depth);
  }

  /** `''.join(['re', 'quests'])` */
  private valueOfJoin(node: SgNode, depth: number): Value | undefined {
    const callee = node.field('function');
    if (callee?.kind() !== 'attribute' || callee.field('attribute')?.text() !== 'join') return undefined;
    const separator = this.valueOf(callee.field('object'), depth + 1);
    const [list] = partsOf(node.field('arguments'));
    if (separator === undefined || (list?.kind() !== 'list' && list?.kind() !== 'tuple')) return undefined;
    return partsOf(list)
      .map((element) => this.valueOf(element, depth + 1))
      .reduce((left, right) => joined(joined(left, separator), right));
  }

  /** The texts of a list that is written out, or put together from such lists; nothing where a part is unknown. */
  listOf(node: SgNode | null | undefined, depth = 0): { text: string; node: SgNode }[] | undefined {
    if (!node || depth > MAX_DEPTH) return undefined;
    switch (node.kind()) {
      case 'list':
      case 'tuple': {
        const found: { text: string; node: SgNode }[] = [];
        for (const element of partsOf(node)) {
          const text = this.onlyText(element, depth);
          if (text === undefined) return undefined;
          found.push({ text, node: element });
        }
        return found;
      }
      case 'binary_operator': {
        const left = this.listOf(node.field('left'), depth + 1);
        const right = this.listOf(node.field('right'), depth + 1);
        return left === undefined || right === undefined || node.field('operator')?.text() !== '+'
          ? undefined
          : [...left, ...right];
      }
      case 'identifier': {
        const only = this.literalOf(node);
        return only === undefined ? undefined : this.listOf(only, depth + 1);
      }
      default:
        return undefined;
    }
  }

  private valueOfName(node: SgNode, depth: number): Value | undefined {
    const name = node.text();
    if (this.clouded.has(name) || isParameter(name, node)) return undefined;
    if (this.known.has(name)) return this.known.get(name);
    // A name that stands for itself while it is looked at stands for nothing.
    this.known.set(name, undefined);
    const ways = [
      ...(this.assigned.get(name) ?? []).map((value) => () => this.valueOf(value, depth + 1)),
      ...(this.loops.get(name) ?? []).map(
        ({ over, part }) =>
          () =>
            this.elementsOf(over, part, depth + 1),
      ),
    ];
    const value = eitherOf(ways);
    this.known.set(name, value);
    return value;
  }

  /** The elements of a literal, or the same part of each of them. */
  private elementsOf(over: SgNode, part: number | undefined, depth: number): Value | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (over.kind()) {
      case 'list':
      case 'tuple':
      case 'set':
        return either(
          partsOf(over).map((element) =>
            part === undefined ? this.valueOf(element, depth + 1) : this.partOf(element, part, depth + 1),
          ),
        );
      case 'dictionary':
        return part === undefined ? this.sideOf(over, 'key', depth) : undefined;
      case 'identifier': {
        const values = this.assigned.get(over.text()) ?? [];
        if (values.length === 0 || this.clouded.has(over.text()) || isParameter(over.text(), over))
          return undefined;
        return either(values.map((value) => this.elementsOf(value, part, depth + 1)));
      }
      case 'call': {
        const callee = over.field('function');
        const dictionary =
          callee?.kind() === 'attribute' ? this.literalOf(callee.field('object')) : undefined;
        if (dictionary?.kind() !== 'dictionary') return undefined;
        const method = callee?.field('attribute')?.text();
        if (method === 'keys' && part === undefined) return this.sideOf(dictionary, 'key', depth);
        if (method === 'values' && part === undefined) return this.sideOf(dictionary, 'value', depth);
        if (method === 'items' && part !== undefined)
          return this.sideOf(dictionary, part === 0 ? 'key' : 'value', depth);
        return undefined;
      }
      default:
        return undefined;
    }
  }

  private partOf(element: SgNode, part: number, depth: number): Value | undefined {
    return element.kind() === 'tuple' || element.kind() === 'list'
      ? this.valueOf(partsOf(element)[part], depth + 1)
      : undefined;
  }

  private sideOf(dictionary: SgNode, side: 'key' | 'value', depth: number): Value | undefined {
    return either(
      partsOf(dictionary).map((pair) =>
        pair.kind() === 'pair' ? this.valueOf(pair.field(side), depth + 1) : undefined,
      ),
    );
  }

  /** What a name was given, where it was given one thing only; anything else is itself. */
  literalOf(node: SgNode | null): SgNode | undefined {
    if (node?.kind() !== 'identifier') return node ?? undefined;
    const values = this.assigned.get(node.text()) ?? [];
    return values.length === 1 && !this.clouded.has(node.text()) ? values[0] : undefined;
  }
}

function withoutBuiltins(path: string): string {
  return path.replace(/^(?:__builtins__|builtins)\./, '');
}

function joined(left: Value | undefined, right: Value | undefined): Value | undefined {
  if (left === undefined) return undefined;
  if ('prefix' in left) return left;
  if (right === undefined || 'prefix' in right) {
    const [only] = left.texts;
    return left.texts.length === 1
      ? { prefix: `${only}${right === undefined ? '' : right.prefix}` }
      : undefined;
  }
  const texts = left.texts.flatMap((start) => right.texts.map((end) => start + end));
  return texts.length > MAX_TEXTS ? undefined : { texts };
}

/** As `either`, ending at the first one that is not known. */
function eitherOf(ways: readonly (() => Value | undefined)[]): Value | undefined {
  const values: Value[] = [];
  for (const way of ways) {
    const value = way();
    if (value === undefined || (!('texts' in value) && ways.length > 1)) return undefined;
    values.push(value);
  }
  return either(values);
}

function either(values: readonly (Value | undefined)[]): Value | undefined {
  const texts: string[] = [];
  for (const value of values) {
    if (value === undefined || !('texts' in value)) return values.length === 1 ? value : undefined;
    texts.push(...value.texts);
  }
  return texts.length === 0 || texts.length > MAX_TEXTS ? undefined : { texts: [...new Set(texts)] };
}

/** Whether an enclosing function gets this name from its caller. */
function isParameter(name: string, node: SgNode): boolean {
  for (const ancestor of node.ancestors()) {
    if (ancestor.kind() !== 'function_definition' && ancestor.kind() !== 'lambda') continue;
    for (const parameter of partsOf(ancestor.field('parameters'))) {
      const named =
        parameter.kind() === 'identifier' ? parameter : (parameter.field('name') ?? partsOf(parameter)[0]);
      if (named?.text() === name) return true;
    }
  }
  return false;
}
