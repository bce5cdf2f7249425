import { Bound } from '../bound';
import { EVALUATORS, FS_MODULE, NETWORK_GLOBALS, STARTERS, TIMERS } from './known-modules';
import {
  CHECKED,
  FILLS,
  FORGETS,
  FUNCTION,
  HANDS_ON,
  isStep,
  memberName,
  NONE,
  ofText,
  SENDING_COMMAND,
  SENDS,
  union,
  type Labels,
} from './flow-words';
import { labelOf, READS, type Label } from './labels';
import { isConstructorOfFunction } from './node-shapes';
import { keyOf, type Declaration, type Scopes } from './scopes';
import { bare, isNode, type Node, type SyntaxTree } from './syntax-tree';
import type { Values } from './values';

/** What arrives where, in one file: the way from a source to a sink. */
export interface Flow {
  readonly signal:
    'secret-sent' | 'identity-sent' | 'remote-code' | 'asset-code' | 'decoded-code' | 'downloaded-program';
  /** The sink. */
  readonly node: Node;
  /** Where it came from. */
  readonly source: Node;
}

/** Each pass takes what was found one step further along calls and assignments. */
const MAX_PASSES = 6;

/**
 * Follows secrets, fetched content and assets through the names of one file, without running it: assignments, calls of
 * its own functions, callbacks, collections. Order and conditions are left out, which can only add to what is found.
 */
export class Flows {
  private readonly held = new Map<Declaration | string, Map<Label, Node>>();
  private readonly returned = new Map<Node, Map<Label, Node>>();
  private readonly sources = new Map<Node, Label>();
  private changed = false;
  readonly bound = new Bound(400_000, 300);

  constructor(
    private readonly tree: SyntaxTree,
    private readonly scopes: Scopes,
    private readonly values: Values,
    private readonly isNetwork: (path: string | undefined) => boolean,
  ) {}

