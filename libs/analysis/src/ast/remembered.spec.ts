import { EMPTY_READING } from '../facts/signal';
import type { CodeReaders, ShapeWish } from '../facts/follow/code-readers';
import { remembered } from './remembered';

function counting(): { readers: CodeReaders; read: string[] } {
  const read: string[] = [];
  const note = (file: string, text: string, shape: ShapeWish = 'always') =>
    read.push(`${file} ${text} ${shape}`);
  return {
    read,
    readers: remembered({
      javascript: (file, text, shape) => (note(file, text, shape), EMPTY_READING),
      javascriptActs: () => true,
      python: (...given) => (note(...given), { ...EMPTY_READING, atImport: [] }),
    }),
  };
}

describe('ast/remembered', () => {
  it.each<[string, [string, string, ShapeWish?][], string[]]>([
    [
      'the same text once',
      [
        ['a', '1'],
        ['a', '1'],
      ],
      ['a 1 always'],
    ],
    [
      'other text of the file',
      [
        ['a', '1'],
        ['a', '2'],
      ],
      ['a 1 always', 'a 2 always'],
    ],
    [
      'the same text of another file, whose name findings say',
      [
        ['a', '1'],
        ['b', '1'],
      ],
      ['a 1 always', 'b 1 always'],
    ],
    [
      'no shape after one with its shape',
      [
        ['a', '1'],
        ['a', '1', 'observed'],
      ],
      ['a 1 always'],
    ],
    [
      'a shape after one without',
      [
        ['a', '1', 'observed'],
        ['a', '1', 'always'],
      ],
      ['a 1 observed', 'a 1 always'],
    ],
  ])('reads %s', (_, asked, expected) => {
    const { readers, read } = counting();

    for (const given of asked) readers.python(...given);

    expect(read).toEqual(expected);
  });

  it('does not take one language for the other', () => {
    const { readers, read } = counting();

    readers.python('a', '1');
    readers.javascript('a', '1');

    expect(read).toHaveLength(2);
  });
});
