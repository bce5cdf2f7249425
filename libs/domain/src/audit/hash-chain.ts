import { createHash } from 'node:crypto';
import { canonicalJson } from '../artifact/canonical-json';
import type { EventEnvelope } from '../contracts/event';

/** What the first event chains to. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * SHA-256 over the previous hash, the position and the event's canonical JSON, as lower-case hex.
 * The position is in it so that two equal events in a row cannot be swapped or dropped.
 */
export function chainHash(previousHash: string, sequence: number, envelope: EventEnvelope): string {
  return createHash('sha256')
    .update(`${previousHash}\n${sequence}\n${canonicalJson(envelope)}`)
    .digest('hex');
}
