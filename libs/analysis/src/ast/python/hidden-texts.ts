import { hides, type Layer } from '../decoders';
import type { Names } from './names';
import { textOfValue } from './names';
import type { SyntaxNode } from './syntax-node';

/** Values that are looked at in one file. */
const MAX_LOOKS = 6_000;
/** Without one of these nothing is taken out of hiding. */
const UNCOVERS =
  /(?:b16|b32|b64|b85|a85)decode|decodebytes|unhexlify|a2b_|fromhex|decompress|decode\(|\bchr\b|\bbytes\b|\bbytearray\b|\[::-1\]|reversed|maketrans|unquote/;
/** What a text must have to be code that acts. */
const ACTS = /\bimport\b|\b(?:exec|eval|compile|__import__|open)\s*\(/;
/** A command that runs what it fetches. */
const FETCHES_AND_RUNS = /\b(?:curl|wget)\b[^|;&\n]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b/;

export interface Uncovered {
  readonly text: string;
  readonly layers: readonly Layer[];
  readonly language: 'python' | 'shell';
}

/** Texts that a file takes out of hiding and hands on. Who evaluates them in the end has too many names to know them all. */
export class HiddenTexts {
  private readonly known = new Set<string>();
  private left: number;

  constructor(
    private readonly names: Names,
    text: string,
  ) {
    this.left = UNCOVERS.test(text) ? MAX_LOOKS : 0;
  }

  /** It is read already. */
  read(text: string): void {
    this.known.add(text);
  }

  /** The text of a value, where it was hidden and may be code; once for each text. */
  uncovered(value: SyntaxNode | null | undefined): Uncovered | undefined {
    if (
      !value ||
      /^(?:string|identifier|integer|float|none|true|false|list|tuple|set|dictionary|lambda|comparison_operator)$/.test(
        value.kind(),
      ) ||
      --this.left < 0
    )
      return undefined;
    const known = this.names.workOut(value);
    const text = known?.layers.some(hides) === true ? textOfValue(known.value) : undefined;
    if (known === undefined || text === undefined || this.known.has(text)) return undefined;
    this.known.add(text);
    const language = FETCHES_AND_RUNS.test(text) ? 'shell' : 'python';
    return language === 'shell' || ACTS.test(text) ? { text, layers: known.layers, language } : undefined;
  }
}
