import { bare, nameOf, ownerOf, type JavascriptValues } from './javascript-values';
import type { Node } from './syntax-tree';

export type CallKind = 'require' | 'resolve' | 'mock' | 'define' | 'evaluate' | 'command';

const COMMANDS = /^(?:exec|execSync|spawn|spawnSync|execFile|execFileSync)$/;
const MOCKS =
  /^(?:jest|vi)\.(?:mock|doMock|unstable_mockModule|requireActual|requireMock|importActual|importMock)$/;
const FUNCTION = /^(?:Function|globalThis\.Function|window\.Function)$/;
const MAX_DEPTH = 10;

/** Which calls of a file load modules, evaluate text or run programs, whatever the names they have got there. */
export class Loaders {
  /** Local names of members of `child_process` and `module`: `sh` -> `child_process.execSync`. */
  private readonly members = new Map<string, string>();
  /** `function require() {}` at any place. */
  private hasOwnRequire = false;
  private hasOwnDefine = false;

  constructor(private readonly values: JavascriptValues) {}

  see(node: Node): void {
    if (node.type === 'ImportDeclaration') this.seeImport(node);
    if (node.type === 'VariableDeclarator' && node.init !== null) this.seeVariable(node);
    if (node.type === 'FunctionDeclaration') {
      const name = node.id === null ? '' : nameOf(node.id as Node);
      if (name === 'require') this.hasOwnRequire = true;
      if (name === 'define') this.hasOwnDefine = true;
    }
  }

  kindOf(call: Node): CallKind | undefined {
    const callee = bare(call.callee as Node);
    const path = this.pathOf(callee);
    if (call.type === 'NewExpression') return FUNCTION.test(path) ? 'evaluate' : undefined;
    if (this.isRequire(callee)) return 'require';
    if (/^(?:import\.meta\.resolve)$/.test(path)) return 'resolve';
    if (
      callee.type === 'MemberExpression' &&
      nameOf(callee.property as Node) === 'resolve' &&
      this.isRequire(bare(callee.object as Node))
    )
      return 'resolve';
    if (MOCKS.test(path)) return 'mock';
    if (path === 'define' && !this.hasOwnDefine && ownerOf('define', call) === undefined) return 'define';
    if (/^(?:eval|globalThis\.eval|window\.eval)$/.test(path) || FUNCTION.test(path)) return 'evaluate';
    const [owner, member] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
    return owner === 'child_process' && COMMANDS.test(member) ? 'command' : undefined;
  }

  /** Node's `require`, one that `createRequire` made, or another name of either. */
  isRequire(given: Node, depth = 0): boolean {
    if (depth > MAX_DEPTH) return false;
    const node = bare(given);
    if (node.type === 'SequenceExpression') {
      const last = (node.expressions as Node[]).at(-1);
      return last !== undefined && this.isRequire(last, depth + 1);
    }
    if (node.type === 'MemberExpression')
      return /^(?:module|process\.mainModule|globalThis|global|require\.main)\.require$/.test(
        this.pathOf(node),
      );
    if (node.type === 'CallExpression') return this.makesRequire(node);
    if (node.type !== 'Identifier') return false;
    const name = nameOf(node);
    const owner = ownerOf(name, node);
    // A parameter: of the function that AMD calls it is the real one, else a bundle's own.
    if (owner !== undefined) return name === 'require' && isArgumentOfDefine(owner);
    const assigned = this.values.valuesOf(name);
    if (assigned.length > 0) return assigned.some((value) => this.isRequire(value, depth + 1));
    return name === 'require' && !this.hasOwnRequire;
  }

  private makesRequire(call: Node): boolean {
    const callee = bare(call.callee as Node);
    const path = this.pathOf(callee);
    // `eval('require')` is how bundlers are kept from seeing it.
    if (path === 'eval') {
      const value = this.values.valueOf((call.arguments as Node[])[0]);
      return value !== undefined && 'texts' in value && value.texts.includes('require');
    }
    return /^(?:module\.)?createRequire$/.test(path);
  }

  private seeImport(node: Node): void {
    const source = nameOf(node.source as Node).replace(/^node:/, '');
    if (source !== 'child_process' && source !== 'module') return;
    for (const specifier of node.specifiers as Node[]) {
      const local = nameOf(specifier.local as Node);
      const member = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported as Node) : undefined;
      this.members.set(local, member === undefined ? source : `${source}.${member}`);
    }
  }

  private seeVariable(node: Node): void {
    const source = requiredModule(bare(node.init as Node));
    if (source !== 'child_process' && source !== 'module') return;
    const id = node.id as Node;
    if (id.type === 'Identifier') this.members.set(nameOf(id), source);
    if (id.type !== 'ObjectPattern') return;
    for (const property of id.properties as Node[]) {
      if (property.type !== 'Property') continue;
      const value = property.value as Node;
      this.members.set(nameOf(value), `${source}.${nameOf(property.key as Node)}`);
    }
  }

  /** `child_process.execSync`, through local names and `require('child_process')`. */
  private pathOf(given: Node): string {
    const node = bare(given);
    if (node.type === 'Identifier') return this.members.get(nameOf(node)) ?? nameOf(node);
    if (node.type === 'MetaProperty') return 'import.meta';
    if (node.type === 'CallExpression') return requiredModule(node) ?? '';
    if (node.type !== 'MemberExpression') return '';
    return `${this.pathOf(node.object as Node)}.${nameOf(node.property as Node)}`;
  }
}

function requiredModule(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || nameOf(node.callee as Node) !== 'require') return undefined;
  const [first] = node.arguments as Node[];
  return first?.type === 'Literal' ? nameOf(first).replace(/^node:/, '') : undefined;
}

function isArgumentOfDefine(owner: Node): boolean {
  let at = owner;
  while (at.parent?.type === 'ParenthesizedExpression') at = at.parent;
  const call = at.parent;
  return (
    call?.type === 'CallExpression' &&
    call.callee !== at &&
    /^(?:define|require)$/.test(nameOf(call.callee as Node))
  );
}
