/** In the order given, each group within both bounds; an item that is larger than a group is a group of its own. */
export function bySize<T>(
  items: readonly T[],
  bounds: { bytes: number; items: number; sizeOf(item: T): number },
): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const item of items) {
    const bytes = bounds.sizeOf(item);
    const last = groups.at(-1);
    if (last === undefined || bytes > room || last.length >= bounds.items) {
      groups.push([item]);
      room = bounds.bytes - bytes;
    } else {
      last.push(item);
      room -= bytes;
    }
  }
  return groups;
}
