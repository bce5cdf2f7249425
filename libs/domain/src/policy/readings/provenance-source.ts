import { fitsPin, pinsFor } from '../../provenance/pin';
import type { Facts } from '../facts';
import type { PolicyRules } from '../policy';

/**
 * Whether a release comes from where it should. `off-pin`: not from where the policy pins the package to.
 * `silent`: there is nothing to hold against it; whether it lost its provenance is `provenanceChange`'s.
 */
export type SourceStanding = 'silent' | 'changed' | 'off-pin' | 'unknown';

/** Pins of the policy come before what earlier releases were built from: the operator may know that it moved. */
export function sourceStanding(
  setting: PolicyRules['provenance-changed'],
  { known, package: id }: Facts,
): SourceStanding {
  const { provenance = null, provenanceSource = null, provenanceChange = null } = known?.release ?? {};
  const pins = pinsFor(setting.pins, id.name);
  if (pins.length > 0) {
    if (provenance === null) return 'unknown';
    if (provenance !== 'verified') return 'off-pin';
    if (provenanceSource === null) return 'unknown';
    return pins.some((pin) => fitsPin(pin, provenanceSource)) ? 'silent' : 'off-pin';
  }
  if (provenanceChange === 'changed') return 'changed';
  return provenanceChange === null || provenanceChange === 'unknown' ? 'unknown' : 'silent';
}

export function describeSource({ known }: Facts): string {
  const { provenance = null, provenanceSource: source = null } = known?.release ?? {};
  if (source === null) return `now: ${provenance ?? 'unknown'}`;
  const { issuer, repository, workflow, subject } = source;
  return `now: ${[repository ?? subject, workflow].filter((part) => part !== null).join(' ')} (${issuer})`;
}
