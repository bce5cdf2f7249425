import { Writable } from 'node:stream';

/** The engine puts stdout and stderr on one connection, each piece after a header of 8 bytes: stream, 0, 0, 0, length. */
const HEADER_BYTES = 8;
const STDERR = 2;
const FIRST_ROOM = 4_096;

/** Bytes in one growing block: a million writes of one byte must not become a million objects. */
class Kept {
  private block = Buffer.alloc(FIRST_ROOM);
  private size = 0;

  add(bytes: Buffer): void {
    if (this.size + bytes.length > this.block.length) {
      const larger = Buffer.alloc(Math.max(this.block.length * 2, this.size + bytes.length));
      this.block.copy(larger, 0, 0, this.size);
      this.block = larger;
    }
    bytes.copy(this.block, this.size);
    this.size += bytes.length;
  }

  get bytes(): Buffer {
    return this.block.subarray(0, this.size);
  }
}

/**
 * Takes the two streams apart, keeping at most `limit` bytes of both together. Holds no more than that, however
 * long a piece the header announces. What comes after the limit is dropped, and `onLimit` is called once.
 */
export class BoundedOutput extends Writable {
  private readonly out = new Kept();
  private readonly err = new Kept();
  private readonly header = Buffer.alloc(HEADER_BYTES);
  private headerBytes = 0;
  private pieceLeft = 0;
  private room: number;
  truncated = false;

  constructor(
    limit: number,
    private readonly onLimit: () => void,
  ) {
    super();
    this.room = limit;
  }

  get stdout(): Buffer {
    return this.out.bytes;
  }

  get stderr(): Buffer {
    return this.err.bytes;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (let at = 0; at < chunk.length && !this.truncated;) {
      at += this.pieceLeft > 0 ? this.takePiece(chunk, at) : this.takeHeader(chunk, at);
    }
    done();
  }

  private takeHeader(chunk: Buffer, at: number): number {
    const size = chunk.copy(this.header, this.headerBytes, at, at + HEADER_BYTES - this.headerBytes);
    this.headerBytes += size;
    if (this.headerBytes === HEADER_BYTES) {
      this.headerBytes = 0;
      this.pieceLeft = this.header.readUInt32BE(4);
    }
    return size;
  }

  private takePiece(chunk: Buffer, at: number): number {
    const piece = chunk.subarray(at, at + this.pieceLeft);
    const fitting = piece.subarray(0, this.room);
    this.pieceLeft -= piece.length;
    this.room -= fitting.length;
    (this.header[0] === STDERR ? this.err : this.out).add(fitting);
    if (fitting.length < piece.length) {
      this.truncated = true;
      this.onLimit();
    }
    return piece.length;
  }
}
