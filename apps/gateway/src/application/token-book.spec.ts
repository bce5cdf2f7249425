import { createHash } from 'node:crypto';
import { TokenBook } from './token-book';

const sha256 = (token: string) => createHash('sha256').update(token).digest('hex');
const entry = (change: object = {}) => ({ id: 'ann', role: 'admin', sha256: sha256('secret'), ...change });

describe('apps/gateway/application/token-book', () => {
  it('finds the holder of a token', () => {
    const book = TokenBook.parse(
      JSON.stringify([entry(), entry({ id: 'bob', role: 'viewer', sha256: sha256('other') })]),
    );

    expect(book.find('secret')).toEqual({ id: 'ann', role: 'admin' });
    expect(book.find('other')).toEqual({ id: 'bob', role: 'viewer' });
  });

  it.each(['', 'Secret', 'secret ', sha256('secret'), 'ann'])('does not know %j', (token) => {
    expect(TokenBook.parse(JSON.stringify([entry()])).find(token)).toBeUndefined();
  });

  it.each([
    ['no JSON', '{', 'not valid JSON'],
    ['no list', '{}', 'expected array'],
    ['no token', '[]', 'at least one token'],
    ['an unknown role', JSON.stringify([entry({ role: 'root' })]), '0.role'],
    ['a digest in capitals', JSON.stringify([entry({ sha256: 'A'.repeat(64) })]), '0.sha256'],
    ['the token itself', JSON.stringify([entry({ token: 'secret' })]), 'token'],
    ['an id with a space', JSON.stringify([entry({ id: 'a b' })]), '0.id'],
    ['an id twice', JSON.stringify([entry(), entry({ sha256: sha256('x') })]), 'an id is there twice'],
    ['a token twice', JSON.stringify([entry(), entry({ id: 'bob' })]), 'a token is there twice'],
  ])('refuses %s', (_, text, sentence) => {
    expect(() => TokenBook.parse(text)).toThrow(sentence);
  });
});
