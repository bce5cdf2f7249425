import type { Mark } from '../model/discovery';
import { partsOf, type SgNode } from './python-tree';

const ABSENCE = /^(?:ImportError|ModuleNotFoundError|Exception|BaseException)$/;
const ENDS = /^(?:sys\.exit|os\._exit|exit|quit|SystemExit)$/;
const SURROUNDINGS =
  /\b(?:sys\.version_info|sys\.version|sys\.platform|os\.name|platform\.\w+|sys\.implementation|PY2|PY3|PY\d\d+|version_info)\b/;

/** What stands between the start of a file and a node of it. */
export function marksAround(node: SgNode, typeNames: ReadonlySet<string>): Mark[] {
  const marks = new Set<Mark>();
  let child = node;
  for (const ancestor of node.ancestors()) {
    const mark = marksOfChild(ancestor, child, typeNames);
    if (mark !== undefined) marks.add(mark);
    child = ancestor;
  }
  return [...marks];
}

/** What a node adds to the marks of one of its children. */
function marksOfChild(node: SgNode, child: SgNode, typeNames: ReadonlySet<string>): Mark | undefined {
  switch (node.kind()) {
    case 'function_definition':
    case 'lambda':
      return isField(node, 'body', child) ? 'deferred' : undefined;
    case 'try_statement':
      return child.kind() !== 'finally_clause' && child.kind() !== 'else_clause' && guards(node)
        ? 'guarded'
        : undefined;
    case 'with_statement':
      return isField(node, 'body', child) && suppresses(node) ? 'guarded' : undefined;
    case 'if_statement':
    case 'elif_clause':
      return markOfBranch(node, child, typeNames);
    default:
      return undefined;
  }
}

function markOfBranch(node: SgNode, child: SgNode, typeNames: ReadonlySet<string>): Mark | undefined {
  const condition = node.field('condition');
  if (condition === null || sameNode(condition, child)) return undefined;
  const isConsequence = isField(node, 'consequence', child);
  const text = condition.text();
  if (isNeverRun(condition, typeNames)) return isConsequence ? 'type-only' : undefined;
  if (condition.kind() === 'not_operator' && isNeverRun(condition.field('argument'), typeNames))
    return isConsequence ? undefined : 'type-only';
  if (SURROUNDINGS.test(text)) return 'conditional';
  return isConsequence && /\bfind_spec\s*\(/.test(text) ? 'guarded' : undefined;
}

/** False whenever the program runs: `TYPE_CHECKING`, by any name, `False`, `0`, and what they make with others. */
function isNeverRun(node: SgNode | null, typeNames: ReadonlySet<string>): boolean {
  switch (node?.kind()) {
    case 'identifier':
      return node.text() === 'TYPE_CHECKING' || typeNames.has(node.text());
    case 'attribute':
      return node.field('attribute')?.text() === 'TYPE_CHECKING';
    case 'false':
      return true;
    case 'integer':
      return node.text() === '0';
    case 'parenthesized_expression':
      return isNeverRun(partsOf(node)[0] ?? null, typeNames);
    case 'boolean_operator': {
      const sides = partsOf(node).map((side) => isNeverRun(side, typeNames));
      return node.field('operator')?.text() === 'and' ? sides.includes(true) : !sides.includes(false);
    }
    default:
      return false;
  }
}

/**
 * A handler catches the absence, and the program goes on without the module: one that raises again or ends the
 * program only says it more kindly.
 */
function guards(statement: SgNode): boolean {
  const handlers = statement
    .children()
    .filter((child) => /^except(?:_group)?_clause$/.test(String(child.kind())));
  const catching = handlers.filter(catchesAbsence);
  return (
    catching.length > 0 && !catching.some((handler) => endsProgram(handler) || triesAgain(handler, statement))
  );
}

function catchesAbsence(handler: SgNode): boolean {
  const types = partsOf(handler).filter((part) => part.kind() !== 'block');
  if (types.length === 0) return true;
  return types.flatMap(namesIn).some((name) => ABSENCE.test(name));
}

function endsProgram(handler: SgNode): boolean {
  const block = handler.children().find((child) => child.kind() === 'block');
  const last = partsOf(block).at(-1);
  if (last === undefined) return false;
  if (last.kind() === 'raise_statement') return true;
  const call = partsOf(last)[0];
  return call?.kind() === 'call' && ENDS.test(call.field('function')?.text() ?? '');
}

/** Installs what is missing, and imports it again: the program does not go on without it. */
function triesAgain(handler: SgNode, statement: SgNode): boolean {
  const tried = new Set(importsIn(statement.field('body')));
  return importsIn(handler.children().find((child) => child.kind() === 'block') ?? null).some((text) =>
    tried.has(text),
  );
}

function importsIn(block: SgNode | null): string[] {
  return partsOf(block)
    .filter((part) => /^import(?:_from)?_statement$/.test(String(part.kind())))
    .map((part) => part.text().replace(/\s+/g, ' '));
}

function suppresses(statement: SgNode): boolean {
  return statement
    .children()
    .filter((child) => child.kind() === 'with_clause')
    .flatMap(partsOf)
    .map((item) => partsOf(item)[0])
    .some(
      (call) =>
        call?.kind() === 'call' &&
        /(?:^|\.)suppress$/.test(call.field('function')?.text() ?? '') &&
        partsOf(call.field('arguments'))
          .flatMap(namesIn)
          .some((name) => ABSENCE.test(name)),
    );
}

/** Last parts of the names of exceptions in `X`, `(X, m.Y)` and `X as e`. */
function namesIn(node: SgNode): string[] {
  switch (node.kind()) {
    case 'identifier':
    case 'attribute':
      return [node.text().split('.').at(-1) ?? ''];
    case 'as_pattern_target':
      return [];
    default:
      return partsOf(node).flatMap(namesIn);
  }
}

function isField(node: SgNode, field: string, child: SgNode): boolean {
  const value = node.field(field);
  return value !== null && sameNode(value, child);
}

function sameNode(one: SgNode, other: SgNode): boolean {
  return one.id() === other.id();
}
