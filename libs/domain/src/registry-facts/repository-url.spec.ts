import { isOnForge, normalizeRepository } from './repository-url';

const THING = 'https://github.com/acme/thing';

describe('libs/domain/registry-facts/repository-url', () => {
  it.each([
    ['https://github.com/acme/thing', THING],
    ['http://www.github.com/acme/thing/', THING],
    ['git+https://github.com/Acme/Thing.git', THING],
    ['git://github.com/acme/thing.git', THING],
    ['git+ssh://git@github.com/acme/thing.git', THING],
    ['ssh://git@github.com:22/acme/thing', THING],
    ['git@github.com:acme/thing.git', THING],
    ['https://user:secret@github.com/acme/thing', THING],
    ['https://github.com/acme/thing/tree/main/packages/a', THING],
    ['https://github.com/acme/thing#readme', THING],
    ['https://github.com/acme/thing?tab=readme', THING],
    ['github:acme/thing', THING],
    ['acme/thing', THING],
    ['gitlab:acme/thing', 'https://gitlab.com/acme/thing'],
    ['https://gitlab.com/group/sub/thing/-/tree/main', 'https://gitlab.com/group/sub/thing'],
    ['bitbucket:acme/thing', 'https://bitbucket.org/acme/thing'],
    ['https://git.example.org:8443/Acme/thing.git', 'https://git.example.org:8443/Acme/thing'],
    ['https://git.example.org/a/../b', 'https://git.example.org/b'],
    ['https://example.org', 'https://example.org'],
    ['', undefined],
    ['ask me', undefined],
    ['https://github.com/acme', undefined],
    ['https://localhost/acme/thing', undefined],
    ['javascript:alert(1)', undefined],
    ['file:///etc/passwd', undefined],
    ['https://', undefined],
    [`https://example.org/${'a'.repeat(600)}`, undefined],
    ['../../etc/passwd', undefined],
  ])('writes %j as %j', (declared, expected) => {
    expect(normalizeRepository(declared)).toBe(expected);
  });

  it.each([
    ['https://github.com/acme/thing', true],
    ['https://github.com.evil.example/acme/thing', false],
    ['https://acme.example', false],
    ['none', false],
  ])('%s lies on a forge: %s', (declared, expected) => {
    expect(isOnForge(declared)).toBe(expected);
  });
});
