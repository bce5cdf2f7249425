/** Where in which bytes one reads on. */
export class ByteReader {
  private bytes: Buffer = Buffer.alloc(0);
  position = 0;

  of(bytes: Buffer, position: number): this {
    this.bytes = bytes;
    this.position = position;
    return this;
  }

  get isAtEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  /** @throws RangeError where the bytes end, as every method here */
  byte(): number {
    const value = this.bytes[this.position];
    if (value === undefined) throw new RangeError('The bytes end in the middle of a value');
    this.position += 1;
    return value;
  }

  varint(): number {
    let byte = this.byte();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let factor = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('A number is too large');
    }
    return value;
  }

  double(): number {
    return this.bytes.readDoubleLE(this.advance(8));
  }

  instant(): number {
    return this.bytes.readUIntLE(this.advance(6), 6);
  }

  latin1(size: number): string {
    const start = this.advance(size);
    return this.bytes.toString('latin1', start, start + size);
  }

  utf8(size: number): string {
    const start = this.advance(size);
    return this.bytes.toString('utf8', start, start + size);
  }

  utf16(size: number): string {
    const start = this.advance(size);
    return this.bytes.toString('utf16le', start, start + size);
  }

  hex(size: number): string {
    const start = this.advance(size);
    return this.bytes.toString('hex', start, start + size);
  }

  base64(size: number): string {
    const start = this.advance(size);
    return this.bytes.toString('base64', start, start + size);
  }

  /** The next bytes themselves, not a copy of them. */
  slice(size: number): Buffer {
    const start = this.advance(size);
    return this.bytes.subarray(start, start + size);
  }

  private advance(size: number): number {
    const start = this.position;
    if (start + size > this.bytes.length) throw new RangeError('The bytes end in the middle of a value');
    this.position = start + size;
    return start;
  }
}
