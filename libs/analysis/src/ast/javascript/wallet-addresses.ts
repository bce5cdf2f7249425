import type { Node } from './syntax-tree';

/** Forms of addresses, by currency (BIP 173 and BIP 13, EIP-55, TRON and Litecoin's base58). */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['bitcoin', /\b(?:bc1[a-z0-9]{38,59}|[13][1-9A-HJ-NP-Za-km-z]{32,33})\b/],
  ['ethereum', /\b0x[0-9a-fA-F]{40}\b/],
  ['tron', /\bT[1-9A-HJ-NP-Za-km-z]{33}\b/],
  ['litecoin', /\b(?:ltc1[a-z0-9]{38,59}|[LM][1-9A-HJ-NP-Za-km-z]{33})\b/],
  ['cardano', /\baddr1[a-z0-9]{50,}\b/],
];
/** Wallets and converters name an address or two for examples; a thief has a list to choose the most alike from. */
const LEAST = 6;
const LEAST_CURRENCIES = 2;

/** Addresses of wallets in the texts of one file. */
export class WalletAddresses {
  private readonly seen = new Set<string>();
  private readonly currencies = new Set<string>();
  private node: Node | undefined;

  /** Where the first of them stands; undefined: too few, or of one currency. */
  get first(): Node | undefined {
    return this.seen.size >= LEAST && this.currencies.size >= LEAST_CURRENCIES ? this.node : undefined;
  }

  see(text: string, node: Node): void {
    if (text.length < 26 || this.seen.size >= LEAST * 4) return;
    for (const [currency, form] of FORMS) {
      const found = form.exec(text)?.[0];
      if (found === undefined) continue;
      this.seen.add(found);
      this.currencies.add(currency);
      this.node ??= node;
    }
  }
}
