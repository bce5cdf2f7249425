import { Spellings } from './spellings';

describe('registry-view/packed/spellings', () => {
  it('finds what it has learnt, and nothing else', () => {
    const spellings = new Spellings();
    spellings.learn('Flask', 7);
    spellings.learn('1.0.0', 8);
    spellings.learn('Flask', 7);

    expect(['Flask', '1.0.0', 'flask', ''].map((text) => spellings.find(text))).toEqual([7, 8, -1, -1]);
  });

  it('starts anew rather than growing without end', () => {
    const spellings = new Spellings();
    for (let n = 0; n <= 20_000; n += 1) spellings.learn(`name-${n}`, n);

    expect(['name-0', 'name-19999', 'name-20000'].map((text) => spellings.find(text))).toEqual([
      -1, -1, 20_000,
    ]);
  });
});
