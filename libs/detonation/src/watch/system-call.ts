/** One system call as strace has printed it. */
export interface SystemCall {
  /** As the host counts. */
  readonly pid: number;
  readonly name: string;
  /** Between the brackets, strings still in hexadecimal. */
  readonly args: string;
  /** The result's number; null where it did not return. */
  readonly result: number | null;
  /** What the returned descriptor stands for. */
  readonly resultPath: string | null;
  /** `ENOENT`, where it failed. */
  readonly error: string | null;
}

const MAX_LINES = 1_000_000;

const COMPLETE =
  /^(\d+) +(\w+)\((.*)\) += (-?\d+|\?|0x[0-9a-f]+)(?:<((?:\\x[0-9a-f]{2})*)[^>]*>)?(?: (E[A-Z0-9]+))?/;
const UNFINISHED = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>(.*)$/;
const NOTE = /^\d+ +(?:\+\+\+|---) /;

/**
 * Reads the lines of `strace -f -yy -xx`, where every string is in hexadecimal: nothing that the code chooses can look
 * like a part of a line. A call that was interrupted by another process' line is put together.
 */
export class SystemCallReader {
  private readonly begun = new Map<string, string>();
  /** Processes and threads that were seen, as strace numbers them, and whose end was not. */
  private readonly unended = new Set<string>();
  private readonly ended = new Set<string>();
  private lines = 0;
  /** Lines that were none of the known shapes. */
  unreadable = 0;

  /** Nothing of what these did after their last call was seen. */
  get lostSightOf(): number {
    return this.unended.size;
  }

  /** More than anything honest does: signals are lines too, and no calls. */
  get isFlooded(): boolean {
    return this.lines > MAX_LINES;
  }

  hasSeenEndOf(pid: number): boolean {
    return this.ended.has(String(pid));
  }

  read(line: string): SystemCall | undefined {
    this.follow(line);
    const unfinished = UNFINISHED.exec(line);
    if (unfinished !== null) {
      const [, pid = '', name = '', args = ''] = unfinished;
      this.begun.set(`${pid} ${name}`, args);
      // A program that is replaced and a connection that hangs have been asked for: not all of them return.
      return undefined;
    }
    const resumed = RESUMED.exec(line);
    if (resumed === null) return this.complete(line);
    const [, pid = '', name = '', rest = ''] = resumed;
    const args = this.begun.get(`${pid} ${name}`);
    if (args === undefined) {
      this.unreadable++;
      return undefined;
    }
    this.begun.delete(`${pid} ${name}`);
    return this.complete(`${pid} ${name}(${args}${rest}`);
  }

  /** The calls that never returned. */
  rest(): SystemCall[] {
    return [...this.begun].map(([key, args]) => {
      const [pid = '', name = ''] = key.split(' ');
      return { pid: Number(pid), name, args, result: null, resultPath: null, error: null };
    });
  }

  private follow(line: string): void {
    this.lines++;
    const [, pid, note] = /^(\d+) +(\+\+\+)?/.exec(line) ?? [];
    if (pid === undefined) return;
    if (note === undefined) {
      this.unended.add(pid);
      return;
    }
    this.unended.delete(pid);
    this.ended.add(pid);
  }

  private complete(line: string): SystemCall | undefined {
    const found = COMPLETE.exec(line);
    if (found === null) {
      if (line.trim() !== '' && !NOTE.test(line)) this.unreadable++;
      return undefined;
    }
    const [, pid, name = '', args = '', result = '', path, error] = found;
    return {
      pid: Number(pid),
      name,
      args,
      result: result === '?' ? null : Number(result),
      resultPath: path === undefined ? null : unhex(path),
      error: error ?? null,
    };
  }
}

/** The strings of a list of arguments, in order. */
export function stringsIn(args: string): string[] {
  return [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => unhex(hex));
}

/** `\x2f\x65` as text; bytes that are no UTF-8 become U+FFFD. */
export function unhex(hex: string): string {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString('utf8');
}
