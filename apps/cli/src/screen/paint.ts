import type { Sink } from '../surroundings';

/** Select Graphic Rendition (ECMA-48): how a format begins and ends. */
const SGR = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;
type Format = keyof typeof SGR;
export type Paint = Readonly<Record<Format, (text: string) => string>>;

/** Colour for a terminal only; none with NO_COLOR (no-color.org) or a dumb terminal. */
export function paintFor(sink: Sink, env: Readonly<Record<string, string | undefined>>): Paint {
  const coloured = sink.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  const entries = Object.entries(SGR).map(([format, [begin, end]]) => [
    format,
    coloured ? (text: string) => `\u001b[${begin}m${text}\u001b[${end}m` : String,
  ]);
  return Object.fromEntries(entries) as Paint;
}
