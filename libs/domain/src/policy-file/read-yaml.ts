import {
  Composer,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type CST,
  type Document,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import { printable } from '../errors';

/** A policy is read by people; nothing that fits a screen and a thousand test cases needs more. */
export const MAX_POLICY_BYTES = 256 * 1024;
/** A policy is five levels deep. The composer is recursive, so depth is bounded before it runs. */
const MAX_DEPTH = 40;
/** Every alias is copied where it stands; a repeated list of thresholds needs few. */
const MAX_ALIASES = 100;

export type YamlPath = readonly PropertyKey[];

export interface YamlFault {
  /** 1 is the first; null: of the whole text. */
  line: number | null;
  message: string;
}

export interface YamlText {
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** Of the value at the path, or of the nearest thing around it that is there. */
  lineOf(path: YamlPath): number | null;
}

/**
 * Reads one YAML 1.2 document (core schema) as plain data. What YAML can do beside data is refused and not ignored: tags,
 * several documents, keys written twice, `%YAML 1.1` (where `no` is false), keys that are no text.
 */
export function readYaml(text: string): YamlText {
  const size = new TextEncoder().encode(text).length;
  if (size > MAX_POLICY_BYTES)
    return unreadable({ line: null, message: `the text has ${size} bytes, more than ${MAX_POLICY_BYTES}` });

  const lines = new LineCounter();
  const tokens = tokensOf(text, lines);
  if (tokens === undefined)
    return unreadable({ line: null, message: `the text is nested deeper than ${MAX_DEPTH} levels` });
  const documents = [
    ...new Composer<ParsedNode>({
      version: '1.2',
      schema: 'core',
      uniqueKeys: false,
      merge: false,
    }).compose(tokens, true, text.length),
  ];
  const [document] = documents;
  if (document === undefined) return unreadable({ line: null, message: 'the text is empty' });

  const line = (offset: number): number => lines.linePos(offset).line;
  const faults: YamlFault[] = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    line: line(pos[0]),
    message: printable(message.split('\n', 1)[0] ?? ''),
  }));
  faults.push(...beyondData(document, line));
  if (documents.length > 1)
    faults.push({
      line: line(documents[1]?.range[0] ?? 0),
      message: 'a policy is one document; here a second one begins',
    });
  if (faults.length > 0) return { value: undefined, faults, lineOf: () => null };
  return {
    value: document.toJS({ maxAliasCount: MAX_ALIASES }),
    faults,
    lineOf: (path) => lineAt(document, path, line),
  };
}

function unreadable(fault: YamlFault): YamlText {
  return { value: undefined, faults: [fault], lineOf: () => null };
}

/** undefined: too deep. */
function tokensOf(text: string, lines: LineCounter): CST.Token[] | undefined {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}

function beyondData(document: Document.Parsed, line: (offset: number) => number): YamlFault[] {
  const faults: YamlFault[] = [];
  const fault = (node: unknown, message: string) =>
    faults.push({ line: isNode(node) && node.range ? line(node.range[0]) : null, message });
  let aliases = 0;

  if (document.directives.yaml.version !== '1.2') fault(document.contents, 'a policy is YAML 1.2');
  visit(document, (_, node) => {
    if (isAlias(node)) {
      aliases += 1;
      if (aliases === MAX_ALIASES + 1) fault(node, `more than ${MAX_ALIASES} aliases`);
      // Resolving reads the whole document.
      if (aliases <= MAX_ALIASES && node.resolve(document) === undefined)
        fault(node, `"*${printable(node.source, 60)}" stands for nothing before it`);
      return;
    }
    if (!isNode(node)) return;
    if (node.tag !== undefined) fault(node, `tags such as ${printable(node.tag, 60)} are not read`);
    if (isCollection(node) && node.anchor !== undefined && holdsAlias(node))
      fault(node, 'what has an anchor may not hold aliases');
    if (isMap(node)) for (const [key, message] of keyFaults(node)) fault(key, message);
  });
  return faults;
}

/** Not left to the library, which compares each key with each other one: slow in a large hostile map. */
function* keyFaults({ items }: YAMLMap): Generator<[key: unknown, message: string]> {
  const seen = new Set<string>();
  for (const { key } of items) {
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
    if (name === undefined) yield [key, 'keys are text'];
    else if (name === '__proto__') yield [key, '"__proto__" is no key'];
    else if (seen.has(name)) yield [key, `"${printable(name, 60)}" is there twice`];
    else seen.add(name);
  }
}

/** Aliases within aliases multiply ("billion laughs"); one level is all that a list of thresholds needs. */
function holdsAlias(node: Parameters<typeof visit>[0]): boolean {
  let found = false;
  visit(node, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function lineAt(document: Document.Parsed, path: YamlPath, line: (offset: number) => number): number | null {
  let node: ParsedNode | null = document.contents;
  let at = node?.range[0] ?? null;
  for (const step of path) {
    if (isAlias(node)) node = (node.resolve(document) as ParsedNode | undefined) ?? null;
    if (!isCollection(node)) break;
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
    const item = pair ?? (typeof step === 'number' ? node.items[step] : undefined);
    if (item === undefined) break;
    const key = isPair(item) ? item.key : item;
    at = isNode(key) && key.range ? key.range[0] : at;
    node = (isPair(item) ? item.value : item) as ParsedNode | null;
  }
  return at === null ? null : line(at);
}
