import { resemblance, resembles, SKETCH_BINS, sketchText } from './sketch';

const bins = (valueOf: (bin: number) => number) =>
  sketchText(Uint8Array.from({ length: SKETCH_BINS }, (_, bin) => valueOf(bin)));
const WHOLE = bins((bin) => bin + 1);
const sharing = (equal: number) => bins((bin) => (bin < equal ? bin + 1 : bin + 100));

describe('scan/delta/sketch', () => {
  it('estimates what share two texts have in common', () => {
    expect(resemblance(WHOLE, WHOLE)).toBe(1);
    expect(resemblance(WHOLE, sharing(16))).toBeCloseTo(0.498, 3);
    expect(resemblance(WHOLE, sharing(0))).toBe(0);
  });

  it.each([
    [9, false],
    [10, true],
  ])('%d equal bins of 32: %s', (equal, expected) => {
    expect(resembles(WHOLE, sharing(equal))).toBe(expected);
  });

  it('says nothing of what has too little in it, or is no sketch', () => {
    const sparse = bins((bin) => (bin < 7 ? bin + 1 : 0));

    expect(resemblance(WHOLE, sparse)).toBeUndefined();
    expect(resembles(WHOLE, sparse)).toBe(false);
    expect(resemblance(WHOLE, 'x')).toBeUndefined();
  });
});
