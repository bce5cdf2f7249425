import type { Node } from './syntax-tree';

/** All values that an expression can have, or how every one of them begins. */
export type Value = { texts: readonly string[] } | { prefix: string };

const MAX_DEPTH = 20;
const MAX_TEXTS = 200;
/** Evaluations in one file: names that stand for each other many times would never end. */
const MAX_EVALUATIONS = 200_000;
const TRANSPARENT =
  /^(?:ParenthesizedExpression|TSAsExpression|TSNonNullExpression|TSSatisfiesExpression|TSTypeAssertion|ChainExpression|AwaitExpression)$/;

/** What the variables of one file hold; one scope for the whole file, as for Python. */
export class JavascriptValues {
  private readonly assigned = new Map<string, Node[]>();
  private readonly loops = new Map<string, Node[]>();
  private readonly clouded = new Set<string>();

  private evaluations = 0;
  /** Values of names that were looked at. */
  private readonly known = new Map<string, Value | undefined>();

  see(node: Node): void {
    switch (node.type) {
      case 'VariableDeclarator': {
        const [id, init] = [node.id as Node, node.init as Node | null];
        const loop = node.parent?.parent;
        if (id.type !== 'Identifier') return;
        if (loop?.type === 'ForOfStatement' && loop.left === node.parent)
          push(this.loops, nameOf(id), loop.right as Node);
        else if (init !== null) push(this.assigned, nameOf(id), init);
        return;
      }
      case 'AssignmentExpression': {
        const target = node.left as Node;
        // `table[key] = value` adds what the literal does not have.
        if (target.type === 'MemberExpression') this.clouded.add(nameOf(target.object as Node));
        if (target.type !== 'Identifier') return;
        if (node.operator === '=') push(this.assigned, nameOf(target), node.right as Node);
        else this.clouded.add(nameOf(target));
        return;
      }
      case 'CallExpression':
        return this.seeIteration(node);
      default:
    }
  }

  /** `['a', 'b'].forEach((name) => …)` is a loop. */
  private seeIteration(node: Node): void {
    const callee = bare(node.callee as Node);
    const [callback] = node.arguments as Node[];
    if (callee.type !== 'MemberExpression' || callback === undefined) return;
    if (!/^(?:forEach|map|flatMap|some|every|filter)$/.test(nameOf(callee.property as Node))) return;
    if (!/^(?:ArrowFunctionExpression|FunctionExpression)$/.test(callback.type)) return;
    const [parameter] = callback.params as Node[];
    if (parameter?.type === 'Identifier')
      push(this.loops, `${nameOf(parameter)}@${callback.start}`, callee.object as Node);
  }

  /** What a variable was given, where it was given one thing only. */
  onlyValueOf(name: string): Node | undefined {
    const values = this.assigned.get(name) ?? [];
    return values.length === 1 && !this.clouded.has(name) ? values[0] : undefined;
  }

  valuesOf(name: string): readonly Node[] {
    return this.assigned.get(name) ?? [];
  }

