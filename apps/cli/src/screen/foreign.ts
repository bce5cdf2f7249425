import { printable } from '@sallyport/domain';

/** Foreign text for one line of output: no control characters, no forged lines, bounded. */
export function foreign(text: string, maxLength = 200): string {
  return printable(text, maxLength).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** Foreign text that may have lines of its own, such as the output of executed code. */
export function foreignBlock(text: string, maxLength = 1024 * 1024): string {
  return printable(text, maxLength);
}
