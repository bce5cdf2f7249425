import { DomainError, printable } from '@sallyport/domain';
import { addNpmRequirement } from '../manifests/npm-requirement';
import { emptyReading, type ManifestFile } from '../manifests/manifest';
import { addRequirement } from '../manifests/python-requirement';
import { installOf } from '../shell/install-command';
import type { CodeFile } from './gather';
import type { Findings } from './python-requirements';

/** What code and instructions install while they run, which no manifest has to name. */
export function addInstalled(
  code: readonly CodeFile[],
  exists: (path: string) => boolean,
  { list, unresolved }: Findings,
): void {
  for (const { file, commands } of code) {
    for (const { words, line, marks } of commands) {
      const install = installOf(words);
      if (install === undefined) continue;
      const place = { file, line };
      const { ecosystem, specs, isOpen } = install;
      if (isOpen) {
        const text = printable(words.map((word) => word ?? '…').join(' '), 200);
        unresolved.push({ kind: 'dynamic', ecosystem, text, candidates: [], marks: [...marks], place });
      }
      const reading = emptyReading();
      const manifest: ManifestFile = { path: file, text: '', exists };
      for (const spec of specs) {
        if (ecosystem === 'pypi') addRequirement(reading, manifest, spec, { place, marks });
        else addNpmSpec(reading, manifest, spec, { place, marks });
      }
      for (const { name, text } of reading.declared)
        list.add(ecosystem, name, { ...place, how: 'command', marks: [...marks], text }, 'known');
      unresolved.push(...reading.unresolved);
      // A word that is no requirement is a word of something else than we took the command for.
    }
  }
}

function addNpmSpec(
  reading: ReturnType<typeof emptyReading>,
  file: ManifestFile,
  spec: string,
  rest: {
    place: { file: string; line?: number };
    marks: readonly [] | CodeFile['commands'][number]['marks'];
  },
): void {
  const at = spec.indexOf('@', 1);
  const name = at === -1 ? spec : spec.slice(0, at);
  if (/^(?:\.{0,2}\/|[a-z+]+:)/.test(spec) && !spec.startsWith('npm:')) return;
  try {
    addNpmRequirement(reading, file, { name, spec: at === -1 ? '' : spec.slice(at + 1), ...rest });
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
  }
}
