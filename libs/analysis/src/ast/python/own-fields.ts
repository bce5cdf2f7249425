import { named } from './constants/nodes';
import type { SyntaxNode } from './syntax-node';

const OBJECT = /^self\./;
/** Calls that look at a class and hand nothing over. */
const LOOKS_AT = /^(?:isinstance|issubclass|super)$/;
/** By these an object becomes another, its fields are reached without their names, or classes without theirs. */
const CHANGES_OBJECTS =
  /__(?:dict|class|bases|mro|func|subclasses|getattr|getattribute|getstate|setstate|reduce)\w*__|\bMethodType\b|\b(?:type|eval|exec|globals|locals|vars|setattr)\s*\(|\bgetattr\s*\(\s*self\b/;
const BINDS =
  /^(?:assignment|augmented_assignment|named_expression|for_statement|for_in_clause|pattern_list|tuple_pattern|list_pattern|as_pattern_target)$/;

/**
 * Whose field `self.name` is. Objects of two classes that have nothing to do with each other share no fields (Python,
 * data model, 3.2.11); classes share them by what they inherit. Where a class is handed around, and might be mixed with
 * another, or an object changed into another, the fields of the file are kept as one.
 */
export class OwnFields {
  /** Of each class the one whose name its fields go by. */
  private readonly groups = new Map<string, string>();
  private readonly classes = new Map<string, SyntaxNode>();
  private readonly isApart: boolean;

  constructor(root: SyntaxNode) {
    const all = root.below('class_definition');
    for (const each of all) this.classes.set(nameOf(each), each);
    for (const each of all) this.inherit(each);
    this.isApart =
      all.length > 1 &&
      this.classes.size === all.length &&
      !CHANGES_OBJECTS.test(root.text()) &&
      [...root.below('function_definition'), ...root.below('lambda')].every(isMethodOrPlain) &&
      !root.below('identifier').some(isBoundSelf) &&
      this.staysAtHome(root);
  }

  /** The name of a field, with that of the classes that share it. */
  keyOf(attribute: SyntaxNode): string {
    const text = attribute.text();
    if (!this.isApart || !OBJECT.test(text)) return text;
    const around = classAround(attribute);
    return around === undefined ? text : `${this.groupOf(nameOf(around))} ${text}`;
  }

  private groupOf(name: string): string {
    let at = name;
    for (let above = this.groups.get(at); above !== undefined; above = this.groups.get(at)) at = above;
    return at;
  }

  private join(one: string, other: string): void {
    const [a, b] = [this.groupOf(one), this.groupOf(other)];
    if (a !== b) this.groups.set(a, b);
  }

  private inherit(each: SyntaxNode): void {
    for (const base of named(each.field('superclasses') ?? each))
      if (base.kind() === 'identifier' && this.classes.has(base.text())) this.join(nameOf(each), base.text());
  }

  /** Whether no class is given to anything that might make one object of two. */
  private staysAtHome(root: SyntaxNode): boolean {
    const imported = new Set(
      root
        .below('import_from_statement')
        .filter((each) => !/^\s*from\s*\./.test(each.text()))
        .flatMap((each) => named(each).map((name) => name.text())),
    );
    return root
      .below('identifier')
      .every((name) => !this.classes.has(name.text()) || this.isAtHome(name, imported));
  }

  private isAtHome(name: SyntaxNode, imported: ReadonlySet<string>): boolean {
    const around = name.parent();
    switch (around?.kind()) {
      case 'class_definition':
      case 'call':
        return true;
      case 'attribute':
        return this.isStatic(around, name);
      case 'argument_list':
        return this.isOnlyTold(around, imported);
      default:
        return isInType(name);
    }
  }

  /** `Class.function(…)`, of which no object is the first argument. */
  private isStatic(attribute: SyntaxNode, name: SyntaxNode): boolean {
    const member = attribute.field('attribute')?.text() ?? '';
    const methods = (this.classes.get(name.text())?.below('decorated_definition') ?? []).filter(
      (each) => each.field('definition')?.field('name')?.text() === member,
    );
    return methods.length > 0 && methods.every((each) => /^@staticmethod\s/.test(each.text()));
  }

  /** A base of a class; what is only looked at; `KernelABC.register(Class)` (PEP 3119), whose answer nobody takes. */
  private isOnlyTold(args: SyntaxNode, imported: ReadonlySet<string>): boolean {
    const around = args.parent();
    if (around?.kind() === 'class_definition') return true;
    const callee = around?.field('function');
    if (LOOKS_AT.test(callee?.text() ?? '')) return true;
    return (
      callee?.kind() === 'attribute' &&
      callee.field('attribute')?.text() === 'register' &&
      imported.has(callee.field('object')?.text() ?? '') &&
      around?.parent()?.kind() === 'expression_statement' &&
      named(args).length === 1
    );
  }
}

function nameOf(each: SyntaxNode): string {
  return each.field('name')?.text() ?? '';
}

function classAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent(); at !== null; at = at.parent()) if (at.kind() === 'class_definition') return at;
  return undefined;
}

function isInType(node: SyntaxNode): boolean {
  for (let at = node.parent(); at !== null; at = at.parent()) if (at.kind() === 'type') return true;
  return false;
}

/** `self = …`: from there on it is an object of any class. */
function isBoundSelf(name: SyntaxNode): boolean {
  const around = name.parent();
  if (name.text() !== 'self' || around === null || !BINDS.test(around.kind())) return false;
  const target = around.field('left') ?? around.field('name');
  return target === null || target === name;
}

/** A function outside of a class that takes a `self` may be given an object of any. */
function isMethodOrPlain(fn: SyntaxNode): boolean {
  const [first] = named(fn.field('parameters') ?? fn);
  return first?.text() !== 'self' || classAround(fn) !== undefined;
}
