import { canonicalJson } from '@sallyport/domain';
import { sign } from 'node:crypto';
import { newKeys, sha256, type Keys } from './certificates';

export const LOG_HOST = 'log.test.invalid';

/** A log in the manner of Rekor v1: promises by signature, proofs of inclusion by signed tree heads (RFC 6962). */
export class TransparencyLog {
  constructor(readonly keys: Keys = newKeys()) {}

  get id(): Buffer {
    return sha256(this.keys.spki);
  }

  /** @param body the entry, canonical JSON; it gets neighbours, so that there is something to prove */
  entry(body: string, kindVersion: { kind: string; version: string }, at: Date): LogEntry {
    const logIndex = '3';
    const integratedTime = String(Math.floor(at.getTime() / 1_000));
    const canonicalizedBody = Buffer.from(body).toString('base64');
    const promise = canonicalJson({
      body: canonicalizedBody,
      integratedTime: Number(integratedTime),
      logIndex: Number(logIndex),
      logID: this.id.toString('hex'),
    });
    return {
      logIndex,
      logId: { keyId: this.id.toString('base64') },
      kindVersion,
      integratedTime,
      inclusionPromise: { signedEntryTimestamp: this.sign(promise).toString('base64') },
      inclusionProof: this.proof(Buffer.from(body), Number(logIndex)),
      canonicalizedBody,
    };
  }

  private proof(body: Buffer, index: number): LogEntry['inclusionProof'] {
    const leaves = Array.from({ length: 7 }, (_, at) =>
      at === index ? leafHash(body) : leafHash(Buffer.from(`neighbour ${at}`)),
    );
    const root = treeHash(leaves);
    const note = `${LOG_HOST} - 1\n${leaves.length}\n${root.toString('base64')}\n`;
    const signature = Buffer.concat([this.id.subarray(0, 4), this.sign(note)]);
    return {
      logIndex: String(index),
      rootHash: root.toString('base64'),
      treeSize: String(leaves.length),
      hashes: pathOf(index, leaves).map((hash) => hash.toString('base64')),
      checkpoint: { envelope: `${note}\n\u2014 ${LOG_HOST} ${signature.toString('base64')}\n` },
    };
  }

  private sign(text: string): Buffer {
    return sign('sha256', Buffer.from(text), this.keys.privateKey);
  }
}

export interface LogEntry {
  logIndex: string;
  logId: { keyId: string };
  kindVersion: { kind: string; version: string };
  integratedTime: string;
  inclusionPromise?: { signedEntryTimestamp: string };
  inclusionProof?: {
    logIndex: string;
    rootHash: string;
    treeSize: string;
    hashes: string[];
    checkpoint: { envelope: string };
  };
  canonicalizedBody: string;
}

/** RFC 6962 section 2.1. */
function leafHash(body: Buffer): Buffer {
  return sha256(Buffer.from([0]), body);
}

function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const at = splitOf(leaves.length);
  return sha256(Buffer.from([1]), treeHash(leaves.slice(0, at)), treeHash(leaves.slice(at)));
}

/** RFC 6962 section 2.1.1: hashes from the leaf's neighbour up to the root's child. */
function pathOf(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const at = splitOf(leaves.length);
  return index < at
    ? [...pathOf(index, leaves.slice(0, at)), treeHash(leaves.slice(at))]
    : [...pathOf(index - at, leaves.slice(at)), treeHash(leaves.slice(0, at))];
}

/** The largest power of two below the number of leaves. */
function splitOf(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
