import fc from 'fast-check';
import { Arena } from './arena';

/** Owners 0 to 19, each with one record at most, beside a plain map of what they hold. */
class World {
  private readonly addresses = new Map<number, number>();
  readonly expected = new Map<number, Buffer>();
  readonly arena = new Arena({
    addressOf: (owner) => this.addresses.get(owner) ?? 0,
    moved: (owner, address) => void this.addresses.set(owner, address),
  });

  put(owner: number, record: Buffer): void {
    const address = this.arena.put(owner, record);
    const before = this.addresses.get(owner);
    this.addresses.set(owner, address);
    if (before !== undefined) this.arena.free(before);
    this.expected.set(owner, record);
  }

  remove(owner: number): void {
    const address = this.addresses.get(owner);
    if (address === undefined) return;
    this.addresses.delete(owner);
    this.arena.free(address);
    this.expected.delete(owner);
  }

  /** Through a copy of the addresses of now. */
  frozen(): () => [number, Buffer][] {
    const [arena, addresses] = [this.arena.frozen(), [...this.addresses]];
    return () => addresses.map(([owner, address]) => [owner, arena.record(address)]);
  }

  held(): [number, Buffer][] {
    return [...this.addresses].map(([owner, address]) => {
      const start = this.arena.startOf(address);
      const length = this.expected.get(owner)?.length ?? 0;
      return [owner, this.arena.bytesAt(address).subarray(start, start + length)];
    });
  }
}

const hashed = (records: Iterable<readonly [number, Buffer]>): string[] =>
  [...records]
    .map(([owner, bytes]) => `${owner} ${bytes.length} ${bytes.subarray(0, 40).toString('hex')}`)
    .sort();

const size = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 3_000 }), fc.constantFrom(0, 1, 3, 4, 40_000));
const step = fc.record({
  owner: fc.nat({ max: 19 }),
  size,
  letter: fc.nat({ max: 255 }),
  isRemoved: fc.boolean(),
});

describe('registry-view/packed/arena', () => {
  it('holds what was put last, wherever it has moved, and keeps what somebody took', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), fc.nat({ max: 120 }), (steps, taken) => {
        const world = new World();
        let then: { read: () => [number, Buffer][]; expected: string[] } | undefined;
        for (const [n, { owner, size: bytes, letter, isRemoved }] of steps.entries()) {
          if (n === taken) then = { read: world.frozen(), expected: hashed(world.expected) };
          if (isRemoved && n % 3 === 0) world.remove(owner);
          else world.put(owner, Buffer.alloc(bytes, letter));
        }
        expect(hashed(world.held())).toEqual(hashed(world.expected));
        if (then !== undefined) expect(hashed(then.read())).toEqual(then.expected);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('takes no more room for a record that is replaced a thousand times', () => {
    const world = new World();
    for (let n = 0; n < 20; n += 1) world.put(n, Buffer.alloc(50_000, n));
    const before = world.arena.size;

    for (let n = 0; n < 2_000; n += 1) world.put(n % 20, Buffer.alloc(50_000, n % 256));

    expect(world.arena.size).toBeLessThan(before * 4);
    expect(hashed(world.held())).toEqual(hashed(world.expected));
  });

  it('gives a record that is larger than any chunk a chunk of its own', () => {
    const world = new World();

    for (let n = 0; n < 6; n += 1) world.put(n % 3, Buffer.alloc(n % 3 === 0 ? 1_100_000 : 10, n));

    expect(hashed(world.held())).toEqual(hashed(world.expected));
    expect(world.arena.size).toBeLessThan(4_000_000);
  });

  it('knows nothing at an address that it never gave', () => {
    expect(() => new World().arena.bytesAt(1)).toThrow(RangeError);
    expect(() => new World().arena.free(5_000_000)).toThrow(RangeError);
  });
});
