import type { NativeFacts } from './native-facts';
import { decodedText, pythonText } from './source-text';

/** What compiled Python says of its source. */
export interface Bytecode {
  /** Whether it is compared with its source, and by what (PEP 552). */
  readonly flags: number;
  /** Bytes of the source, where it is compared by time and size. */
  readonly sourceSize: number;
}

/** One regular file of an artifact, under the path it is installed to. */
export interface ArchiveFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex of the SHA-256 of the content. */
  readonly sha256: string;
  /** The content, or null where it is too large to keep or no text that a rule would read. */
  readonly content: Buffer | null;
  /** Of text that is too large to keep: whether words by which code acts were seen in it as it went by. */
  readonly unkept?: 'acts' | 'computes';
  /** Begins like an executable or shared library (ELF, Mach-O, PE) or a static archive of them. */
  readonly isNative: boolean;
  /** Of machine code: texts that say it reads secrets and how it sends them; empty unless it does both. */
  readonly nativeTexts?: readonly string[];
  /** Of machine code: what its tables and bytes say. */
  readonly native?: NativeFacts;
  /** Signs that it is two kinds of file at once. */
  readonly polyglot?: readonly string[];
  /** What archive it is, by its first bytes or its name; `packed`: of a kind that is not opened. */
  readonly archive?: 'tar' | 'zip' | 'packed';
  /** Python would load it as compiled code. */
  readonly bytecode?: Bytecode;
}

export const ARCHIVE_FAULTS = [
  'corrupt',
  'limit',
  'unsafe-path',
  'link',
  'duplicate',
  'special',
  /** Programs that unpack it disagree about what is in it. */
  'ambiguous',
  /** Some file systems know no such name, or take it for another one. */
  'odd-name',
] as const;
export type ArchiveFaultKind = (typeof ARCHIVE_FAULTS)[number];

export interface ArchiveFault {
  readonly kind: ArchiveFaultKind;
  readonly path?: string;
  readonly detail: string;
}

export interface ArchiveContents {
  readonly files: ReadonlyMap<string, ArchiveFile>;
  readonly unpackedBytes: number;
  /** `corrupt` and `limit` end the reading: the files are then not all files. */
  readonly faults: readonly ArchiveFault[];
  /** What lies in archives within this one, as `inner.tgz!/path`; they count nowhere else. */
  readonly nested?: ReadonlyMap<string, ArchiveFile>;
  /** Archives within this one of which not everything is known, and why. */
  readonly unopened?: readonly { readonly file?: string; readonly what: string }[];
}

/** Text of a file as what runs it would read it, or undefined where its content was not kept. */
export function textOf(file: ArchiveFile | undefined): string | undefined {
  if (!file?.content) return undefined;
  return /\.pyw?$|\.pth$/i.test(file.path) ? pythonText(file.content) : decodedText(file.content);
}
