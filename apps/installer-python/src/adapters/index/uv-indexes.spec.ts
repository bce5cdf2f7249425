import { indexesIn } from './uv-indexes';

describe('installer-python/index/uv-indexes', () => {
  it.each<[string, string, string[]]>([
    ['the default', '# header\n--index-url https://d.invalid/simple\n\n', ['https://d.invalid/simple']],
    [
      'added ones before it, as uv asks',
      '--index-url https://d.invalid/simple\n--extra-index-url https://me:pw@a.invalid/s\n--extra-index-url https://b.invalid/s\n',
      ['https://me:pw@a.invalid/s', 'https://b.invalid/s', 'https://d.invalid/simple'],
    ],
    [
      'none that is a folder',
      '--index-url https://d.invalid/simple\n--extra-index-url file:///srv/simple\n--find-links /srv\n',
      ['https://d.invalid/simple'],
    ],
  ])('reads %s', (_title, text, expected) => {
    expect(indexesIn(text)).toEqual(expected);
  });

  it.each(['', '--index-url file:///srv\n'])('says where there is none: %j', (text) => {
    expect(() => indexesIn(text)).toThrow('names no index');
  });
});
