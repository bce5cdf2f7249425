/** Shannon entropy in bits for each byte, 0 to 8. Compiled code lies near 6, text near 4.5, what is packed near 8. */
export function entropyOf(bytes: Buffer): number {
  if (bytes.length === 0) return 0;
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] as number) + 1;
  let bits = 0;
  for (const count of counts) {
    if (count === 0) continue;
    const share = count / bytes.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
