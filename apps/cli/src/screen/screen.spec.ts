import { foreign, foreignBlock } from './foreign';
import { jsonDocument, jsonLine } from './json';
import { paintFor } from './paint';
import { renderTable } from './table';
import { errorText } from './error-text';
import { DomainError } from '@sallyport/domain';

const sink = (isTTY: boolean) => ({ isTTY, write: () => undefined });
const PLAIN = paintFor(sink(false), {});

describe('apps/cli/screen', () => {
  it.each([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('%s: coloured is decided by the sink', (_, isTTY, env, coloured) => {
    expect(paintFor(sink(isTTY), env).red('x') !== 'x').toBe(coloured);
  });

  it.each([
    ['a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['line\nforged', 'line\\nforged'],
    ['tab\there', 'tab\\there'],
    ['rtl\u202eevil', 'rtl\\u202eevil'],
    ['https://me:secret@host.invalid/x', 'https://***@host.invalid/x'],
  ])('foreign text %j is shown as %j', (text, shown) => {
    expect(foreign(text)).toBe(shown);
  });

  it('keeps the lines of a block and nothing else that steers', () => {
    expect(foreignBlock('one\ntwo\u001b[31m\rthree')).toBe('one\ntwo\\u001b[31m\\u000dthree');
  });

  it('prints JSON that means the same and steers no terminal', () => {
    const value = { text: 'a\u001b\u009b\u202e\u2028\u007fb' };

    const document = jsonDocument(value);

    // eslint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(document).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
    expect(JSON.parse(document)).toEqual(value);
  });

  it('keeps the spaces of a text in one line of JSON', () => {
    const value = { text: 'a  b\n c', list: [1] };

    expect(jsonLine(value)).toBe('{ "text": "a  b\\n c", "list": [ 1 ] }');
  });

  it.each([40, 60, 100])('a table fits into %d columns', (columns) => {
    const table = renderTable(['package', 'why'], [['npm:lodash@4.17.21', 'word '.repeat(40)]], columns);

    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(table).toContain('npm:lodash');
  });

  it('names the refused packages with the way to them', () => {
    const refused = [
      { name: 'qs', version: '6.13.0', reasonCode: 'banned', reason: 'no', path: ['express@4', 'qs@6.13.0'] },
    ];
    const error = new DomainError('install-denied', 'Not the whole closure\nForged: ok', {
      details: { refused },
      hint: 'Ask.',
    });

    expect(errorText(error, PLAIN)).toBe(
      'install-denied: Not the whole closure\n  Forged: ok\n  qs@6.13.0 banned by express@4 > qs@6.13.0: no\nAsk.\n',
    );
  });

  it.each([[undefined], ['text'], [{ refused: 'nonsense' }], [{ findings: [{}] }]])(
    'takes the details %j',
    (details) => {
      expect(errorText(new DomainError('internal', 'It broke', { details, hint: 'Ask.' }), PLAIN)).toBe(
        'internal: It broke\nAsk.\n',
      );
    },
  );
});
