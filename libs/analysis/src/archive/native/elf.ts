import type { KeptBytes } from './kept-bytes';
import {
  MAX_LIBRARIES,
  MAX_SECTIONS,
  MAX_SYMBOLS,
  type NativeObject,
  type NativeSection,
} from './native-object';

/** System V gABI, "Object Files". */
const TYPE = { object: 1, program: 2, library: 3 } as const;
const SECTION = { symbols: 2, strings: 3, dynamic: 6, nobits: 8, initArray: 14, dynamicSymbols: 11 } as const;
const SEGMENT = { load: 1, dynamic: 2, interpreter: 3 } as const;
const TAG = { needed: 1, strings: 5, symbols: 6, initArraySize: 27, hash: 4 } as const;
const EXECUTABLE = 0x4;
const EXECUTABLE_SEGMENT = 0x1;
const MAX_SEGMENTS = 64;
const MAX_TAGS = 2_000;

interface Header {
  readonly is64: boolean;
  readonly word: 4 | 8;
  readonly type: number;
  readonly segmentsAt: number;
  readonly segmentSize: number;
  readonly segments: number;
  readonly sectionsAt: number;
  readonly sectionSize: number;
  readonly sections: number;
  readonly names: number;
}

interface RawSection extends NativeSection {
  readonly type: number;
  readonly link: number;
}

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

interface Symbols {
  readonly at: number;
  readonly count: number;
  readonly strings: number;
}

/** ELF of 32 and 64 bits and both byte orders: by its sections, and where it has none, by its segments as the loader does. */
export function readElf(bytes: KeptBytes): NativeObject | undefined {
  const header = headerOf(bytes);
  if (header === undefined) return undefined;
  const segments = segmentsOf(bytes, header);
  const sections = sectionsOf(bytes, header);
  if (segments.length === 0 && sections.length === 0) return undefined;
  const dynamic = dynamicOf(bytes, header, segments, sections);
  const { imports, exports } = symbolsOf(bytes, header, sections, dynamic);
  const isProgram = header.type === TYPE.program || segments.some(({ type }) => type === SEGMENT.interpreter);
  return {
    format: 'elf',
    kind: isProgram
      ? 'program'
      : header.type === TYPE.library
        ? 'library'
        : header.type === TYPE.object
          ? 'object'
          : 'other',
    sections: sections.length > 1 ? sections : segmentsAsSections(segments),
    imports,
    exports,
    libraries: dynamic.libraries,
    initializers: Math.max(
      Math.floor((sections.find(({ type }) => type === SECTION.initArray)?.size ?? 0) / header.word),
      Math.floor(dynamic.initArraySize / header.word),
    ),
  };
}

function headerOf(bytes: KeptBytes): Header | undefined {
  if (bytes.slice(0, 4)?.toString('latin1') !== '\x7fELF') return undefined;
  const [width, order] = [bytes.u8(4), bytes.u8(5)];
  if ((width !== 1 && width !== 2) || (order !== 1 && order !== 2)) return undefined;
  bytes.isLittle = order === 1;
  const is64 = width === 2;
  const at = is64
    ? { segments: 32, sections: 40, segmentSize: 54, sectionSize: 58, names: 62 }
    : { segments: 28, sections: 32, segmentSize: 42, sectionSize: 46, names: 50 };
  const word = (offset: number) => (is64 ? bytes.u64(offset) : bytes.u32(offset)) ?? 0;
  return {
    is64,
    word: is64 ? 8 : 4,
    type: bytes.u16(16) ?? 0,
    segmentsAt: word(at.segments),
    segmentSize: bytes.u16(at.segmentSize) ?? 0,
    segments: Math.min(bytes.u16(at.segmentSize + 2) ?? 0, MAX_SEGMENTS),
    sectionsAt: word(at.sections),
    sectionSize: bytes.u16(at.sectionSize) ?? 0,
    sections: Math.min(bytes.u16(at.sectionSize + 2) ?? 0, MAX_SECTIONS),
    names: bytes.u16(at.names) ?? 0,
  };
}

function segmentsOf(bytes: KeptBytes, header: Header): Segment[] {
  const least = header.is64 ? 56 : 32;
  if (header.segmentsAt === 0 || header.segmentSize < least) return [];
  return Array.from({ length: header.segments }, (_, index) => {
    const at = header.segmentsAt + index * header.segmentSize;
    const word = (offset64: number, offset32: number) =>
      (header.is64 ? bytes.u64(at + offset64) : bytes.u32(at + offset32)) ?? 0;
    return {
      type: bytes.u32(at) ?? 0,
      flags: bytes.u32(at + (header.is64 ? 4 : 24)) ?? 0,
      offset: word(8, 4),
      address: word(16, 8),
      size: word(32, 16),
    };
  });
}

