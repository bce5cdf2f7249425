// Every small lie that can be told in one file: what a careless edit or a hasty merge would do to the decision.
import ts from 'typescript';

/**
 * @typedef {{ file: string, start: number, end: number, replacement: string, kind: string, line: number, lineText: string, original: string }} Mutant
 */

const K = ts.SyntaxKind;

/** Each comparison becomes its opposite and its neighbour; logic and arithmetic their opposites. @type {Record<number, string[]>} */
const OPERATORS = {
  [K.EqualsEqualsEqualsToken]: ['!=='],
  [K.ExclamationEqualsEqualsToken]: ['==='],
  [K.LessThanToken]: ['<=', '>='],
  [K.LessThanEqualsToken]: ['<', '>'],
  [K.GreaterThanToken]: ['>=', '<='],
  [K.GreaterThanEqualsToken]: ['>', '<'],
  [K.AmpersandAmpersandToken]: ['||'],
  [K.BarBarToken]: ['&&'],
  [K.PlusToken]: ['-'],
  [K.MinusToken]: ['+'],
  [K.AsteriskToken]: ['/'],
};
/** @type {Record<string, string>} */
const METHODS = { some: 'every', every: 'some', filter: 'slice', sort: 'slice' };

/**
 * @param {string} file path from the root
 * @param {string} text
 * @returns {Mutant[]}
 */
export function mutantsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  /** @type {Mutant[]} */
  const mutants = [];
  const lines = text.split('\n');
  /** @param {ts.Node} node @param {string} replacement @param {string} kind */
  const add = (node, replacement, kind) => {
    const start = node.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line;
    const original = text.slice(start, node.end);
    mutants.push({
      file,
      start,
      end: node.end,
      replacement,
      kind,
      line: line + 1,
      lineText: (lines[line] ?? '').trim(),
      original: original.length > 60 ? `${original.slice(0, 57)}...` : original,
    });
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    // Types are gone before anything runs.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      for (const operator of OPERATORS[node.operatorToken.kind] ?? [])
        add(node.operatorToken, operator, 'operator');
    }
    if (node.kind === K.TrueKeyword) add(node, 'false', 'boolean');
    if (node.kind === K.FalseKeyword) add(node, 'true', 'boolean');
    if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken)
      add(node, `(${node.operand.getText(source)})`, 'negation');
    if (ts.isIfStatement(node)) {
      add(node.expression, 'true', 'condition');
      add(node.expression, 'false', 'condition');
    }
    if (ts.isConditionalExpression(node)) {
      add(node.condition, 'true', 'condition');
      add(node.condition, 'false', 'condition');
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const name = node.expression.name.text;
      const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
      if (other === 'slice') addCall(node, node.expression.name, 'slice()');
      else if (other !== undefined) add(node.expression.name, other, 'quantifier');
    }
    if (
      ts.isPropertyAssignment(node) &&
      ['judge', 'judgeBy'].includes(node.name.getText(source)) &&
      ts.isArrowFunction(node.initializer)
    )
      add(node.initializer, '() => undefined', 'silent rule');
    if (ts.isVariableDeclaration(node) && node.name.getText(source) === 'RULES' && node.initializer) {
      const list = node.initializer;
      if (ts.isArrayLiteralExpression(list)) for (const rule of list.elements) add(rule, '', 'dropped rule');
    }
    ts.forEachChild(node, visit);
  };
  /** @param {ts.CallExpression} call @param {ts.Node} name @param {string} replacement */
  const addCall = (call, name, replacement) => {
    add(call, `${text.slice(call.getStart(source), name.getStart(source))}${replacement}`, 'dropped call');
  };
  visit(source);
  return mutants.map((mutant) =>
    // An array must not get a hole: the comma goes with the rule.
    mutant.kind === 'dropped rule' && text[mutant.end] === ',' ? { ...mutant, end: mutant.end + 1 } : mutant,
  );
}

/** Names a mutant for as long as its line stays the same. @param {Mutant} mutant */
export const nameOf = ({ file, lineText, original, replacement }) =>
  `${file} | ${lineText} | ${original} -> ${replacement.length > 60 ? `${replacement.slice(0, 57)}...` : replacement || '(nothing)'}`;
