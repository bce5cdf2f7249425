import type { FoundImport, Gap } from './signal';

/** A package of hundreds of unreadable files is told by the first ones. */
const MAX_UNREAD = 50;
const LOADS = /\b(?:require\s*\(|from|import)\s*['"](\.[^'"\n]*)['"]/g;

/** What reading all code gives beside what is seen in it. */
export class CodeNotes {
  readonly unread: Gap[] = [];
  readonly imports = new Map<string, readonly FoundImport[]>();

  missed(kind: Gap['kind'], what: string, file?: string): void {
    if (this.unread.length < MAX_UNREAD)
      this.unread.push({ kind, what, ...(file === undefined ? {} : { file }) });
  }

  /** Of a file that can only compute: what it loads, as far as it is written out. */
  skipped(file: string, text: string): readonly FoundImport[] {
    const imports = [...text.matchAll(LOADS)].map(([, specifier = '']) => ({ specifier, line: 1 }));
    this.imports.set(file, imports);
    return imports;
  }
}