  /** In the order of the text; none where there is nothing to flow. */
  find(): Flow[] {
    const calls: Node[] = [];
    const steps: Node[] = [];
    for (const node of this.tree.nodes) {
      const label = labelOf(node, this.values, this.isNetwork);
      if (label !== undefined) this.sources.set(node, label);
      if (node.type === 'CallExpression' || node.type === 'NewExpression') calls.push(node);
      if (isStep(node)) steps.push(node);
    }
    if (this.sources.size === 0) return [];
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      this.changed = false;
      for (const node of steps) this.step(node);
      if (!this.changed || this.bound.isSpent) break;
    }
    this.bound.renew();
    return calls.flatMap((call) => this.sink(call));
  }

  private step(node: Node): void {
    switch (node.type) {
      case 'VariableDeclarator':
        if (isNode(node.init)) this.bind(node.id as Node, this.labels(node.init));
        return;
      case 'AssignmentExpression':
        return this.bind(node.left as Node, this.labels(node.right as Node));
      case 'ForOfStatement':
      case 'ForInStatement': {
        const left = node.left as Node;
        const target = left.type === 'VariableDeclaration' ? (left.declarations as Node[])[0]?.id : left;
        // The names of what is gone through are no secret.
        if (node.type === 'ForOfStatement' && isNode(target))
          this.bind(target, this.labels(node.right as Node));
        return;
      }
      case 'ReturnStatement':
        if (isNode(node.argument)) this.giveBack(node, this.labels(node.argument));
        return;
      case 'ArrowFunctionExpression':
        if ((node.body as Node).type !== 'BlockStatement')
          this.add(this.returned, node, this.labels(node.body as Node));
        return;
      default:
        return this.call(node);
    }
  }

  private call(node: Node): void {
    this.keptFile(node);
    const args = node.arguments as Node[];
    const callee = node.callee as Node;
    const fn = this.functionOf(callee);
    const own = this.sources.get(node) ?? this.contentOf(node, this.values.path(callee))?.keys().next().value;
    const object = callee.type === 'MemberExpression' ? (callee.object as Node) : undefined;
    const given = object === undefined ? NONE : this.labels(object);
    for (const [index, arg] of args.entries()) {
      if (fn !== undefined && !FUNCTION.test(arg.type)) {
        const param = (fn.params as Node[])[index];
        if (param !== undefined) {
          this.bind(param, this.labels(arg));
          // What a function keeps under the name that it was given lies there for its caller too.
          const kept = param.type === 'Identifier' ? this.labels(param).get('fetched-file') : undefined;
          if (kept !== undefined) this.bind(arg, new Map([['fetched-file', kept]]));
        }
      }
      if (!FUNCTION.test(arg.type)) continue;
      for (const param of arg.params as Node[]) {
        this.bind(param, given);
        if (own !== undefined) this.bind(param, new Map([[own, node]]));
      }
    }
    if (object === undefined || !FILLS.test(memberName(callee) ?? '')) return;
    for (const arg of args) if (!FUNCTION.test(arg.type)) this.bind(object, this.labels(arg));
    const [target] = args;
    if (memberName(callee) === 'assign' && target !== undefined)
      for (const arg of args.slice(1)) this.bind(target, this.labels(arg));
  }

  /** `writeFile(path, fetched)` and `fetched.pipe(createWriteStream(path))`: from then on the path is of a fetched file. */
  private keptFile(node: Node): void {
    const callee = node.callee as Node;
    const args = node.arguments as Node[];
    const path = this.values.path(callee) ?? '';
    const member = FS_MODULE.exec(path)?.[1];
    if (member !== undefined && /^(?:write|append|output)File/.test(member) && args[0] && args[1]) {
      const fetched = this.labels(args[1]).get('fetched');
      if (fetched !== undefined) this.bind(args[0], new Map([['fetched-file', fetched]]));
    }
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'pipe' || args[0] === undefined) return;
    const fetched = this.labels(callee.object as Node).get('fetched');
    if (fetched === undefined) return;
    const streams = args[0].type === 'Identifier' ? this.values.given(args[0]) : [args[0]];
    for (const stream of streams) {
      const isFile =
        stream.type === 'CallExpression' && /createWriteStream$/.test(this.values.path(stream.callee) ?? '');
      const target = isFile ? (stream.arguments as Node[])[0] : undefined;
      if (target !== undefined) this.bind(target, new Map([['fetched-file', fetched]]));
    }
  }

  private sink(node: Node): Flow[] {
    const callee = node.callee as Node;
    const path = this.values.path(callee);
    const args = node.arguments as Node[];
    const flows: Flow[] = [];
    if (this.isSending(node, path)) {
      const labels = union(args.map((arg) => this.labels(arg, 0, true)));
      const secret = labels.get('environment') ?? labels.get('credential');
      const identity = labels.get('identity');
      if (secret !== undefined) flows.push({ signal: 'secret-sent', node, source: secret });
      else if (identity !== undefined) flows.push({ signal: 'identity-sent', node, source: identity });
    }
    const code = this.codeOf(node, path);
    if (code.length > 0) {
      const labels = union(code.map((arg) => this.labels(arg)));
      const [fetched, asset] = [labels.get('fetched'), labels.get('asset')];
      const [decoded, file] = [labels.get('decoded'), labels.get('fetched-file')];
      const isEvaluated = !STARTERS.has(path ?? '');
      if (decoded !== undefined && isEvaluated) flows.push({ signal: 'decoded-code', node, source: decoded });
      if (file !== undefined && !isEvaluated && !CHECKED.test(this.tree.text))
        flows.push({ signal: 'downloaded-program', node, source: file });
      if (fetched !== undefined) flows.push({ signal: 'remote-code', node, source: fetched });
      if (asset !== undefined) flows.push({ signal: 'asset-code', node, source: asset });
    }
    return flows;
  }

  private isSending(node: Node, path: string | undefined): boolean {
    const callee = node.callee as Node;
    if (this.sources.get(node) === 'fetched') return true;
    if (path !== undefined && STARTERS.has(path))
      return this.values.looseTexts((node.arguments as Node[])[0]).some((text) => SENDING_COMMAND.test(text));
    if (path !== undefined && (this.isNetwork(path) || NETWORK_GLOBALS.has(path))) return true;
    if (callee.type !== 'MemberExpression' || !SENDS.test(memberName(callee) ?? '')) return false;
    return this.labels(callee.object as Node).has('fetched');
  }

  /** Arguments that are evaluated, or run as a command; none where the call does neither. */
  private codeOf(node: Node, path: string | undefined): Node[] {
    const callee = node.callee as Node;
    const args = node.arguments as Node[];
    if (path === 'Function' || isConstructorOfFunction(callee)) return args.slice(-1);
    const isCompile =
      callee.type === 'MemberExpression' &&
      (memberName(callee) ?? this.values.texts(callee.property)[0]) === '_compile';
    if (isCompile || EVALUATORS.has(path ?? '')) return args.slice(0, 1);
    // A timer takes a function, which nobody fetches.
    if (TIMERS.has(path ?? '') && args[0] !== undefined && !FUNCTION.test(args[0].type)) return [];
    return STARTERS.has(path ?? '') ? args.slice(0, 2).filter((arg) => arg.type !== 'ObjectExpression') : [];
  }

  /** What may be in the value of an expression. `isSent`: what a header names is left out, which is who asks. */
  private labels(node: Node, depth = 0, isSent = false): Labels {
    if (!this.bound.step(depth)) return NONE;
    const own = this.sources.get(node);
    // What is sent to the network and comes back is another thing.
    if (own !== undefined) return new Map([[own, node]]);
    const next = (value: unknown): Labels => (isNode(value) ? this.labels(value, depth + 1, isSent) : NONE);
    switch (node.type) {
      case 'Literal':
        return ofText(node);
      case 'Identifier':
        return this.held.get(this.keyOfName(node)) ?? NONE;
      case 'MemberExpression':
        return this.ofMember(node, next);
      case 'CallExpression':
      case 'NewExpression':
        return this.ofCall(node, next);
      case 'ObjectExpression':
        return union((node.properties as Node[]).map((property) => this.ofProperty(property, next, isSent)));
      case 'ArrayExpression':
        return union((node.elements as unknown[]).map(next));
      case 'TemplateLiteral':
        return union([
          ...(node.quasis as Node[]).map((quasi) => ofText(quasi)),
          ...(node.expressions as Node[]).map(next),
        ]);
      case 'BinaryExpression':
        return node.operator === '+' ? union([next(node.left), next(node.right)]) : NONE;
      case 'LogicalExpression':
        return union([next(node.left), next(node.right)]);
      case 'ConditionalExpression':
        return union([next(node.consequent), next(node.alternate)]);
      case 'AssignmentExpression':
        return next(node.right);
      case 'SequenceExpression':
        return next((node.expressions as Node[]).at(-1));
      default:
        return next(node.argument ?? (FUNCTION.test(node.type) ? undefined : node.expression));
    }
  }

  private ofProperty(property: Node, next: (value: unknown) => Labels, isSent: boolean): Labels {
    if (property.type === 'SpreadElement') return next(property.argument);
    const key = keyOf(property);
    // What a started program is given as its environment stays on the machine.
    if (key === 'env' || (isSent && /^(?:headers|auth|agent)$/i.test(key ?? ''))) return NONE;
    return FUNCTION.test((property.value as Node).type) ? NONE : next(property.value);
  }

  /** What is in a file whose path is known to be of a kind; undefined: nothing is read, or nobody knows from where. */
  private contentOf(node: Node, path: string | undefined): Labels | undefined {
    const member = FS_MODULE.exec(path ?? '')?.[1];
    const [first] = node.arguments as Node[];
    if (member === undefined || !READS.test(member) || first === undefined) return undefined;
    const labels = this.labels(first);
    if (labels.has('credential-path')) return new Map([['credential', node]]);
    return labels.has('asset-path') ? new Map([['asset', node]]) : undefined;
  }

  private ofMember(node: Node, next: (value: unknown) => Labels): Labels {
    const name = memberName(node);
    if (name === 'length' || name === 'status' || name === 'ok' || name === 'statusCode') return NONE;
    if ((node.object as Node).type === 'ThisExpression') return this.held.get(`this.${name}`) ?? NONE;
    return next(node.object);
  }

  private ofCall(node: Node, next: (value: unknown) => Labels): Labels {
    const callee = node.callee as Node;
    const path = this.values.path(callee);
    if (STARTERS.has(path ?? '') || path === 'require') return NONE;
    if (callee.type === 'MemberExpression' && FORGETS.test(memberName(callee) ?? '')) return NONE;
    const fn = this.functionOf(callee);
    if (fn !== undefined) return this.returned.get(fn) ?? NONE;
    const read = this.contentOf(node, path);
    if (read !== undefined) return read;
    const object = callee.type === 'MemberExpression' ? next(callee.object) : NONE;
    const args = node.arguments as Node[];
    const isHandedOn = callee.type === 'MemberExpression' && path === undefined;
    const back = args.filter((arg) => FUNCTION.test(arg.type)).map((arg) => this.returned.get(arg) ?? NONE);
    const all = union([object, ...back, ...args.filter((arg) => !FUNCTION.test(arg.type)).map(next)]);
    if (!all.has('environment') || object.has('environment') || isHandedOn || HANDS_ON.test(path ?? ''))
      return all;
    return new Map([...all].filter(([label]) => label !== 'environment'));
  }

  /** A function of this file that the callee names or is. */
  private functionOf(given: Node): Node | undefined {
    const callee = bare(given);
    if (FUNCTION.test(callee.type)) return callee;
    if (callee.type !== 'Identifier') return undefined;
    const declaration = this.scopes.find(callee);
    return declaration?.fn ?? declaration?.values.find((value) => FUNCTION.test(value.type));
  }

  private giveBack(node: Node, labels: Labels): void {
    if (node.scope !== undefined && FUNCTION.test(node.scope.type))
      this.add(this.returned, node.scope, labels);
  }

  private bind(target: Node, labels: Labels): void {
    if (labels.size === 0) return;
    switch (target.type) {
      case 'Identifier':
        return this.add(this.held, this.keyOfName(target), labels);
      case 'MemberExpression':
        if ((target.object as Node).type === 'ThisExpression')
          return this.add(this.held, `this.${memberName(target)}`, labels);
        return this.bind(target.object as Node, labels);
      case 'ObjectPattern':
        for (const property of target.properties as Node[])
          this.bind((property.type === 'RestElement' ? property.argument : property.value) as Node, labels);
        return;
      case 'ArrayPattern':
        for (const element of target.elements as unknown[]) if (isNode(element)) this.bind(element, labels);
        return;
      case 'CallExpression':
        // A path that is put together: of what it is put together from.
        for (const arg of target.arguments as Node[])
          if (arg.type === 'Identifier' && labels.has('fetched-file')) this.bind(arg, labels);
        return;
      case 'AssignmentPattern':
        return this.bind(target.left as Node, labels);
      case 'RestElement':
        return this.bind(target.argument as Node, labels);
      default:
    }
  }

  private keyOfName(identifier: Node): Declaration | string {
    return this.scopes.find(identifier) ?? (identifier.name as string);
  }

  private add<Key>(to: Map<Key, Map<Label, Node>>, key: Key, labels: Labels): void {
    if (labels.size === 0) return;
    const known = to.get(key) ?? new Map<Label, Node>();
    to.set(key, known);
    for (const [label, source] of labels) {
      if (known.has(label)) continue;
      known.set(label, source);
      this.changed = true;
    }
  }
}
