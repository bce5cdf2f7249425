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
  return linkHash(previousHash, sequence, canonicalJson(envelope));
}

/** The same for an event that is canonical JSON already. Over the bytes as stored, so that no edit is too small. */
export function linkHash(previousHash: string, sequence: number, body: string): string {
  return createHash('sha256').update(`${previousHash}\n${sequence}\n${body}`).digest('hex');
}
