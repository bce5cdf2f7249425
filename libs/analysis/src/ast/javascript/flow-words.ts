import { isCredentialText } from '../../facts/text-signals';
import { ASSET, type Label } from './labels';
import type { Node } from './syntax-tree';

/** What may be in a value, each with where it came from. */
export type Labels = ReadonlyMap<Label, Node>;
export const NONE: Labels = new Map();
/** Characters of a text that is looked at as a path. */
const MAX_PATH = 500;
export const FUNCTION = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
/** Methods that put their arguments into what they are called on. */
export const FILLS = /^(?:push|unshift|set|add|append|concat|assign)$/;
export const SENDS = /^(?:write|end|send|post|put|emit|request|fetch|lookup|query|resolve\w*)$/;
/** What is left after these says nothing of what went in. */
export const FORGETS = /^(?:digest|keys|includes|has|indexOf|startsWith|endsWith|test|getOwnPropertyNames)$/;
/** Whoever compares with a checksum or a signature says which program it has to be. */
export const CHECKED = /sha(?:256|384|512)|checksum|integrity|signature|createVerify/i;
/** Functions that hand on what they are given; of others nobody knows, and most take one variable out of the environment. */
export const HANDS_ON =
  /^(?:JSON\.stringify|Object\.(?:entries|values|assign|fromEntries|create|freeze)|Buffer\.from|String|Array\.from|structuredClone|encodeURIComponent|encodeURI|escape|btoa|util\.inspect|qs\.stringify|querystring\.stringify|URLSearchParams|zlib\.\w+|Promise\.(?:all|resolve))$/;
export const SENDING_COMMAND = /\b(?:curl|wget|nc|ncat|invoke-webrequest|iwr|nslookup|dig)\b/i;

export function isStep({ type }: Node): boolean {
  return /^(?:VariableDeclarator|AssignmentExpression|ForOfStatement|ForInStatement|ReturnStatement|ArrowFunctionExpression|CallExpression|NewExpression)$/.test(
    type,
  );
}

export function memberName(member: Node): string | undefined {
  const property = member.property as Node;
  if (member.computed === true) return typeof property.value === 'string' ? property.value : undefined;
  return property.name as string;
}

/** A text that names where credentials lie, or a file that holds no code. */
export function ofText(node: Node): Labels {
  const value = node.type === 'TemplateElement' ? (node.value as { cooked?: unknown }).cooked : node.value;
  if (typeof value !== 'string' || value.length > MAX_PATH) return NONE;
  if (isCredentialText(value)) return new Map([['credential-path', node]]);
  return ASSET.test(value) ? new Map([['asset-path', node]]) : NONE;
}

export function union(all: readonly Labels[]): Labels {
  const some = all.filter((labels) => labels.size > 0);
  if (some.length <= 1) return some[0] ?? NONE;
  return new Map(some.flatMap((labels) => [...labels]));
}
