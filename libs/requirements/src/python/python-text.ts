import type { SgNode } from './python-tree';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/**
 * The value of a string literal, or its part before the first interpolation.
 * Escapes by the Python reference, 2.4.1; a name in `\N{}` stays as it is, as no module is called so.
 */
export function literalText(node: SgNode): { text: string; isWhole: boolean } {
  const start =
    node
      .children()
      .find((child) => child.kind() === 'string_start')
      ?.text() ?? '';
  const isRaw = /r/i.test(start);
  let text = '';
  for (const child of node.children()) {
    if (child.kind() === 'interpolation') return { text, isWhole: false };
    if (child.kind() === 'string_content') text += isRaw ? child.text() : unescaped(child.text());
  }
  return { text, isWhole: true };
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (all: string, hex?: string, four?: string, eight?: string, octal?: string, simple?: string) => {
      const code = hex ?? four ?? eight;
      if (code !== undefined) return characterOf(Number.parseInt(code, 16), all);
      if (octal !== undefined) return characterOf(Number.parseInt(octal, 8), all);
      return SIMPLE[simple ?? ''] ?? all;
    },
  );
}

function characterOf(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
