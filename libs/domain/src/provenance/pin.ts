import { z } from 'zod';
import { fitsPattern } from '../package/selector-pattern';
import type { ProvenanceSource } from './identity';

/** Where packages have to come from. What a pin does not name may be anything, but the provenance has to be verified. */
export const ProvenancePin = z.strictObject({
  /** Names or patterns (`@acme/*`). */
  packages: z.array(z.string().min(1).max(214)).min(1).max(1_000),
  issuer: z.string().min(1).max(512).optional(),
  /** Address of the source repository. */
  repository: z.string().min(1).max(512).optional(),
  /** Path of the build definition, such as `.github/workflows/release.yml`. */
  workflow: z.string().min(1).max(512).optional(),
});
export type ProvenancePin = z.infer<typeof ProvenancePin>;

/** Those that speak of a package; one that fits is enough. */
export function pinsFor(pins: readonly ProvenancePin[], name: string): readonly ProvenancePin[] {
  return pins.filter(({ packages }) => packages.some((pattern) => fitsPattern(pattern, name)));
}

export function fitsPin(pin: ProvenancePin, source: ProvenanceSource): boolean {
  return (['issuer', 'repository', 'workflow'] as const).every(
    (member) => pin[member] === undefined || pin[member] === source[member],
  );
}
