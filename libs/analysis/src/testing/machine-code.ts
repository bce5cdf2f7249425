import type { MachineCode } from '../rules/sample';
import { sharedObject } from './shared-object';

/** The bytes of a sample of machine code. */
export function machineCode(of: MachineCode): Buffer {
  const { imports = [] } = of;
  switch (of.format) {
    case 'elf':
      return sharedObject({ imports, exports: of.exports ?? [], strings: of.texts ?? [] });
    case 'pe':
      return peFile('KERNEL32.dll', imports);
    case 'mach-o':
      return machO(imports, of.exports ?? [], movesOf(...(of.builtTexts ?? [])));
  }
}

/**
 * x86-64 code that puts these texts together on its stack, eight bytes at a time, and returns: `mov rax, imm64` and
 * `mov [rbp-16], rax` (Intel SDM, MOV: REX.W B8+r, REX.W 89 /r), then `ret`. The last bytes of a text may be zeros.
 */
export function movesOf(...texts: readonly string[]): Buffer {
  const moves = texts.flatMap((text) =>
    (text.match(/[^]{1,8}/g) ?? []).map((part) =>
      Buffer.concat([
        Buffer.from([0x48, 0xb8]),
        Buffer.from(part.padEnd(8, '\0'), 'latin1'),
        Buffer.from([0x48, 0x89, 0x45, 0xf0]),
      ]),
    ),
  );
  return Buffer.concat([...moves, Buffer.from([0xc3])]);
}

/** A library of Windows (PE32+) that takes these functions from one other library, and does nothing. */
export function peFile(library: string, imports: readonly string[]): Buffer {
  const [address, offset, size] = [0x1000, 0x200, 0x400];
  const out = Buffer.alloc(offset + size);
  out.write('MZ', 0, 'latin1');
  out.writeUInt32LE(0x40, 0x3c);
  out.writeUInt32LE(0x4550, 0x40);
  out.writeUInt16LE(0x8664, 0x44);
  out.writeUInt16LE(1, 0x46);
  out.writeUInt16LE(0xf0, 0x54);
  out.writeUInt16LE(0x2022, 0x56);
  const optional = 0x58;
  out.writeUInt16LE(0x20b, optional);
  out.writeUInt32LE(address, optional + 112 + 8);
  const section = optional + 0xf0;
  out.write('.rdata', section, 'latin1');
  out.writeUInt32LE(size, section + 8);
  out.writeUInt32LE(address, section + 12);
  out.writeUInt32LE(size, section + 16);
  out.writeUInt32LE(offset, section + 20);
  out.writeUInt32LE(0x40000040, section + 36);
  const [names, table] = [0x100, 0x40];
  out.writeUInt32LE(address + table, offset);
  out.writeUInt32LE(address + 0xe0, offset + 12);
  out.write(library, offset + 0xe0, 'latin1');
  imports.forEach((name, index) => {
    out.writeUInt32LE(address + names + index * 32, offset + table + index * 8);
    out.write(name, offset + names + index * 32 + 2, 'latin1');
  });
  return out;
}

/** A bundle for macOS on x86-64 with this code, which nothing calls. */
export function machO(
  imports: readonly string[],
  exports: readonly string[],
  code: Buffer = Buffer.from([0xc3]),
): Buffer {
  const strings = Buffer.from(['', ...imports, ...exports].map((name) => `_${name}\0`).join(''));
  const names = [...imports, ...exports];
  const codeAt = 32 + 152 + 24;
  const symbolsAt = codeAt + code.length;
  const stringsAt = symbolsAt + names.length * 16;
  const out = Buffer.alloc(stringsAt + strings.length);
  out.writeUInt32LE(0xfeedfacf, 0);
  out.writeUInt32LE(8, 12);
  out.writeUInt32LE(2, 16);
  out.writeUInt32LE(0x19, 32);
  out.writeUInt32LE(152, 36);
  out.writeUInt32LE(1, 32 + 64);
  const section = 32 + 72;
  out.write('__text', section, 'latin1');
  out.writeBigUInt64LE(BigInt(code.length), section + 40);
  out.writeUInt32LE(codeAt, section + 48);
  out.writeUInt32LE(0x80000400, section + 64);
  const symtab = 32 + 152;
  [0x2, 24, symbolsAt, names.length, stringsAt, strings.length].forEach((value, index) =>
    out.writeUInt32LE(value, symtab + index * 4),
  );
  code.copy(out, codeAt);
  names.forEach((name, index) => {
    out.writeUInt32LE(strings.indexOf(`_${name}\0`), symbolsAt + index * 16);
    out[symbolsAt + index * 16 + 4] = index < imports.length ? 0x01 : 0x0f;
  });
  strings.copy(out, stringsAt);
  return out;
}
