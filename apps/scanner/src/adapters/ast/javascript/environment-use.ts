import { keyOf } from './scopes';
import type { Node } from './syntax-tree';
import { STARTERS } from './known-modules';
import type { Values } from './values';

const SERIALIZERS =
  /^(?:JSON\.stringify|Object\.(?:keys|values|entries|getOwnPropertyNames|fromEntries)|Reflect\.ownKeys|util\.inspect|querystring\.stringify|qs\.stringify|URLSearchParams|structuredClone|Buffer\.from|String)$/;
const COPIERS = /^(?:Object\.assign|_\.assign|lodash\.assign|Object\.create|Object\.freeze)$/;
/** Nodes that hand a value through. */
const TRANSPARENT = new Set(['ParenthesizedExpression', 'TSAsExpression', 'LogicalExpression', 'ConditionalExpression', 'AwaitExpression']);
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

/**
 * Does this use of the whole environment take it as data? Passing it on to a program that is started, and
 * reading variables by name, does not; turning it into text, walking over it or sending it does.
 */
export function isHarvest(node: Node, values: Values, isNetwork: (path: string | undefined) => boolean, hops = 0): boolean {
  const parent = node.parent;
  if (parent === undefined || hops > MAX_HOPS) return false;
  const again = (next: Node) => isHarvest(next, values, isNetwork, hops + 1);
  if (TRANSPARENT.has(parent.type)) return again(parent);
  switch (parent.type) {
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.right === node;
    case 'SpreadElement':
      return parent.parent?.type === 'ObjectExpression' ? isHarvestedObject(parent.parent, again) : false;
    case 'Property':
      return parent.value === node && keyOf(parent) !== 'env' && parent.parent?.type === 'ObjectExpression' && isHarvestedObject(parent.parent, again);
    case 'NewExpression':
    case 'CallExpression': {
      if (parent.callee === node) return false;
      const callee = values.path(parent.callee);
      if (COPIERS.test(callee ?? '')) return again(parent);
      return SERIALIZERS.test(callee ?? '') || (!STARTERS.has(callee ?? '') && isNetwork(callee));
    }
    default:
      return false;
  }
}

/** An object that holds a copy: what matters is where the object goes. As `env` of a start it goes nowhere else. */
function isHarvestedObject(object: Node, again: (next: Node) => boolean): boolean {
  const holder = object.parent;
  if (holder?.type === 'Property' && keyOf(holder) === 'env') return false;
  return again(object);
}
