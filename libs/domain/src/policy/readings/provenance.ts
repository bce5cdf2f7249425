import type { Facts } from '../facts';

/** Whether a release kept the provenance of the one before. `unknown`: it may have lost it. */
export type ProvenanceChange = 'kept' | 'lost' | 'unknown';

/** Who had none has none to lose, and neither has the first release that is known. */
export function provenanceChange({ known }: Facts): ProvenanceChange {
  const now = known?.release.provenance ?? null;
  const before = known?.release.provenanceBefore ?? null;
  if (now === 'verified' || before === 'absent' || before === 'unverified') return 'kept';
  if (now !== null && before === null && known?.release.provenanceChange === 'first') return 'kept';
  return now === null || before === null ? 'unknown' : 'lost';
}
