import { DomainError, Integrity } from '@sallyport/domain';
import { timingSafeEqual } from 'node:crypto';

const ALGORITHMS = ['sha512', 'sha384', 'sha256'] as const;
type Algorithm = (typeof ALGORITHMS)[number];

export interface StatedIntegrity {
  algorithm: Algorithm;
  /** As stated, for messages. */
  text: string;
  /** Every digest that would do, as lower-case hex. */
  digests: readonly string[];
  /** The one of them that did, once `accepts` has said yes. */
  accepted?: string;
  accepts(digest: Buffer): boolean;
}

/**
 * W3C SRI, section 3.3.4: of several hashes the strongest algorithm counts, and any one of that algorithm's may match.
 * SHA-1, which old npm packages carry, is not taken: it no longer identifies bytes.
 * @throws DomainError `digest-mismatch` where no usable hash is stated
 */
export function parseIntegrity(text: string): StatedIntegrity {
  const hashes = text
    .trim()
    .split(/\s+/)
    .filter((entry) => Integrity.safeParse(entry).success);
  const algorithm = ALGORITHMS.find((name) => hashes.some((entry) => entry.startsWith(`${name}-`)));
  if (algorithm === undefined) {
    throw new DomainError(
      'digest-mismatch',
      `"${text.slice(0, 120)}" states no SHA-256, SHA-384 or SHA-512 digest`,
      {
        hint: 'The registry must state a strong digest; without one nothing can be fetched by digest.',
      },
    );
  }
  const candidates = hashes
    .filter((entry) => entry.startsWith(`${algorithm}-`))
    .map((entry) => Buffer.from(entry.slice(algorithm.length + 1), 'base64'));
  return {
    algorithm,
    text,
    digests: candidates.map((candidate) => candidate.toString('hex')),
    accepts(digest) {
      const matches = candidates.some(
        (candidate) => candidate.length === digest.length && timingSafeEqual(candidate, digest),
      );
      if (matches) this.accepted = digest.toString('hex');
      return matches;
    },
  };
}
