const UTF16LE = Buffer.from('fffe', 'hex');
const UTF16BE = Buffer.from('feff', 'hex');
/** PEP 263: in one of the first two lines. */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
/**
 * Codings that agree with ASCII wherever a text is ASCII: whatever else they mean stands in strings, names and comments.
 * As Python spells them once case, dashes and dots are gone.
 */
const LIKE_ASCII =
  /^(?:ascii|us_?ascii|646|latin_?\d*|l1|iso_?8859_?\w*|iso_ir_\d+|cp(?:437|65001|7\d\d|8[0-8]\d|9\d\d|125\d|1361)|windows_?\w*|koi8_?\w|mac_?\w+|utf_?8(?:_sig)?|u8|utf|gb\w*|euc\w*|u_?jis|s_?jis\w*|shift_?jis\w*|big5\w*|johab|ks\w*|hz_gb|tis_?620|ptcp154|kz1048|mbcs)$/;
const UTF7 = /^(?:u(?:tf)?_?7|unicode_1_1_utf_7)$/;
const ESCAPES = /^(?:raw_)?unicode_?escape$/;

/** UTF-8, unless a byte order mark says UTF-16; the mark is left out. */
export function decodedText(bytes: Buffer): string {
  if (bytes.subarray(0, 2).equals(UTF16LE)) return bytes.subarray(2).toString('utf16le');
  if (bytes.subarray(0, 2).equals(UTF16BE))
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** Source of Python in the coding that it names itself (PEP 263). */
export function pythonText(bytes: Buffer): string {
  const coding = codingOf(bytes);
  if (coding !== undefined && UTF7.test(coding)) return fromUtf7(bytes.toString('latin1'));
  if (coding !== undefined && ESCAPES.test(coding)) return withoutEscapes(bytes.toString('latin1'));
  return decodedText(bytes);
}

/** Why an editor does not show what Python would run, where that is so; and whether we can read it. */
export function disguisingCoding(bytes: Buffer): string | undefined {
  const coding = codingOf(bytes);
  if (coding === undefined || LIKE_ASCII.test(coding)) return undefined;
  return `it is written in ${coding.slice(0, 40)}`;
}

function codingOf(bytes: Buffer): string | undefined {
  const [first = '', second = ''] = bytes
    .subarray(0, 1_024)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .split(/\r\n?|\n/, 2);
  const isComment = /^[ \t\f]*(?:#|$)/.test(first);
  const found = COOKIE.exec(first) ?? (isComment ? COOKIE.exec(second) : null);
  return found?.[1]?.toLowerCase().replace(/[-.]/g, '_');
}

/** RFC 2152: `+…-` holds UTF-16 in base64. */
function fromUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, packed: string) => {
    if (packed === '') return '+';
    const bytes = Buffer.from(packed, 'base64');
    return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  });
}

/** Escapes of numbers and control characters, as Python writes them; those of quotes stay. */
export function withoutEscapes(text: string): string {
  const SHORT: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3})|([nrtf]))/g,
    (_, hex?: string, unicode?: string, octal?: string, short?: string) =>
      short === undefined
        ? String.fromCharCode(Number.parseInt(hex ?? unicode ?? octal ?? '', octal === undefined ? 16 : 8))
        : (SHORT[short] as string),
  );
}
