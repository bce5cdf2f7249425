import type { NativeFacts } from '../../facts/native-facts';
import { readElf } from './elf';
import { entropyOf } from './entropy';
import { builtTexts, hiddenTexts, SEARCHED_BYTES } from './hidden-texts';
import type { KeptBytes } from './kept-bytes';
import { readMachO } from './mach-o';
import type { NativeObject, NativeReader } from './native-object';
import { readPe } from './pe';

const READERS: readonly NativeReader[] = [readElf, readPe, readMachO];
/** Functions that tell what code is for: to speak to others, go through files, say who is there, start programs. */
const TELLING =
  /^(?:socket|connect|send|sendto|sendmsg|recv|recvfrom|accept4?|bind|listen|gethostbyname\w*|getaddrinfo|res_n?query|WSA\w+|Internet\w+|Http\w+Request\w*|WinHttp\w+|URLDownloadToFile\w*|DnsQuery\w*|curl_easy_\w+|opendir|fdopendir|readdir\w*|scandir\w*|n?ftw(?:64)?|fts_\w+|glob(?:64)?|FindFirstFile\w*|gethostname|getpw\w+|getlogin\w*|uname|getifaddrs|getenv|secure_getenv|GetComputerName\w*|GetUserName\w*|SHGet\w*Path\w*|execv\w*|execl\w*|system|popen|posix_spawnp?|v?fork|CreateProcess\w*|ShellExecute\w*|WinExec|dup[23]|ptrace|IsDebuggerPresent|dlopen|LoadLibrary\w*|mprotect|memfd_create|VirtualProtect\w*|CreateRemoteThread|WriteProcessMemory)$/;
/** More than a file may take of which they are asked (`native-acts`): none is pushed out by others. */
const MAX_LISTED = 100;
const MAX_LISTED_EXPORTS = 20;
/** Compiled code has 5.5 to 6.8 bits a byte; what is compressed or encrypted has 7.8 and more. Small parts say little. */
const PACKED_ENTROPY = 7.6;
const LEAST_PACKED = 2_048;
const MAX_CODE = 4 * 1024 * 1024;
/** UPX writes its mark into the header it puts in front, and at the very end. */
const UPX = 'UPX!';
const UPX_HEAD = 4_096;
const UPX_TAIL = 64;

/**
 * What a file says of itself that begins like machine code. Bounded; throws nothing, whatever the bytes are.
 * `searchable`: bytes that may still be searched for hidden texts, of all files of an artifact.
 */
export function readNative(bytes: KeptBytes, searchable = SEARCHED_BYTES): NativeFacts {
  const object = READERS.reduce<NativeObject | undefined>((found, read) => found ?? read(bytes), undefined);
  const searched = Math.min(bytes.size, searchable, SEARCHED_BYTES);
  const code = codeOf(object, bytes);
  const packed = packedBy(object, code, bytes);
  return {
    format: object?.format ?? 'unknown',
    kind: object?.kind ?? 'other',
    imports: (object?.imports ?? []).filter((name) => TELLING.test(name)).slice(0, MAX_LISTED),
    importCount: object?.imports.length ?? 0,
    exports: (object?.exports ?? []).slice(0, MAX_LISTED_EXPORTS),
    exportCount: object?.exports.length ?? 0,
    libraries: object?.libraries ?? [],
    initializers: object?.initializers ?? 0,
    hidden: hiddenTexts(bytes.upTo(0, searched)),
    builtTexts: searched === 0 ? [] : builtTexts(code),
    ...(packed === undefined ? {} : { packed }),
    searched,
    isWhole: bytes.isWhole,
  };
}

function codeOf(object: NativeObject | undefined, bytes: KeptBytes): Buffer {
  let room = MAX_CODE;
  const parts: Buffer[] = [];
  for (const { isCode, offset, size } of object?.sections ?? []) {
    if (!isCode || size === 0 || room <= 0) continue;
    const part = bytes.upTo(offset, Math.min(size, room));
    room -= part.length;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function packedBy(object: NativeObject | undefined, code: Buffer, bytes: KeptBytes): string | undefined {
  if (object?.sections.some(({ name }) => /^UPX\d$/.test(name)) === true) return 'sections of UPX';
  const ends = [bytes.upTo(0, UPX_HEAD), bytes.upTo(Math.max(bytes.size - UPX_TAIL, 0), UPX_TAIL)];
  if (ends.some((end) => end.includes(UPX))) return 'the mark of UPX';
  const entropy = entropyOf(code);
  return code.length >= LEAST_PACKED && entropy > PACKED_ENTROPY
    ? `code of ${entropy.toFixed(1)} bits a byte`
    : undefined;
}
