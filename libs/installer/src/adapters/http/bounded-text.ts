export interface TextBounds {
  /** What is longer is cut off one byte later, so that whoever reads it sees that it is too long. */
  maxBytes: number;
  /** Milliseconds for all of it. */
  timeoutMs: number;
}

/**
 * The text of a body that somebody else sends, who may never stop.
 * @throws Error where the body breaks off or takes too long
 */
export async function boundedText(
  body: AsyncIterable<Uint8Array> & { destroy?(error?: Error): unknown },
  { maxBytes, timeoutMs }: TextBounds,
): Promise<string> {
  const clock = setTimeout(
    () => body.destroy?.(new Error(`The answer did not end within ${timeoutMs} ms`)),
    timeoutMs,
  );
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      length += piece.length;
      if (length > maxBytes) break;
    }
  } finally {
    clearTimeout(clock);
    body.destroy?.();
  }
  return Buffer.concat(pieces)
    .subarray(0, maxBytes + 1)
    .toString('utf8');
}
