import { parseDocument } from 'yaml';

/** A YAML document (1.2), or why it is none and where. Aliases are bounded, so that a small file stays small. */
export function readYaml(text: string): { data: unknown } | { message: string; line?: number } {
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  } catch {
    // Nested deeper than the stack.
    return { message: 'not YAML' };
  }
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    return { message: 'not YAML', ...(line === undefined ? {} : { line }) };
  }
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch {
    return { message: 'YAML with too many aliases' };
  }
}
