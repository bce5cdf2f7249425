/** Finds the lines of a text: parsers of TOML and YAML say what is there, and not where. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  at(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The line on which the first of these literals stands, after `from`; nothing where none does. */
  of(literals: readonly string[], from = 0): number | undefined {
    for (const literal of literals) {
      const at = this.text.indexOf(literal, from);
      if (at !== -1) return this.at(at);
    }
    return undefined;
  }
}

/** The place in a file, without a line where it is not known. */
export function placeAt(file: string, line: number | undefined): { file: string; line?: number } {
  return line === undefined ? { file } : { file, line };
}
