import { keyOf } from './scopes';
import type { Node } from './syntax-tree';
import { STARTERS } from './known-modules';
import type { Values } from './values';

/** Give the values; or the names alone. */
const SERIALIZERS =
  /^(?:JSON\.stringify|Object\.(?:values|entries|fromEntries)|util\.inspect|querystring\.stringify|qs\.stringify|URLSearchParams|structuredClone|Buffer\.from|String)$/;
const NAMERS = /^(?:Object\.(?:keys|getOwnPropertyNames)|Reflect\.ownKeys)$/;
const COPIERS = /^(?:Object\.assign|_\.assign|lodash\.assign|Object\.create|Object\.freeze)$/;
/** Nodes that hand a value through. */
const TRANSPARENT = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'AwaitExpression',
]);
const MAX_HOPS = 30;

/** The environment itself, or a name for a copy of all of it. */
export function isWholeEnvironment(node: Node, values: Values, hops = 3): boolean {
  if (values.path(node) === 'process.env') return true;
  if (hops === 0) return false;
  if (node.type === 'Identifier') return values.given(node).some((value) => isCopy(value, values, hops - 1));
  return false;
}

function isCopy(value: Node, values: Values, hops: number): boolean {
  if (value.type === 'ObjectExpression') {
    const spreads = (value.properties as Node[]).filter((property) => property.type === 'SpreadElement');
    return spreads.some((spread) => isWholeEnvironment(spread.argument as Node, values, hops));
  }
  if (value.type !== 'CallExpression' || !COPIERS.test(values.path(value.callee) ?? '')) return false;
  return (value.arguments as Node[]).some((argument) => isWholeEnvironment(argument, values, hops));
}

/** How the environment is taken: as values, by walking its names, or not as data at all. */
export type EnvironmentUse = 'values' | 'names' | 'none';
type IsNetwork = (path: string | undefined) => boolean;

/**
 * Passing the environment on to a program that is started, and reading variables by name, does not take it;
 * turning it into text or sending it does.
 */
export function environmentUse(node: Node, values: Values, isNetwork: IsNetwork, hops = 0): EnvironmentUse {
  const parent = node.parent;
  if (parent === undefined || hops > MAX_HOPS) return 'none';
  const again = (next: Node) => environmentUse(next, values, isNetwork, hops + 1);
  if (TRANSPARENT.has(parent.type)) return again(parent);
  const isInObject = parent.parent?.type === 'ObjectExpression';
  switch (parent.type) {
    case 'ForInStatement':
      return parent.right === node ? 'names' : 'none';
    case 'SpreadElement':
      return isInObject ? useOfObject(parent.parent as Node, again) : 'none';
    case 'Property':
      if (parent.value !== node || keyOf(parent) === 'env' || !isInObject) return 'none';
      return useOfObject(parent.parent as Node, again);
    case 'NewExpression':
    case 'CallExpression':
      return parent.callee === node ? 'none' : useByCall(parent, values, isNetwork, again);
    default:
      return 'none';
  }
}

function useByCall(
  call: Node,
  values: Values,
  isNetwork: IsNetwork,
  again: (next: Node) => EnvironmentUse,
): EnvironmentUse {
  const callee = values.path(call.callee) ?? '';
  if (COPIERS.test(callee)) return again(call);
  if (NAMERS.test(callee)) return 'names';
  if (SERIALIZERS.test(callee)) return 'values';
  return !STARTERS.has(callee) && isNetwork(callee) ? 'values' : 'none';
}

/** An object that holds a copy: what matters is where the object goes. As `env` of a start it goes nowhere else. */
function useOfObject(object: Node, again: (next: Node) => EnvironmentUse): EnvironmentUse {
  const holder = object.parent;
  return holder?.type === 'Property' && keyOf(holder) === 'env' ? 'none' : again(object);
}

/** `env[name]`, read: neither deleted nor assigned. */
export function isReadByUnknownName(node: Node, values: Values): boolean {
  const member = node.parent;
  if (member?.type !== 'MemberExpression' || member.object !== node || member.computed !== true) return false;
  if (values.texts(member.property).length > 0) return false;
  const around = member.parent;
  return (
    !(around?.type === 'UnaryExpression' && around.operator === 'delete') &&
    !(around?.type === 'AssignmentExpression' && around.left === member)
  );
}
