/** What a shared object shows without being run: the functions it imports, and the text in it. */
export interface Elf {
  /** Imported functions, e.g. `connect`. */
  imports: readonly string[];
  /** Exported functions; all of them return at once. */
  exports: readonly string[];
  strings: readonly string[];
  /** Libraries of DT_NEEDED. */
  needed?: readonly string[];
}

const BASE = 0x40;

/**
 * An ELF64 shared object for x86-64 (System V gABI): dynamic symbols and strings as a linker leaves them, and code that
 * is a single `ret`, so that nothing happens if somebody loads it.
 */
export function sharedObject({ imports, exports, strings, needed = ['libc.so.6'] }: Elf): Buffer {
  const names = table(['', ...needed, ...imports, ...exports]);
  const text = Buffer.from([0xc3, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90]);
  const rodata = Buffer.concat(strings.map((each) => Buffer.from(`${each}\0`)));
  const sections: {
    name: string;
    type: number;
    flags: number;
    body: Buffer;
    link?: number;
    entry?: number;
  }[] = [
    { name: '', type: 0, flags: 0, body: Buffer.alloc(0) },
    { name: '.dynsym', type: 11, flags: 2, body: Buffer.alloc(0), link: 2, entry: 24 },
    { name: '.dynstr', type: 3, flags: 2, body: names.bytes },
    { name: '.text', type: 1, flags: 6, body: text },
    { name: '.rodata', type: 1, flags: 2, body: rodata },
    { name: '.dynamic', type: 6, flags: 3, body: Buffer.alloc(0), link: 2, entry: 16 },
  ];
  const headers = BASE + 3 * 56;
  const symbolSize = 24 * (1 + imports.length + exports.length);
  const dynamicSize = 16 * (needed.length + 3);
  const sizes = [0, symbolSize, names.bytes.length, text.length, rodata.length, dynamicSize];
  const offsets = sizes.reduce<number[]>((all, _, at) => {
    const before = at === 0 ? headers : (all[at - 1] as number) + (sizes[at - 1] as number);
    return [...all, (before + 7) & ~7];
  }, []);
  const at = (index: number) => offsets[index] as number;
  sections[1]!.body = Buffer.concat([
    symbol(0, 0, 0, 0),
    ...imports.map((name) => symbol(names.of(name), 0x12, 0, 0)),
    ...exports.map((name) => symbol(names.of(name), 0x12, 3, at(3))),
  ]);
  sections[5]!.body = Buffer.concat([
    ...needed.map((name) => words(1, names.of(name))),
    words(5, at(2)),
    words(6, at(1)),
    words(0, 0),
  ]);
  const shstr = table(['', ...sections.slice(1).map(({ name }) => name), '.shstrtab']);
  const shstrAt = (at(5) + dynamicSize + 7) & ~7;
  const tableAt = (shstrAt + shstr.bytes.length + 7) & ~7;
  const out = Buffer.alloc(tableAt + 64 * 7);
  header(out, tableAt);
  [
    [1, 5, 0, at(5)],
    [1, 6, at(5), dynamicSize],
    [2, 6, at(5), dynamicSize],
  ].forEach(([type, flags, offset, size], row) =>
    program(out, BASE + row * 56, type!, flags!, offset!, size!),
  );
  sections.forEach((section, index) => {
    section.body.copy(out, at(index));
    sectionHeader(out, tableAt + 64 * index, {
      name: shstr.of(section.name),
      type: section.type,
      flags: section.flags,
      offset: index === 0 ? 0 : at(index),
      size: section.body.length,
      link: section.link ?? 0,
      info: index === 1 ? 1 : 0,
      entry: section.entry ?? 0,
    });
  });
  shstr.bytes.copy(out, shstrAt);
  sectionHeader(out, tableAt + 64 * 6, {
    name: shstr.of('.shstrtab'),
    type: 3,
    flags: 0,
    offset: shstrAt,
    size: shstr.bytes.length,
    link: 0,
    info: 0,
    entry: 0,
  });
  return out;
}

function table(names: readonly string[]): { bytes: Buffer; of: (name: string) => number } {
  const bytes = Buffer.from([...new Set(names)].map((name) => `${name}\0`).join(''));
  return { bytes, of: (name) => (name === '' ? 0 : bytes.indexOf(`\0${name}\0`) + 1) };
}

function symbol(name: number, info: number, section: number, value: number): Buffer {
  const out = Buffer.alloc(24);
  out.writeUInt32LE(name, 0);
  out.writeUInt8(info, 4);
  out.writeUInt16LE(section, 6);
  out.writeBigUInt64LE(BigInt(value), 8);
  return out;
}

function words(tag: number, value: number): Buffer {
  const out = Buffer.alloc(16);
  out.writeBigUInt64LE(BigInt(tag), 0);
  out.writeBigUInt64LE(BigInt(value), 8);
  return out;
}

function header(out: Buffer, tableAt: number): void {
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(out, 0);
  out.writeUInt16LE(3, 16);
  out.writeUInt16LE(62, 18);
  out.writeUInt32LE(1, 20);
  out.writeBigUInt64LE(BigInt(BASE), 32);
  out.writeBigUInt64LE(BigInt(tableAt), 40);
  out.writeUInt16LE(64, 52);
  out.writeUInt16LE(56, 54);
  out.writeUInt16LE(3, 56);
  out.writeUInt16LE(64, 58);
  out.writeUInt16LE(7, 60);
  out.writeUInt16LE(6, 62);
}

function program(out: Buffer, at: number, type: number, flags: number, offset: number, size: number): void {
  out.writeUInt32LE(type, at);
  out.writeUInt32LE(flags, at + 4);
  [offset, offset, offset, size, size, 8].forEach((value, index) =>
    out.writeBigUInt64LE(BigInt(value), at + 8 + index * 8),
  );
}

interface SectionHeader {
  name: number;
  type: number;
  flags: number;
  offset: number;
  size: number;
  link: number;
  info: number;
  entry: number;
}

function sectionHeader(out: Buffer, at: number, of: SectionHeader): void {
  out.writeUInt32LE(of.name, at);
  out.writeUInt32LE(of.type, at + 4);
  [of.flags, of.offset, of.offset, of.size].forEach((value, index) =>
    out.writeBigUInt64LE(BigInt(value), at + 8 + index * 8),
  );
  out.writeUInt32LE(of.link, at + 40);
  out.writeUInt32LE(of.info, at + 44);
  out.writeBigUInt64LE(8n, at + 48);
  out.writeBigUInt64LE(BigInt(of.entry), at + 56);
}
