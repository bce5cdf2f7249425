import type { Found } from '../fact';
import { normalizeRepository } from '../repository-url';
import type { ReleaseInTime } from '../timeline';

/** Where the registry says that the source lies, in one spelling. */
export function sourceRepository({ release }: ReleaseInTime): Found<string> {
  if (release.repository === null)
    return { unknown: 'the registry names no source repository for this version' };
  const url = normalizeRepository(release.repository);
  return url === undefined ? { unknown: 'what is named as source repository is no address' } : { value: url };
}

export interface SourceAgainstInside {
  agrees: boolean;
  /** null: it names none. */
  registry: string | null;
  /** As the manifest inside the artifact has it; null: it names none. */
  inside: string | null;
}

/** The repository that the registry shows against the one in the bytes that are installed. */
export function sourceAgainstInside({ release, inside }: ReleaseInTime): Found<SourceAgainstInside> {
  if (inside === undefined) return { unknown: 'the manifest inside the artifact was not read' };
  const [shown, own] = [release.repository, inside.repository].map((declared) =>
    declared === null ? null : (normalizeRepository(declared) ?? null),
  ) as [string | null, string | null];
  if (release.repository === null && inside.repository !== null)
    return { unknown: 'the registry names no source repository to compare with' };
  if ((shown === null && release.repository !== null) || (own === null && inside.repository !== null))
    return { unknown: 'what is named as source repository is no address' };
  return { value: { agrees: shown === own, registry: shown, inside: own } };
}
