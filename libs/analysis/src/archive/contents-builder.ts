import { createHash } from 'node:crypto';
import type {
  ArchiveContents,
  ArchiveFault,
  ArchiveFaultKind,
  ArchiveFile,
  Bytecode,
} from '../facts/archive-contents';
import type { NativeFacts } from '../facts/native-facts';
import { archiveKind } from './archive-kind';
import { bytecodeOf } from './bytecode';
import { KeptBytes } from './native/kept-bytes';
import { readNative } from './native/read-native';
import { NativeTexts } from './native-texts';
import { PassingText } from './passing-text';
import { MEDIA, polyglotSigns, SOURCE } from './polyglot';
import type { ArchiveLimits } from './archive-limits';
import { entryPath, foldedPath, oddity } from './entry-path';
import { wholeBeginning } from './whole-beginning';

/** Ends a reading; never leaves this folder. */
class ReadingStopped extends Error {
  override readonly name = 'ReadingStopped';
}

/**
 * What analysis reads, up to the larger limits. Files without an extension may be scripts; archives are looked into.
 * Of other files those that look like text are kept, up to the smaller limits: a name is the author's to choose.
 */
const READABLE =
  /(?:^|\/)[^/.]+$|(?:^|\/)\.[^/]*$|\.(?:js|cjs|mjs|jsx|ts|cts|mts|node|py|pth|sh|bash|zsh|bat|cmd|ps1|gyp|gypi|toml|cfg|egg-link|start|pyw|pyc|tsx|tgz|gz|zip|whl|egg|pyz|jar|tar)$|(?:^|\/)package\.json$/i;
/** What a package says of itself: small, and needed however much else there is. */
const MANIFEST =
  /(?:^|\/)(?:package\.json|PKG-INFO|pyproject\.toml|setup\.(?:py|cfg)|binding\.gyp)$|\.dist-info\/[^/]+$/;

/** First bytes of ELF, Mach-O (both orders, fat), PE and `ar`. */
const NATIVE_MAGIC: readonly Buffer[] = [
  '7f454c46',
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  'cafebabe',
  '4d5a',
  '213c617263683e',
].map((hex) => Buffer.from(hex, 'hex'));
/** Of PE; two letters that a text may begin with as well, which has no zeros. */
const PE_START = Buffer.from('MZ');

/** Collects entries while holding every limit. Shared by all archive formats. */
export class ContentsBuilder {
  private readonly files = new Map<string, ArchiveFile>();
  private readonly faults: ArchiveFault[] = [];
  private unpackedBytes = 0;
  private keptBytes = 0;
  private keptTextBytes = 0;
  private keptManifestBytes = 0;
  private pathsLength = 0;
  private entries = 0;
  private searchedBytes = 0;
  /** Files by the name they would have on a file system without case. */
  private readonly folded = new Map<string, string>();

  constructor(
    private readonly packedBytes: number,
    private readonly limits: ArchiveLimits,
  ) {}

  fault(kind: ArchiveFaultKind, detail: string, path?: string): void {
    // Each kind by itself: names that are only odd must not push out what ended the reading.
    if (this.faults.filter((each) => each.kind === kind).length >= this.limits.faults) return;
    this.faults.push({
      kind,
      detail,
      ...(path === undefined ? {} : { path: path.slice(0, this.limits.pathLength) }),
    });
  }

  /** Counts an entry and judges its path. Nothing where the entry must be skipped. */
  enter(rawPath: string): string | undefined {
    this.entries += 1;
    if (this.entries > this.limits.entries) this.stop(`more than ${this.limits.entries} entries`);
    this.pathsLength += rawPath.length;
    if (this.pathsLength > this.limits.pathsLength)
      this.stop(`more than ${this.limits.pathsLength} characters of names`);
    const judged = entryPath(rawPath, this.limits.pathLength);
    const odd = oddity(rawPath);
    if (odd !== undefined) this.fault('odd-name', odd, rawPath);
    if ('path' in judged) return judged.path;
    this.fault('unsafe-path', judged.unsafe, rawPath);
    return undefined;
  }

  /** Bytes that came out of the decompressor, whoever they belong to. */
  count(bytes: number): void {
    this.unpackedBytes += bytes;
    if (this.unpackedBytes > this.limits.unpackedBytes)
      this.stop(`more than ${this.limits.unpackedBytes} bytes unpacked`);
    const tooDense =
      this.unpackedBytes > this.limits.ratioFloorBytes &&
      this.unpackedBytes / this.packedBytes > this.limits.ratio;
    if (tooDense) this.stop(`unpacks to more than ${this.limits.ratio} times its size`);
  }

