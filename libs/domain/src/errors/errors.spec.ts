import { DomainError, printable } from './index';

describe('libs/domain/errors', () => {
  it.each([
    ['a credential in a URL', 'see https://user:secret@host.invalid/x', 'see https://***@host.invalid/x'],
    ['a token alone', 'https://tok3n@host.invalid', 'https://***@host.invalid'],
    ['an escape sequence', '\u001b[31mred', '\\u001b[31mred'],
    ['a bidirectional override', 'a\u202eb', 'a\\u202eb'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['plain text', 'naïve café', 'naïve café'],
  ])('prints %s safely', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('bounds what it prints', () => {
    expect(printable('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxxx… (1000000 characters)');
  });

  it('survives a wire, without its cause', () => {
    const error = new DomainError('invalid-name', 'no', {
      hint: 'try',
      details: { a: 1 },
      cause: new Error('private'),
    });

    const back = DomainError.fromBody(
      JSON.parse(JSON.stringify(error.toBody())) as ReturnType<DomainError['toBody']>,
    );

    expect(back.toBody()).toEqual({ code: 'invalid-name', message: 'no', hint: 'try', details: { a: 1 } });
    expect(JSON.stringify(error.toBody())).not.toContain('private');
  });

  it.each([
    [new Error('x')],
    [{ code: 'internal', name: 'DomainError' }],
    [null],
    [Object.assign(new Error('x'), { code: 'internal' })],
  ])('is told from %p', (value) => {
    expect(DomainError.is(value)).toBe(false);
  });
});
