/** How many characters two texts share from the beginning. */
export function sharedStart(left: string, right: string): number {
  let at = 0;
  while (at < left.length && at < right.length && left[at] === right[at]) at += 1;
  return at;
}

/** Whether `short` is `long` without one character. */
export function isWithoutOne(long: string, short: string): boolean {
  if (long.length !== short.length + 1) return false;
  const at = sharedStart(long, short);
  return long.slice(at + 1) === short.slice(at);
}
