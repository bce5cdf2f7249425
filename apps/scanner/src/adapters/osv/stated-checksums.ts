import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export interface Checksum {
  algorithm: 'sha256' | 'md5';
  /** Lower-case hex. */
  value: string;
  /** A server may send something else next time; whoever wrote the address meant these bytes. */
  from: 'address' | 'server';
}

/**
 * Every checksum of the whole file that somebody has stated: the address (`#sha256=HEX`, as pip's), `Repr-Digest`
 * (RFC 9530) and the object store that OSV's exports lie in (`x-goog-hash: md5=BASE64`).
 */
export function checksumsOf(url: string, headers: { get(name: string): string | null }): Checksum[] {
  const stated: Checksum[] = [];
  const own = /#sha256=([0-9a-f]{64})$/i.exec(url)?.[1];
  if (own !== undefined) stated.push({ algorithm: 'sha256', value: own.toLowerCase(), from: 'address' });
  const digest = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):/.exec(headers.get('repr-digest') ?? '')?.[1];
  if (digest !== undefined) stated.push({ algorithm: 'sha256', value: hex(digest), from: 'server' });
  const md5 = /(?:^|,)\s*md5=([A-Za-z0-9+/=]+)/.exec(headers.get('x-goog-hash') ?? '')?.[1];
  if (md5 !== undefined) stated.push({ algorithm: 'md5', value: hex(md5), from: 'server' });
  return stated;
}

export async function sameBytes(path: string, { algorithm, value }: Checksum): Promise<boolean> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === value;
}

function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
