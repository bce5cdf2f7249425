import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedObject } from '../../testing/shared-object';
import { actsOf } from '../../facts/native-acts';
import { machO, movesOf, peFile } from '../../testing/machine-code';
import { KeptBytes } from './kept-bytes';
import { readNative } from './read-native';

const SYSTEM = '/lib/x86_64-linux-gnu';
const STEALER = ['gethostname', 'opendir', 'readdir', 'socket', 'sendto', 'fopen'];
const read = (bytes: Buffer) => readNative(KeptBytes.of(bytes));
const library = (imports: string[], strings: (string | Buffer)[] = [], exports = ['start']) =>
  sharedObject({ imports, exports, strings: strings.map((each) => each.toString('latin1')) });
const under = (text: string, key: readonly number[]) =>
  String.fromCharCode(...[...text].map((char, at) => char.charCodeAt(0) ^ (key[at % key.length] as number)));

describe('archive/native/read-native', () => {
  it.each<[string, Buffer, object]>([
    [
      'ELF',
      library(['socket', 'malloc'], ['x']),
      {
        format: 'elf',
        kind: 'library',
        imports: ['socket'],
        importCount: 2,
        exports: ['start'],
        libraries: ['libc.so.6'],
      },
    ],
    [
      'PE',
      peFile('WS2_32.dll', ['connect', 'recvfrom']),
      { format: 'pe', kind: 'library', imports: ['connect', 'recvfrom'], libraries: ['WS2_32.dll'] },
    ],
    [
      'Mach-O',
      machO(['socket', 'connect', 'free'], ['begin']),
      {
        format: 'mach-o',
        kind: 'library',
        imports: ['socket', 'connect'],
        importCount: 3,
        exports: ['begin'],
      },
    ],
  ])('reads %s', (_, bytes, facts) => {
    expect(read(bytes)).toMatchObject(facts);
  });

  it.each([
    ['text that begins like a program of Windows', Buffer.from('MZ is the mark of PE files.')],
    ['a class file of Java', Buffer.from('cafebabe00000034001d', 'hex')],
    ['an ELF file that ends in its header', library(['a']).subarray(0, 30)],
    ['nothing', Buffer.alloc(0)],
  ])('knows that %s is none', (_, bytes) => {
    expect(read(bytes)).toMatchObject({ format: 'unknown', imports: [], hidden: [] });
  });

  it('throws nothing at any place where a file may be cut off or damaged', () => {
    const whole = [library(STEALER, ['x']), peFile('a.dll', ['connect']), machO(['connect'], ['b'])];
    const hostile = whole.flatMap((bytes) =>
      Array.from({ length: bytes.length >> 4 }, (_, at) => {
        const damaged = Buffer.from(bytes);
        damaged.fill(0xff, at * 16, at * 16 + 4);
        return [damaged, bytes.subarray(0, at * 16)];
      }).flat(),
    );

    expect(hostile.map(read).every(({ hidden }) => hidden.length === 0)).toBe(true);
  });

  it.each<[string, string, string]>([
    ['under one byte', under('%s/.ssh/id_rsa', [0x15]), 'xor with one byte'],
    ['under four bytes', under('%s/.aws/credentials', [0x1f, 0x77, 0x02, 0x1a]), 'xor with 4 bytes'],
    ['in base64', Buffer.from('a /home/u/.git-credentials').toString('base64'), 'base64'],
    ['in hex', Buffer.from('Login Data').toString('hex'), 'hex'],
    ['backwards', [...'~/.ssh/id_rsa'].reverse().join(''), 'backwards'],
    ['in ROT13', 'jnyyrg.qng', 'ROT13'],
    [
      'moved by a constant',
      String.fromCharCode(...[...'/etc/shadow'].map((c) => c.charCodeAt(0) + 7)),
      'a constant added',
    ],
  ])('finds names of secrets %s', (_, text, how) => {
    expect(read(library([], [text])).hidden).toEqual(
      expect.arrayContaining([expect.objectContaining({ how })]),
    );
  });

  it('does not call hidden what can be read', () => {
    expect(read(library([], ['~/.ssh/id_ed25519', '/etc/passwd', 'wallet.dat'])).hidden).toEqual([]);
  });

  it('reads texts that code puts together out of numbers', () => {
    expect(read(machO([], ['b'], movesOf('/.ssh/id_ed25519'))).builtTexts).toEqual([
      '/.ssh/id_',
      'id_ed25519',
    ]);
  });

  it.each<[string, string[], boolean]>([
    ['a stealer', STEALER, true],
    ['one that asks a name server', ['getpwuid', 'nftw', 'socket', 'connect'], true],
    ['a shell on a connection', ['socket', 'connect', 'dup2', 'execve'], true],
    ['a socket library', ['socket', 'connect', 'getaddrinfo', 'sendto'], false],
    ['a terminal', ['fork', 'execvp', 'dup2', 'forkpty'], false],
    ['a walk through folders', ['opendir', 'readdir', 'getpwuid', 'gethostname'], false],
    ['a large library', [...STEALER, ...Array.from({ length: 90 }, (_, n) => `f${n}`)], false],
  ])('%s', (_, imports, acts) => {
    expect(actsOf(read(library(imports))) !== undefined).toBe(acts);
  });

  const libraries = existsSync(SYSTEM) ? readdirSync(SYSTEM).filter((name) => /\.so\.\d+$/.test(name)) : [];
  if (libraries.length === 0) console.warn(`skipped: no libraries in ${SYSTEM}`);
  (libraries.length === 0 ? it.skip : it)(
    'finds nothing in libraries of the system',
    () => {
      const facts = libraries.slice(0, 8).map((name) => read(readFileSync(join(SYSTEM, name))));

      expect(
        facts.filter(({ format, importCount }) => format !== 'elf' || importCount === 0).length,
      ).toBeLessThan(3);
      expect(
        facts.filter((each) => each.hidden.length > 0 || each.packed !== undefined || actsOf(each)),
      ).toEqual([]);
    },
    120_000,
  );
});
