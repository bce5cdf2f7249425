/** Escapes of Python's literals (The Python Language Reference, 2.4.1); of bytes only those that bytes have. */
const ESCAPE =
  /\\(?:\r?\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{[^}]*\}|([\s\S]))/g;
const SINGLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** What a string literal holds; of bytes one character for each byte. */
export function literalText(raw: string): string {
  const match = /^([A-Za-z]*)("""|'''|"|')([\s\S]*)\2$/.exec(raw);
  const [, prefix = '', , content = raw] = match ?? [];
  return /r/i.test(prefix) ? content : unescaped(content);
}

export function unescaped(content: string): string {
  if (!content.includes('\\')) return content;
  return content.replace(
    ESCAPE,
    (all, hex?: string, short?: string, long?: string, octal?: string, single?: string) => {
      const code = hex ?? short ?? long;
      if (code !== undefined) return character(Number.parseInt(code, 16));
      if (octal !== undefined) return character(Number.parseInt(octal, 8));
      if (single !== undefined) return SINGLE[single] ?? all;
      return /^\\\r?\n/.test(all) ? '' : all;
    },
  );
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

export function isBytes(raw: string): boolean {
  return /^[a-z]*b[a-z]*["']/i.test(raw);
}
