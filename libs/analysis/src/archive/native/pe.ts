import type { KeptBytes } from './kept-bytes';
import {
  MAX_LIBRARIES,
  MAX_SECTIONS,
  MAX_SYMBOLS,
  type NativeObject,
  type NativeSection,
} from './native-object';

/** Microsoft, "PE Format". */
const SIGNATURE = 0x4550;
const IS_LIBRARY = 0x2000;
const PE32_PLUS = 0x20b;
const PE32 = 0x10b;
const CODE = 0x20000020;
const DIRECTORY = { exports: 0, imports: 1, tls: 9 } as const;
const MAX_IMPORTED = 4_000;
const MAX_CALLBACKS = 32;

interface Section extends NativeSection {
  readonly address: number;
}

/** Programs and libraries of Windows. Addresses in them are translated by the table of sections. */
export function readPe(bytes: KeptBytes): NativeObject | undefined {
  bytes.isLittle = true;
  if (bytes.slice(0, 2)?.toString('latin1') !== 'MZ') return undefined;
  const header = bytes.u32(0x3c);
  if (header === undefined || bytes.u32(header) !== SIGNATURE) return undefined;
  const optional = header + 24;
  const magic = bytes.u16(optional);
  if (magic !== PE32 && magic !== PE32_PLUS) return undefined;
  const is64 = magic === PE32_PLUS;
  const sections = sectionsOf(bytes, header, optional);
  const directories = optional + (is64 ? 112 : 96);
  const addressOf = (index: number) => bytes.u32(directories + index * 8) ?? 0;
  const { imports, libraries } = importsOf(bytes, sections, addressOf(DIRECTORY.imports), is64);
  return {
    format: 'pe',
    kind: ((bytes.u16(header + 22) ?? 0) & IS_LIBRARY) === 0 ? 'program' : 'library',
    sections,
    imports,
    exports: exportsOf(bytes, sections, addressOf(DIRECTORY.exports)),
    libraries,
    initializers: callbacksOf(bytes, sections, addressOf(DIRECTORY.tls), is64, optional),
  };
}

function sectionsOf(bytes: KeptBytes, header: number, optional: number): Section[] {
  const count = Math.min(bytes.u16(header + 6) ?? 0, MAX_SECTIONS);
  const start = optional + (bytes.u16(header + 20) ?? 0);
  const sections: Section[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = start + index * 40;
    const flags = bytes.u32(at + 36);
    if (flags === undefined) break;
    sections.push({
      name: bytes.name(at)?.slice(0, 8) ?? '',
      address: bytes.u32(at + 12) ?? 0,
      size: bytes.u32(at + 16) ?? 0,
      offset: bytes.u32(at + 20) ?? 0,
      isCode: (flags & CODE) !== 0,
    });
  }
  return sections;
}

function offsetOf(address: number, sections: readonly Section[]): number | undefined {
  const holder = sections.find((each) => address >= each.address && address - each.address < each.size);
  return holder === undefined ? undefined : address - holder.address + holder.offset;
}

function importsOf(
  bytes: KeptBytes,
  sections: readonly Section[],
  address: number,
  is64: boolean,
): { imports: string[]; libraries: string[] } {
  const imports = new Set<string>();
  const libraries: string[] = [];
  const start = address === 0 ? undefined : offsetOf(address, sections);
  if (start === undefined) return { imports: [], libraries };
  const width = is64 ? 8 : 4;
  for (let index = 0; index < MAX_LIBRARIES; index += 1) {
    const at = start + index * 20;
    const nameAddress = bytes.u32(at + 12) ?? 0;
    if (nameAddress === 0) break;
    const library = bytes.name(offsetOf(nameAddress, sections) ?? -1);
    if (library !== undefined) libraries.push(library);
    const table = offsetOf((bytes.u32(at) ?? 0) || (bytes.u32(at + 16) ?? 0), sections);
    for (let entry = 0; table !== undefined && entry < MAX_IMPORTED; entry += 1) {
      const low = bytes.u32(table + entry * width) ?? 0;
      const top = is64 ? (bytes.u32(table + entry * width + 4) ?? 0) : low;
      if (low === 0 && top === 0) break;
      // By number alone: nothing to read.
      if (top >>> 31 === 1) continue;
      const name = bytes.name((offsetOf(low, sections) ?? -3) + 2);
      if (name !== undefined) imports.add(name);
    }
  }
  return { imports: [...imports], libraries };
}

function exportsOf(bytes: KeptBytes, sections: readonly Section[], address: number): string[] {
  const at = address === 0 ? undefined : offsetOf(address, sections);
  if (at === undefined) return [];
  const count = Math.min(bytes.u32(at + 24) ?? 0, MAX_SYMBOLS);
  const names = offsetOf(bytes.u32(at + 32) ?? 0, sections);
  const exports: string[] = [];
  for (let index = 0; names !== undefined && index < count; index += 1) {
    const name = bytes.name(offsetOf(bytes.u32(names + index * 4) ?? 0, sections) ?? -1);
    if (name === undefined) break;
    exports.push(name);
  }
  return exports;
}

/** Functions that run before the program does (thread local storage). Their table is named by an absolute address. */
function callbacksOf(
  bytes: KeptBytes,
  sections: readonly Section[],
  address: number,
  is64: boolean,
  optional: number,
): number {
  const at = address === 0 ? undefined : offsetOf(address, sections);
  if (at === undefined) return 0;
  const word = (offset: number) => (is64 ? bytes.u64(offset) : bytes.u32(offset));
  const base = (is64 ? bytes.u64(optional + 24) : bytes.u32(optional + 28)) ?? 0;
  const table = offsetOf((word(at + (is64 ? 24 : 12)) ?? 0) - base, sections);
  let count = 0;
  while (table !== undefined && count < MAX_CALLBACKS && (word(table + count * (is64 ? 8 : 4)) ?? 0) !== 0)
    count += 1;
  return count;
}