function sectionsOf(bytes: KeptBytes, header: Header): RawSection[] {
  const least = header.is64 ? 64 : 40;
  if (header.sectionsAt === 0 || header.sectionSize < least) return [];
  const raw = Array.from({ length: header.sections }, (_, index) => {
    const at = header.sectionsAt + index * header.sectionSize;
    const word = (offset64: number, offset32: number) =>
      (header.is64 ? bytes.u64(at + offset64) : bytes.u32(at + offset32)) ?? 0;
    return {
      nameAt: bytes.u32(at) ?? 0,
      type: bytes.u32(at + 4) ?? 0,
      isCode: (word(8, 8) & EXECUTABLE) !== 0,
      offset: word(24, 16),
      size: word(32, 20),
      link: bytes.u32(at + (header.is64 ? 40 : 24)) ?? 0,
    };
  });
  const names = raw[header.names]?.offset ?? 0;
  return raw.map(({ nameAt, ...section }) => ({
    ...section,
    size: section.type === SECTION.nobits ? 0 : section.size,
    name: names === 0 ? '' : (bytes.name(names + nameAt) ?? ''),
  }));
}

function segmentsAsSections(segments: readonly Segment[]): NativeSection[] {
  return segments
    .filter(({ type }) => type === SEGMENT.load)
    .map(({ offset, size, flags }, index) => ({
      name: `segment ${index}`,
      offset,
      size,
      isCode: (flags & EXECUTABLE_SEGMENT) !== 0,
    }));
}

interface Dynamic {
  readonly libraries: readonly string[];
  readonly initArraySize: number;
  /** As the loader finds them; the count may be unknown. */
  readonly symbols: Symbols | undefined;
}

function dynamicOf(
  bytes: KeptBytes,
  header: Header,
  segments: readonly Segment[],
  sections: readonly RawSection[],
): Dynamic {
  const table =
    segments.find(({ type }) => type === SEGMENT.dynamic) ??
    sections.find(({ type }) => type === SECTION.dynamic);
  const tags = new Map<number, number[]>();
  const step = header.word * 2;
  const count = Math.min(Math.floor((table?.size ?? 0) / step), MAX_TAGS);
  for (let index = 0; index < count; index += 1) {
    const at = (table?.offset ?? 0) + index * step;
    const word = (offset: number) => (header.is64 ? bytes.u64(offset) : bytes.u32(offset));
    const [tag, value] = [word(at), word(at + header.word)];
    if (tag === undefined || tag === 0) break;
    if (value !== undefined) tags.set(tag, [...(tags.get(tag) ?? []), value]);
  }
  const offsetOf = (tag: number) => fileOffset(tags.get(tag)?.[0], segments);
  const strings = offsetOf(TAG.strings);
  const symbols = offsetOf(TAG.symbols);
  const hash = offsetOf(TAG.hash);
  return {
    libraries: (tags.get(TAG.needed) ?? [])
      .slice(0, MAX_LIBRARIES)
      .flatMap((at) => (strings === undefined ? [] : (bytes.name(strings + at) ?? []))),
    initArraySize: tags.get(TAG.initArraySize)?.[0] ?? 0,
    symbols:
      symbols === undefined || strings === undefined
        ? undefined
        : {
            at: symbols,
            strings,
            // Linkers put the strings right behind the symbols; the table of hashes says how many there are.
            count:
              (hash === undefined ? undefined : bytes.u32(hash + 4)) ??
              Math.max(0, Math.floor((strings - symbols) / symbolSize(header))),
          },
  };
}

function fileOffset(address: number | undefined, segments: readonly Segment[]): number | undefined {
  if (address === undefined) return undefined;
  const holder = segments.find(
    (each) => each.type === SEGMENT.load && address >= each.address && address - each.address < each.size,
  );
  return holder === undefined ? undefined : address - holder.address + holder.offset;
}

function symbolSize({ is64 }: Header): number {
  return is64 ? 24 : 16;
}

function symbolsOf(
  bytes: KeptBytes,
  header: Header,
  sections: readonly RawSection[],
  dynamic: Dynamic,
): { imports: string[]; exports: string[] } {
  const tables: Symbols[] = [
    ...sections
      .filter(({ type }) => type === SECTION.dynamicSymbols || type === SECTION.symbols)
      .map((table) => ({
        at: table.offset,
        count: Math.floor(table.size / symbolSize(header)),
        strings: sections[table.link]?.offset ?? 0,
      })),
    // What the loader reads counts, also where the table of sections says nothing of it, or something else.
    ...(dynamic.symbols === undefined ? [] : [dynamic.symbols]),
  ];
  const [imports, exports] = [new Set<string>(), new Set<string>()];
  const seen = new Set<number>();
  for (const { at, count, strings } of tables) {
    if (seen.has(at) || strings === 0) continue;
    seen.add(at);
    for (let index = 1; index < Math.min(count, MAX_SYMBOLS); index += 1) {
      const from = at + index * symbolSize(header);
      const info = bytes.u8(from + (header.is64 ? 4 : 12));
      if (info === undefined) break;
      const name = bytes.name(strings + (bytes.u32(from) ?? 0));
      const isGlobal = info >> 4 === 1 || info >> 4 === 2;
      if (name === undefined || !isGlobal) continue;
      const section = bytes.u16(from + (header.is64 ? 6 : 14)) ?? 0;
      if (section === 0) imports.add(name.replace(/@.*/, ''));
      else if ((info & 0xf) === 2) exports.add(name.replace(/@.*/, ''));
    }
  }
  return { imports: [...imports], exports: [...exports] };
}