  valueOf(given: Node | null | undefined, depth = 0): Value | undefined {
    if (!given || depth > MAX_DEPTH || (this.evaluations += 1) > MAX_EVALUATIONS) return undefined;
    const node = bare(given);
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? { texts: [node.value] } : undefined;
      case 'TemplateLiteral': {
        const quasis = node.quasis as { value: { cooked: string | null } }[];
        const expressions = node.expressions as Node[];
        return quasis
          .map((quasi, index): Value | undefined => {
            const text: Value | undefined =
              quasi.value.cooked === null ? undefined : { texts: [quasi.value.cooked] };
            return index < expressions.length
              ? joined(text, this.valueOf(expressions[index], depth + 1))
              : text;
          })
          .reduce(joined);
      }
      case 'BinaryExpression':
        return node.operator === '+'
          ? joined(this.valueOf(node.left as Node, depth + 1), this.valueOf(node.right as Node, depth + 1))
          : undefined;
      case 'ConditionalExpression':
        return either([
          this.valueOf(node.consequent as Node, depth + 1),
          this.valueOf(node.alternate as Node, depth + 1),
        ]);
      case 'LogicalExpression':
        return either([
          this.valueOf(node.left as Node, depth + 1),
          this.valueOf(node.right as Node, depth + 1),
        ]);
      case 'SequenceExpression':
        return this.valueOf((node.expressions as Node[]).at(-1), depth + 1);
      case 'CallExpression':
        return this.valueOfCall(node, depth);
      case 'Identifier':
        return this.valueOfName(node, depth);
      case 'MemberExpression':
        return this.valueOfEntry(node, depth);
      default:
        return undefined;
    }
  }

  /** An entry of a table that is written out: the one that is named, else any of them. */
  private valueOfEntry(node: Node, depth: number): Value | undefined {
    const entries = this.entriesOf(node.object as Node);
    if (entries === undefined) return undefined;
    const key =
      node.computed === true
        ? this.valueOf(node.property as Node, depth + 1)
        : { texts: [nameOf(node.property as Node)] };
    const named =
      key !== undefined && 'texts' in key ? entries.filter((entry) => key.texts.includes(keyOf(entry))) : [];
    return either(
      (named.length > 0 ? named : entries).map((entry) => this.valueOf(entry.value as Node, depth + 1)),
    );
  }

  /** The properties of an object literal, or of the only one that a name was given. */
  private entriesOf(given: Node): Node[] | undefined {
    const node = bare(given);
    const isOwn = node.type === 'Identifier' && ownerOf(nameOf(node), node) === undefined;
    const object = isOwn ? this.onlyValueOf(nameOf(node)) : node;
    if (object === undefined || bare(object).type !== 'ObjectExpression') return undefined;
    const properties = bare(object).properties as Node[];
    return properties.every((each) => each.type === 'Property' && each.computed !== true)
      ? properties
      : undefined;
  }

  /** `['lo', 'dash'].join('')` hides a name as well as a plus does. */
  private valueOfCall(node: Node, depth: number): Value | undefined {
    const callee = bare(node.callee as Node);
    if (callee.type !== 'MemberExpression') return undefined;
    const method = nameOf(callee.property as Node);
    const given = node.arguments as Node[];
    if (method === 'concat')
      return [callee.object as Node, ...given].map((part) => this.valueOf(part, depth + 1)).reduce(joined);
    const list = bare(callee.object as Node);
    if (method !== 'join' || list.type !== 'ArrayExpression') return undefined;
    const separator = given.length === 0 ? { texts: [','] } : this.valueOf(given[0], depth + 1);
    return (list.elements as (Node | null)[])
      .map((element) => this.valueOf(element, depth + 1))
      .reduce((left, right) => joined(joined(left, separator), right));
  }

  private valueOfName(node: Node, depth: number): Value | undefined {
    const name = nameOf(node);
    const owner = ownerOf(name, node);
    if (owner !== undefined) {
      const over = this.loops.get(`${name}@${owner.start}`) ?? [];
      return over.length === 0 ? undefined : either(over.map((each) => this.elementsOf(each, depth + 1)));
    }
    if (this.clouded.has(name)) return undefined;
    if (this.known.has(name)) return this.known.get(name);
    // A name that stands for itself while it is looked at stands for nothing.
    this.known.set(name, undefined);
    const value = eitherOf([
      ...(this.assigned.get(name) ?? []).map((each) => () => this.valueOf(each, depth + 1)),
      ...(this.loops.get(name) ?? []).map((over) => () => this.elementsOf(over, depth + 1)),
    ]);
    this.known.set(name, value);
    return value;
  }

  /** `Object.keys(table)` and `Object.values(table)`. */
  private sideOf(call: Node, depth: number): Value | undefined {
    const callee = bare(call.callee as Node);
    const entries = this.entriesOf((call.arguments as Node[])[0] ?? call);
    if (
      callee.type !== 'MemberExpression' ||
      nameOf(callee.object as Node) !== 'Object' ||
      entries === undefined
    )
      return undefined;
    const side = nameOf(callee.property as Node);
    if (side === 'keys') return { texts: entries.map(keyOf) };
    return side === 'values'
      ? either(entries.map((entry) => this.valueOf(entry.value as Node, depth + 1)))
      : undefined;
  }

  elementsOf(given: Node, depth = 0): Value | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const node = bare(given);
    if (node.type === 'ArrayExpression')
      return either((node.elements as (Node | null)[]).map((element) => this.valueOf(element, depth + 1)));
    if (node.type === 'CallExpression') return this.sideOf(node, depth);
    if (node.type !== 'Identifier' || ownerOf(nameOf(node), node) !== undefined) return undefined;
    const only = this.onlyValueOf(nameOf(node));
    return only === undefined ? undefined : this.elementsOf(only, depth + 1);
  }
}

/** The text of a property's key. */
function keyOf(property: Node): string {
  return nameOf(property.key as Node);
}

export function nameOf(node: Node): string {
  return typeof node.name === 'string' ? node.name : typeof node.value === 'string' ? node.value : '';
}

/** Without parentheses and types, which do not change what an expression is. */
export function bare(node: Node): Node {
  let at = node;
  while (TRANSPARENT.test(at.type)) at = (at.expression ?? at.argument) as Node;
  return at;
}

/** The function around a node whose parameter has this name. */
export function ownerOf(name: string, node: Node): Node | undefined {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (
      Array.isArray(at.params) &&
      (at.params as Node[]).some((parameter) => parameterName(parameter) === name)
    )
      return at;
  }
  return undefined;
}

function parameterName(parameter: Node): string {
  return parameter.type === 'AssignmentPattern' ? nameOf(parameter.left as Node) : nameOf(parameter);
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const items = map.get(key) ?? [];
  items.push(item);
  map.set(key, items);
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
