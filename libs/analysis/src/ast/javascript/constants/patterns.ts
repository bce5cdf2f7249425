import { keyOf } from '../scopes';
import { isNode, type Node } from '../syntax-tree';
import { toItems, toKey } from './conversions';
import type { Evaluator } from './evaluator';
import type { Frame } from './frame';
import { member, setMember } from './members';
import { HOLE, isKind, unknown, type Value } from './value';

/** Gives a value to what stands on the left: a name, a member, or a pattern of them. */
export function bindPattern(
  target: Node,
  value: Value,
  frame: Frame | undefined,
  depth: number,
  evaluator: Evaluator,
): void {
  evaluator.spend();
  switch (target.type) {
    case 'Identifier': {
      const declaration = evaluator.scopes.find(target);
      if (declaration === undefined) return unknown();
      return evaluator.write(declaration, value, frame);
    }
    case 'MemberExpression': {
      const object = evaluator.codeOf(target.object as Node, depth + 1)(frame);
      const key = memberKey(target, frame, depth, evaluator);
      if (Array.isArray(object) || Buffer.isBuffer(object)) evaluator.changes(target, frame);
      return setMember(object, key, value, evaluator);
    }
    case 'AssignmentPattern': {
      const isLeft = value !== undefined;
      const given = isLeft ? value : evaluator.codeOf(target.right as Node, depth + 1)(frame);
      return bindPattern(target.left as Node, given, frame, depth + 1, evaluator);
    }
    case 'ArrayPattern': {
      const values = toItems(value, evaluator);
      for (const [at, each] of (target.elements as unknown[]).entries()) {
        if (!isNode(each)) continue;
        if (each.type === 'RestElement')
          bindPattern(each.argument as Node, values.slice(at), frame, depth + 1, evaluator);
        else bindPattern(each, values[at], frame, depth + 1, evaluator);
      }
      return;
    }
    case 'ObjectPattern':
      for (const property of target.properties as Node[]) {
        const key = property.type === 'RestElement' ? undefined : keyOf(property);
        if (key === undefined) return unknown();
        const given = isKind(value, 'hole') ? HOLE : member(value, key, evaluator);
        bindPattern(property.value as Node, given, frame, depth + 1, evaluator);
      }
      return;
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return bindPattern(target.expression as Node, value, frame, depth + 1, evaluator);
    default:
      return unknown();
  }
}

export function memberKey(
  target: Node,
  frame: Frame | undefined,
  depth: number,
  evaluator: Evaluator,
): string | number {
  if (target.computed !== true) return (target.property as Node).name as string;
  const key = evaluator.codeOf(target.property as Node, depth + 1)(frame);
  return typeof key === 'number' ? key : toKey(key, evaluator);
}
