/** Bytes that grow as they are written; reused from one value to the next. */
export class ByteWriter {
  bytes: Buffer;
  length = 0;

  constructor(capacity = 4_096) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  reset(): void {
    this.length = 0;
  }

  /** What was written, until the next write. */
  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** LEB128. `value`: a safe integer from 0. */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.bytes.writeDoubleLE(value, this.length);
  }

  /** Milliseconds since 1970, up to the year 9999. */
  instant(value: number): void {
    this.reserve(6);
    this.length = this.bytes.writeUIntLE(value, this.length, 6);
  }

  /** `size`: of the text in this encoding. */
  text(text: string, encoding: 'latin1' | 'utf8' | 'utf16le' | 'hex' | 'base64', size: number): void {
    this.reserve(size);
    this.length += this.bytes.write(text, this.length, size, encoding);
  }

  copy(from: Buffer, start: number, end: number): void {
    this.reserve(end - start);
    this.length += from.copy(this.bytes, this.length, start, end);
  }

  private reserve(size: number): void {
    const needed = this.length + size;
    if (needed <= this.bytes.length) return;
    const bytes = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(bytes, 0, 0, this.length);
    this.bytes = bytes;
  }
}
