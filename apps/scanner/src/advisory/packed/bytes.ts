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
    return this.blob().toString('utf8');
  }

  blob(): Buffer {
    return this.raw(this.number());
  }

  raw(length: number): Buffer {
    const end = this.position + length;
    if (end > this.bytes.length) throw new RangeError('packed bytes end too early');
    const part = this.bytes.subarray(this.position, end);
    this.position = end;
    return part;
  }
}
