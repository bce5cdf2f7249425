import { NormalizedIds } from './normalized-ids';

describe('registry-view/normalized-ids', () => {
  it.each([
    [
      { ecosystem: 'pypi', name: 'Foo_Bar', version: '1.0.0' },
      { ecosystem: 'pypi', name: 'foo-bar', version: '1' },
    ],
    [
      { ecosystem: 'npm', name: 'JSONStream', version: 'v1.3.5' },
      { ecosystem: 'npm', name: 'JSONStream', version: '1.3.5' },
    ],
    [
      { ecosystem: 'npm', name: '@babel/core', version: '7.0.0+x' },
      { ecosystem: 'npm', name: '@babel/core', version: '7.0.0' },
    ],
  ])('%j is %j, the first time and from memory', (raw, id) => {
    const ids = new NormalizedIds();

    const answers = [ids.of(raw), ids.of({ ...raw })];

    expect(answers).toEqual([id, id]);
    expect(answers[0]).toBe(answers[1]);
  });

  it('never holds more than two generations, whatever is asked', () => {
    const ids = new NormalizedIds(10);

    for (let n = 0; n < 1_000; n += 1) ids.of({ ecosystem: 'npm', name: `p${n}`, version: '1.0.0' });

    expect(ids.size).toBeLessThanOrEqual(20);
    expect(ids.size).toBeGreaterThanOrEqual(10);
  });

  it('keeps what is asked again while new ones come', () => {
    const ids = new NormalizedIds(10);
    const hot = { ecosystem: 'npm', name: 'hot', version: '1.0.0' };
    const first = ids.of(hot);

    for (let n = 0; n < 95; n += 1) {
      ids.of({ ecosystem: 'npm', name: `p${n}`, version: '1.0.0' });
      ids.of(hot);
    }

    expect(ids.of(hot)).toBe(first);
  });

  it('remembers nothing illegal and refuses it every time', () => {
    const ids = new NormalizedIds();
    const raw = { ecosystem: 'npm', name: '../x', version: '1.0.0' };

    expect(() => ids.of(raw)).toThrow(expect.objectContaining({ code: 'invalid-name' }));
    expect(() => ids.of(raw)).toThrow(expect.objectContaining({ code: 'invalid-name' }));
    expect(ids.size).toBe(0);
  });

  it('does not mix up parts that would read the same joined', () => {
    const ids = new NormalizedIds();

    expect(ids.of({ ecosystem: 'npm', name: 'a', version: '1.0.0' }).name).toBe('a');
    expect(() => ids.of({ ecosystem: 'npm', name: 'a\n1.0.0', version: '' })).toThrow(
      expect.objectContaining({ code: 'invalid-name' }),
    );
  });
});
