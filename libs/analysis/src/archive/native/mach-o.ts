import type { KeptBytes } from './kept-bytes';
import {
  MAX_LIBRARIES,
  MAX_SECTIONS,
  MAX_SYMBOLS,
  type NativeObject,
  type NativeSection,
} from './native-object';

/** mach-o/loader.h, mach-o/fat.h, mach-o/nlist.h. */
const MAGIC: ReadonlyMap<string, { isLittle: boolean; is64: boolean }> = new Map([
  ['feedface', { isLittle: false, is64: false }],
  ['feedfacf', { isLittle: false, is64: true }],
  ['cefaedfe', { isLittle: true, is64: false }],
  ['cffaedfe', { isLittle: true, is64: true }],
]);
const FAT = 0xcafebabe;
const COMMAND = { segment: 0x1, symbols: 0x2, segment64: 0x19, library: 0xc } as const;
const LIBRARIES: ReadonlySet<number> = new Set([COMMAND.library, 0x80000018, 0x8000001f, 0x80000023, 0x20]);
const TYPE = { object: 1, program: 2, library: 6, bundle: 8 } as const;
const INSTRUCTIONS = 0x80000400;
const INITIALIZERS = 9;
const INITIALIZER_OFFSETS = 0x16;
const EXTERNAL = 0x1;
const DEBUGGING = 0xe0;
const TYPE_MASK = 0xe;
const MAX_COMMANDS = 1_000;
/** Java's class files begin as fat files do; their next number is a version of at least 45. */
const MAX_ARCHITECTURES = 16;

/** Mach-O of one architecture, or the first architecture of a fat file that can be read. */
export function readMachO(bytes: KeptBytes): NativeObject | undefined {
  bytes.isLittle = false;
  if (bytes.u32(0) !== FAT) return readSlice(bytes, 0);
  const count = bytes.u32(4) ?? 0;
  if (count > MAX_ARCHITECTURES) return undefined;
  const slices: NativeObject[] = [];
  for (let index = 0; index < count; index += 1) {
    bytes.isLittle = false;
    const offset = bytes.u32(8 + index * 20 + 8);
    const slice = offset === undefined ? undefined : readSlice(bytes, offset);
    if (slice !== undefined) slices.push(slice);
  }
  const [first] = slices;
  if (first === undefined) return undefined;
  const all = (of: (slice: NativeObject) => readonly string[]) => [...new Set(slices.flatMap(of))];
  return {
    ...first,
    sections: slices.flatMap(({ sections }) => sections),
    imports: all((slice) => slice.imports),
    exports: all((slice) => slice.exports),
    libraries: all((slice) => slice.libraries),
  };
}

function readSlice(bytes: KeptBytes, start: number): NativeObject | undefined {
  const magic = MAGIC.get(bytes.slice(start, 4)?.toString('hex') ?? '');
  if (magic === undefined) return undefined;
  bytes.isLittle = magic.isLittle;
  const type = bytes.u32(start + 12);
  const commands = Math.min(bytes.u32(start + 16) ?? 0, MAX_COMMANDS);
  const sections: NativeSection[] = [];
  const libraries: string[] = [];
  let symbols: { imports: string[]; exports: string[] } = { imports: [], exports: [] };
  let initializers = 0;
  let at = start + (magic.is64 ? 32 : 28);
  for (let index = 0; index < commands; index += 1) {
    const [command, size] = [bytes.u32(at), bytes.u32(at + 4)];
    if (command === undefined || size === undefined || size < 8) break;
    if (command === COMMAND.segment64 || command === COMMAND.segment) {
      const found = sectionsOf(bytes, start, at, command === COMMAND.segment64);
      sections.push(...found.sections.slice(0, MAX_SECTIONS - sections.length));
      initializers += found.initializers;
    }
    if (command === COMMAND.symbols) symbols = symbolsOf(bytes, start, at, magic.is64);
    if (LIBRARIES.has(command) && libraries.length < MAX_LIBRARIES) {
      const name = bytes.name(at + (bytes.u32(at + 8) ?? 0));
      if (name !== undefined) libraries.push(name);
    }
    at += size;
  }
  if (at === start + (magic.is64 ? 32 : 28)) return undefined;
  return {
    format: 'mach-o',
    kind:
      type === TYPE.program
        ? 'program'
        : type === TYPE.library || type === TYPE.bundle
          ? 'library'
          : type === TYPE.object
            ? 'object'
            : 'other',
    sections,
    ...symbols,
    libraries,
    initializers,
  };
}

function sectionsOf(
  bytes: KeptBytes,
  start: number,
  command: number,
  is64: boolean,
): { sections: NativeSection[]; initializers: number } {
  const count = Math.min(bytes.u32(command + (is64 ? 64 : 48)) ?? 0, MAX_SECTIONS);
  const sections: NativeSection[] = [];
  let initializers = 0;
  for (let index = 0; index < count; index += 1) {
    const at = command + (is64 ? 72 : 56) + index * (is64 ? 80 : 68);
    const size = (is64 ? bytes.u64(at + 40) : bytes.u32(at + 36)) ?? 0;
    const offset = bytes.u32(at + (is64 ? 48 : 40));
    const flags = bytes.u32(at + (is64 ? 64 : 56));
    if (offset === undefined || flags === undefined) break;
    const kind = flags & 0xff;
    if (kind === INITIALIZERS) initializers += Math.floor(size / (is64 ? 8 : 4));
    if (kind === INITIALIZER_OFFSETS) initializers += Math.floor(size / 4);
    sections.push({
      name: bytes.name(at)?.slice(0, 16) ?? '',
      offset: start + offset,
      // Offset 0: it takes no room in the file.
      size: offset === 0 ? 0 : size,
      isCode: (flags & INSTRUCTIONS) !== 0,
    });
  }
  return { sections, initializers };
}

/** An underscore stands before every name of C. */
function symbolsOf(
  bytes: KeptBytes,
  start: number,
  command: number,
  is64: boolean,
): { imports: string[]; exports: string[] } {
  const [at, count, strings] = [8, 12, 16].map((offset) => bytes.u32(command + offset) ?? 0) as [
    number,
    number,
    number,
  ];
  const [imports, exports] = [new Set<string>(), new Set<string>()];
  for (let index = 0; index < Math.min(count, MAX_SYMBOLS); index += 1) {
    const from = start + at + index * (is64 ? 16 : 12);
    const type = bytes.u8(from + 4);
    if (type === undefined) break;
    if ((type & DEBUGGING) !== 0 || (type & EXTERNAL) === 0) continue;
    const name = bytes.name(start + strings + (bytes.u32(from) ?? 0))?.replace(/^_/, '');
    if (name === undefined) continue;
    if ((type & TYPE_MASK) === 0) imports.add(name.replace(/\$.*/, ''));
    else exports.add(name);
  }
  return { imports: [...imports], exports: [...exports] };
}
