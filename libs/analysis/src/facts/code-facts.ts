import type { ArchiveContents, ArchiveFile } from './archive-contents';
import type { ArtifactFacts } from './artifact-facts';
import { unreadSettings } from './autorun';
import { allCode } from './all-code';
import { ofCarriedAssets } from './carried-assets';
import { CodeNotes } from './code-notes';
import { cachedBytecode, disguisedCode, type Unpacking } from './disguised-code';
import type { CodeReaders } from './follow/code-readers';
import type { Gap, Observation } from './signal';

export interface OfOwn {
  /** Files that are loaded by the package's name; they are read first. */
  entries?: ReadonlySet<string>;
  /** What counts, of what the artifact's own code does; of archives within it everything counts. */
  ofOwn?: (code: readonly Observation[]) => Observation[];
  /** How its files come to lie where they run. */
  unpacking?: Unpacking;
}

/**
 * What all code of an artifact does, that in archives within it included, and what of it could not be read.
 * @param files under the paths that they are installed to
 */
export function codeFacts(
  contents: ArchiveContents,
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  { entries = new Set(), ofOwn = (code) => [...code], unpacking = 'new-times' }: OfOwn = {},
): Pick<ArtifactFacts, 'code' | 'unread' | 'disguised'> & { imports: CodeNotes['imports'] } {
  const [notes, nestedNotes] = [new CodeNotes(), new CodeNotes()];
  const own = allCode(files, readers, notes, entries);
  const inner = contents.nested ?? new Map<string, ArchiveFile>();
  const nested = allCode(inner, readers, nestedNotes);
  const unopened = (contents.unopened ?? []).map((each): Gap => ({ kind: 'unparsable', ...each }));
  return {
    code: [...ofCarriedAssets(ofOwn(own), files, inner), ...nested],
    unread: [
      ...unopened,
      ...notes.unread,
      ...nestedNotes.unread,
      ...cachedBytecode(files),
      ...cachedBytecode(inner),
      ...unreadSettings(files),
      ...unkeptTexts([...files.values(), ...(contents.nested?.values() ?? [])], [notes, nestedNotes]),
    ],
    disguised: [...disguisedCode(files, unpacking), ...disguisedCode(inner, 'archive')],
    imports: notes.imports,
  };
}

/** Text that was too large to keep, by its size or by what came before it, and that may be code whatever its name is. */
function unkeptTexts(files: readonly ArchiveFile[], told: readonly CodeNotes[]): Gap[] {
  const known = new Set(told.flatMap(({ unread }) => unread.map(({ file }) => file)));
  const left = files.filter(({ path, unkept }) => unkept === 'acts' && !known.has(path));
  const [first] = left;
  if (first === undefined) return [];
  const what = `it has ${first.size} bytes, and was only searched; so were ${left.length - 1} other files`;
  return [{ kind: 'too-large', file: first.path, what }];
}
