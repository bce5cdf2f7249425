import type { EvaluatedText } from '../../facts/signal';
import type { Node } from './syntax-tree';
import type { Values } from './values';

/** `./package.json.a.b`: how the values of a file name what a member of required settings holds. */
export function settingsText(path: string | undefined, line: number): EvaluatedText[] {
  const [, specifier, members] = /^(\.{1,2}\/.{1,500}?\.json)\.(.{1,500})$/s.exec(path ?? '') ?? [];
  return specifier === undefined || members === undefined
    ? []
    : [{ specifier, members: members.split('.'), line }];
}

/** What is known to be a text: where a function could stand as well. */
export function isText(node: Node | undefined, values: Values): boolean {
  if (node === undefined) return false;
  return values.texts(node).length > 0 || settingsText(values.path(node), 0).length > 0;
}
