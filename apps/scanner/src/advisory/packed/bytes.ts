/** Numbers of 7 bits a byte, least first (LEB128), and texts with their length before them. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1_024);
  private length = 0;

  /** @param value a whole number from 0 to 2^32-1 */
  number(value: number): void {
    let rest = value;
    this.reserve(5);
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  text(value: string): void {
    this.blob(Buffer.from(value, 'utf8'));
  }

  /** With its length before it. */
  blob(value: Buffer): void {
    this.number(value.length);
    this.raw(value);
  }

  raw(value: Buffer): void {
    this.reserve(value.length);
    this.length += value.copy(this.bytes, this.length);
  }

  toBuffer(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

/** Reads what `ByteWriter` wrote. @throws RangeError where the bytes end before what they announce */
export class ByteReader {
  constructor(
    private readonly bytes: Buffer,
    private position = 0,
  ) {}

  number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.bytes[this.position++];
      if (byte === undefined || factor > 2 ** 35) throw new RangeError('a packed number has no end');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const { start, end } = this.span(this.number());
    // Faster than a part of its own: names and versions are short and many.
    return this.bytes.toString('utf8', start, end);
  }

  /** How `value` sorts to the next blob, which is read past: negative is before it. */
  compareNext(value: Buffer): number {
    const { start, end } = this.span(this.number());
    return -this.bytes.compare(value, 0, value.length, start, end);
  }

  /** One byte at a place from here on, without reading past it. */
  peek(ahead: number): number {
    return this.bytes[this.position + ahead] ?? 0;
  }

  /** Another reader of the same bytes from here on. */
  ahead(): ByteReader {
    return new ByteReader(this.bytes, this.position);
  }

  skip(length: number): void {
    this.span(length);
  }

  blob(): Buffer {
    return this.raw(this.number());
  }

  raw(length: number): Buffer {
    const { start, end } = this.span(length);
    return this.bytes.subarray(start, end);
  }

  private span(length: number): { start: number; end: number } {
    const start = this.position;
    const end = start + length;
    if (end > this.bytes.length) throw new RangeError('packed bytes end too early');
    this.position = end;
    return { start, end };
  }
}
