import { actorFrom } from './actor';

describe('apps/cli/actor', () => {
  it.each([
    ['alice', undefined, 'alice'],
    ['alice', 'bob@corp', 'bob@corp'],
    ['Zoë Müller', undefined, 'Zo-M-ller'],
    ['日本', undefined, '-'],
    ['', undefined, 'unknown'],
    ['a\u001b[31mb', undefined, 'a-[31mb'],
    ['x'.repeat(500), undefined, 'x'.repeat(128)],
  ])('user %j with --actor %j acts as %j', (osUser, given, id) => {
    expect(actorFrom(given, osUser)).toEqual({ kind: 'person', id });
  });

  it.each(['', 'two words', 'Zoë', 'x'.repeat(129), 'a\nb'])('--actor %j is refused', (given) => {
    expect(() => actorFrom(given, 'me')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