  async file(path: string, content: AsyncIterable<unknown>): Promise<void> {
    const before = this.files.get(path);
    this.name(path);
    const hash = createHash('sha256');
    const chunks: Buffer[] = [];
    let size = 0;
    let isKept = true;
    let isNative = false;
    const isManifest = MANIFEST.test(path);
    const isReadable = isManifest || READABLE.test(path);
    const most = isManifest
      ? Math.min(this.limits.keptFileBytes, this.limits.keptManifestBytes - this.keptManifestBytes)
      : isReadable
        ? Math.min(this.limits.keptFileBytes, this.limits.keptBytes - this.keptBytes)
        : Math.min(this.limits.keptTextFileBytes, this.limits.keptTextBytes - this.keptTextBytes);
    const texts = new NativeTexts();
    // Rules need no bytes of these, only what they say; so none are kept longer than it takes to look.
    const looked = new KeptBytes();
    let passing: PassingText | undefined;
    let bytecode: Bytecode | undefined;
    let archive: ArchiveFile['archive'];
    const [isMedia, isSource] = [MEDIA.test(path), SOURCE.test(path)];
    for await (const chunk of wholeBeginning(content as AsyncIterable<Buffer>)) {
      if (size === 0) {
        isNative = beginsAsNative(chunk);
        bytecode = bytecodeOf(path, chunk);
        archive = archiveKind(path, chunk);
        isKept = isReadable || !chunk.includes(0) || archive === 'zip' || archive === 'tar';
      }
      if (isNative) texts.take(chunk);
      if (isNative || isMedia || (isSource && size === 0)) looked.take(chunk);
      size += chunk.length;
      hash.update(chunk);
      if (isKept && size > most) {
        isKept = false;
        passing = new PassingText(path);
        for (const before of chunks) passing.take(before);
        chunks.length = 0;
      }
      passing?.take(chunk);
      if (isKept) chunks.push(chunk);
    }
    const kept = isKept ? Buffer.concat(chunks) : null;
    if (isManifest) this.keptManifestBytes += kept?.length ?? 0;
    else if (isReadable) this.keptBytes += kept?.length ?? 0;
    else this.keptTextBytes += kept?.length ?? 0;
    looked.close();
    const sha256 = hash.digest('hex');
    // The same bytes twice are the same file, whichever of them wins.
    if (before !== undefined && before.sha256 !== sha256)
      this.fault('duplicate', 'two entries have this path', path);
    const signs = isMedia || isSource ? polyglotSigns(path, looked) : [];
    this.files.set(path, {
      path,
      size,
      sha256,
      content: kept,
      ...(passing === undefined || (isNative && !isSource) ? {} : { unkept: passing.found() }),
      isNative,
      nativeTexts: texts.found(),
      ...(isNative ? { native: this.native(looked) } : {}),
      ...(signs.length === 0 ? {} : { polyglot: signs }),
      ...(bytecode === undefined ? {} : { bytecode }),
      ...(archive === undefined ? {} : { archive }),
    });
  }

  private native(bytes: KeptBytes): NativeFacts {
    const facts = readNative(bytes, this.limits.searchedNativeBytes - this.searchedBytes);
    this.searchedBytes += facts.searched;
    return facts;
  }

  private name(path: string): void {
    if (this.files.has(path)) return;
    const folded = foldedPath(path);
    const other = this.folded.get(folded);
    if (other !== undefined)
      this.fault('odd-name', `some file systems take it for ${JSON.stringify(other)}`, path);
    this.folded.set(folded, path);
  }

  /** Reads to the end, or to the fault that ended it; whatever a parser throws on hostile bytes is a fault too. */
  async contents(read: () => Promise<void>): Promise<ArchiveContents> {
    try {
      await read();
    } catch (cause) {
      if (!(cause instanceof ReadingStopped))
        this.fault('corrupt', cause instanceof Error ? cause.message : String(cause));
    }
    return { files: this.files, unpackedBytes: this.unpackedBytes, faults: this.faults };
  }

  private stop(detail: string): never {
    this.fault('limit', detail);
    throw new ReadingStopped(detail);
  }
}

function beginsAsNative(chunk: Buffer): boolean {
  const magic = NATIVE_MAGIC.find((start) => chunk.subarray(0, start.length).equals(start));
  return magic !== undefined && (!magic.equals(PE_START) || chunk.includes(0));
}
