import { UNKNOWN_PART } from '../../facts/signal';
import type { Node } from './syntax-tree';

/** Texts that an expression may give; more than this many alternatives or characters are not followed. */
const MAX_ALTERNATIVES = 6;
const MAX_LENGTH = 200_000;

export function known(texts: string[] | undefined, isLoose: boolean): string[] {
  return texts !== undefined && texts.length > 0 ? texts : isLoose ? [UNKNOWN_PART] : [];
}

export function product(left: readonly string[], right: readonly string[]): string[] {
  return capped(left.flatMap((a) => right.map((b) => (a + b).slice(0, MAX_LENGTH))));
}

export function capped(texts: readonly string[]): string[] {
  return texts.slice(0, MAX_ALTERNATIVES);
}

export function decode(texts: readonly string[], encoding: string): string[] {
  return Buffer.isEncoding(encoding) ? texts.map((text) => Buffer.from(text, encoding).toString('utf8')) : [];
}

export function unescaped(text: string): string[] {
  try {
    return [decodeURIComponent(text)];
  } catch {
    return [text];
  }
}

export function characters(args: readonly Node[]): string[] {
  const codes = args.map((arg) =>
    arg.type === 'Literal' && typeof arg.value === 'number' ? arg.value : undefined,
  );
  return codes.length > 0 && codes.every((code) => code !== undefined) ? [String.fromCharCode(...codes)] : [];
}
