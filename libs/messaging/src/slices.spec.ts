import { setImmediate as turn } from 'node:timers/promises';
import { Slices } from './slices';

/** What is done, with a dot where what was made until then would be sent. */
function setUp(size: number) {
  const done: string[] = [];
  let isUnsent = false;
  const slices = new Slices<string>(size, (piece) => {
    done.push(piece);
    if (isUnsent) return;
    isUnsent = true;
    queueMicrotask(() => {
      done.push('.');
      isUnsent = false;
    });
  });
  return { done, slices };
}

describe('messaging/slices', () => {
  it.each([
    ['one', 2, ['a'], 'a.'],
    ['as many as a turn does', 2, ['a', 'b'], 'ab.'],
    ['one more', 2, ['a', 'b', 'c'], 'ab.c.'],
    ['many', 2, ['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'ab.cd.ef.g.'],
    ['fewer than a turn does', 8, ['a', 'b', 'c'], 'abc.'],
  ])(
    'does %s in the order they came, and lets each turn be sent before the next',
    async (_, size, pieces, expected) => {
      const { done, slices } = setUp(size);

      for (const piece of pieces) slices.add(piece);
      await turn();

      expect(done.join('')).toBe(expected);
    },
  );

  it('does the first ones at once', () => {
    const { done, slices } = setUp(2);

    for (const piece of ['a', 'b', 'c']) slices.add(piece);

    expect(done).toEqual(['a', 'b']);
  });

  it('goes on with what comes while it works, and later, after what was there', async () => {
    const { done, slices } = setUp(2);
    for (const piece of ['a', 'b', 'c']) slices.add(piece);
    await Promise.resolve();
    for (const piece of ['d', 'e']) slices.add(piece);
    await turn();
    slices.add('f');
    await turn();

    expect(done.filter((piece) => piece !== '.').join('')).toBe('abcdef');
  });
});
