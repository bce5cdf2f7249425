const endings = new Set<() => void>();
process.once('exit', () => {
  for (const end of endings) end();
});

/** What has to be ended even where a test does not come to its end. Returns how to take it back. */
export function atExit(end: () => void): () => void {
  endings.add(end);
  return () => endings.delete(end);
}
