import { styleText } from 'node:util';
import type { Sink } from '../surroundings';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = Readonly<Record<Format, (text: string) => string>>;

const FORMATS: readonly Format[] = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'];

/** Colour for a terminal only; none with NO_COLOR (no-color.org) or a dumb terminal. */
export function paintFor(sink: Sink, env: Readonly<Record<string, string | undefined>>): Paint {
  const coloured = sink.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  const entries = FORMATS.map((format) => [
    format,
    coloured ? (text: string) => styleText(format, text) : String,
  ]);
  return Object.fromEntries(entries) as Paint;
}
