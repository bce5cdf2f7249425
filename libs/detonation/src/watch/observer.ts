import { posix } from 'node:path';
import {
  MAX_OBSERVED,
  MAX_TEXT,
  type FileAct,
  type ObservedConnection,
  type ObservedFile,
  type ObservedProcess,
} from '@sallyport/domain';
import { isPassing, plantedAt, speltPath, type Places } from './paths';
import { addressIn, type Address } from './socket-address';
import { stringsIn, unhex, type SystemCall } from './system-call';

/** Calls of one phase that are looked at. More is a flood, in which something may be hidden. */
const MAX_CALLS = 200_000;
const WRITES = /O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)/;
/** Its file was not there, or is not one: nothing was asked of anybody. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR']);

/** Turns the calls of one phase into what it did. */
export class Observer {
  private readonly files = new Map<string, ObservedFile>();
  private readonly programs: { pid: number; argv: string[]; started: boolean }[] = [];
  private readonly reached = new Map<string, Address & { protocol: 'tcp' | 'udp' }>();
  /** Where the datagrams of a connected socket go, by the socket's number. */
  private readonly datagramsTo = new Map<string, Address>();
  private calls = 0;
  private hasLeader = false;
  isFlooded = false;

  /** @param leader the process that was let go, whose first program is ours: the hook's shell, the interpreter */
  constructor(
    private readonly leader: number,
    private readonly places: Places,
  ) {}

  see(call: SystemCall): void {
    if (++this.calls > MAX_CALLS) {
      this.isFlooded = true;
      return;
    }
    if (call.name.startsWith('exec')) this.program(call);
    else if (call.name === 'connect' || call.name.startsWith('send')) this.socket(call);
    else this.file(call);
  }

  processes(): ObservedProcess[] {
    return this.programs
      .filter(
        ({ pid, argv, started }) =>
          started ||
          !this.programs.some((other) => other.started && other.pid === pid && isSame(other.argv, argv)),
      )
      .map(({ argv, started }) => ({ argv, started }));
  }

  seenFiles(): ObservedFile[] {
    return [...this.files.values()];
  }

  /** @param nameOf the name that was looked up for an address */
  connections(nameOf: (address: string) => string | undefined): ObservedConnection[] {
    return [...this.reached.values()].map(({ protocol, address, port }) => ({
      protocol,
      name: nameOf(address) ?? null,
      address,
      port,
    }));
  }

  private program({ pid, args, result }: SystemCall): void {
    const started = result === 0;
    if (pid === this.leader && !this.hasLeader) {
      this.hasLeader = started;
      return;
    }
    const [program = '', ...rest] = stringsIn(args);
    // The first of the list is what the program is called by, which it may choose; what is run is the path.
    const argv = [program, ...rest.slice(1)].slice(0, 64).map(short);
    if (
      this.programs.some(
        (known) => known.pid === pid && known.started === started && isSame(known.argv, argv),
      )
    )
      return;
    if (!started) argv[0] = posix.basename(program);
    if (this.programs.length < MAX_OBSERVED) this.programs.push({ pid, argv, started });
    else this.isFlooded = true;
  }

  private file(call: SystemCall): void {
    for (const { act, path } of actsOf(call)) {
      const planted = plantedAt(path, this.places);
      if (act === 'read' && planted === null) continue;
      if (act !== 'read' && isPassing(path)) continue;
      const spelt = short(speltPath(path, this.places));
      const key = `${act} ${spelt}`;
      if (this.files.has(key)) continue;
      if (this.files.size < MAX_OBSERVED) this.files.set(key, { act, path: spelt, planted });
      else this.isFlooded = true;
    }
  }

  private socket({ name, args }: SystemCall): void {
    const datagrams = /^\d+<(UDP[^>]*)>/.exec(args)?.[1];
    const given = addressIn(args);
    if (datagrams !== undefined && name === 'connect') {
      // Nothing is sent by it: the resolver does it to learn its own address. Who sends later need not say where to.
      if (given !== undefined) this.datagramsTo.set(datagrams, given);
      return;
    }
    const found = given ?? (datagrams === undefined ? undefined : this.datagramsTo.get(datagrams));
    if (found === undefined || isLoopback(found.address)) return;
    // Names are told by the sink, whoever was asked.
    if (datagrams !== undefined && found.port === 53) return;
    const protocol = datagrams === undefined ? 'tcp' : 'udp';
    const key = `${protocol} ${found.address} ${found.port}`;
    if (this.reached.has(key)) return;
    if (this.reached.size < MAX_OBSERVED) this.reached.set(key, { ...found, protocol });
    else this.isFlooded = true;
  }
}

interface PathAct {
  act: FileAct;
  path: string;
}

/**
 * What a call asks for, whether or not it was let: a cage whose root is read-only refuses what a real machine would
 * not. Only what is not there cannot be read or deleted.
 */
function actsOf({ name, args, error, resultPath }: SystemCall): PathAct[] {
  const paths = pathsIn(args);
  const [first, second] = paths;
  if (first === undefined) return [];
  const isAbsent = error !== null && NOT_THERE.has(error);
  if (name.startsWith('open') || name === 'creat') {
    if (name === 'creat' || WRITES.test(args)) {
      if (isAbsent && !args.includes('O_CREAT')) return [];
      return [{ act: 'write', path: resultPath ?? first }];
    }
    return error === null && !args.includes('O_DIRECTORY')
      ? [{ act: 'read', path: resultPath ?? first }]
      : [];
  }
  if (isAbsent) return [];
  if (name === 'truncate') return [{ act: 'write', path: first }];
  if (name.startsWith('unlink') || name === 'rmdir') return [{ act: 'delete', path: first }];
  if (name.startsWith('rename') && second !== undefined) {
    return [
      { act: 'delete', path: first },
      { act: 'write', path: second },
    ];
  }
  // What a link is called is written; what it leads to is read under either name.
  if (name.startsWith('symlink')) return [{ act: 'write', path: second ?? first }];
  if (name.startsWith('link') && second !== undefined) {
    return [
      { act: 'read', path: first },
      { act: 'write', path: second },
    ];
  }
  return [];
}

/** Paths, each put together with the folder that its descriptor stands for. Calls without one name whole paths only in part. */
function pathsIn(args: string): string[] {
  const pattern = /(?:(?:AT_FDCWD|\d+)(?:<((?:\\x[0-9a-f]{2})*)[^>]*>)?, )?"((?:\\x[0-9a-f]{2})*)"/g;
  return [...args.matchAll(pattern)].map(([, folder = '', hex = '']) => {
    const path = unhex(hex);
    return path.startsWith('/') ? path : posix.join(unhex(folder), path);
  });
}

const isLoopback = (address: string) => /^127\.|^::1$|^::ffff:127\./.test(address);
const short = (text: string) => text.slice(0, MAX_TEXT);
const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length &&
  one.every((part, index) =>
    index === 0 ? posix.basename(part) === posix.basename(other[0] ?? '') : part === other[index],
  );
