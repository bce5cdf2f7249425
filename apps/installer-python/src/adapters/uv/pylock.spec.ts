import { DomainError } from '@sallyport/domain';
import { readPylock } from './pylock';

const HASH = 'ab'.repeat(32);
const lock = (wheels: string, version = 'version = "1.0"') =>
  `lock-version = "1.0"\n[[packages]]\nname = "Foo_Bar"\n${version}\nwheels = [${wheels}]\n`;
const URL_OF = 'https://fake.invalid/f%2Bo/foo_bar-1.0%2Bx-py3-none-any.whl';

describe('installer-python/uv/pylock', () => {
  it('reads wheels with their digests, sizes and times', () => {
    const text = lock(
      `{ url = "${URL_OF}", upload-time = 2026-09-02T14:19:50Z, size = 9, hashes = { sha256 = "${HASH.toUpperCase()}" } }`,
    );

    expect(readPylock(text)).toEqual([
      {
        name: 'foo-bar',
        version: '1.0',
        wheels: [
          {
            filename: 'foo_bar-1.0+x-py3-none-any.whl',
            url: URL_OF,
            sha256: HASH,
            size: 9,
            publishedAt: '2026-09-02T14:19:50.000Z',
          },
        ],
      },
    ]);
  });

  it.each([
    ['no hash', `{ url = "${URL_OF}" }`],
    ['a weak hash', `{ url = "${URL_OF}", hashes = { md5 = "ab" } }`],
    ['a hash that is none', `{ url = "${URL_OF}", hashes = { sha256 = "x" } }`],
  ])('gives a wheel with %s no digest', (_, wheel) => {
    expect(readPylock(lock(wheel))[0]?.wheels[0]).toEqual({
      filename: 'foo_bar-1.0+x-py3-none-any.whl',
      url: URL_OF,
    });
  });

  it('drops wheels without an address', () => {
    expect(
      readPylock(
        lock(`{ path = "/wheels/foo.whl", hashes = { sha256 = "${HASH}" } }, { url = "not a url" }`),
      )[0]?.wheels,
    ).toEqual([]);
  });

  it.each([
    ['no TOML', 'packages = ['],
    ['another shape', 'packages = 3'],
    ['a name that is too long', `[[packages]]\nname = "${'a'.repeat(300)}"\n`],
  ])('does not take %s', (_, text) => {
    expect(() => readPylock(text)).toThrow(DomainError);
  });

  it('finds nothing in an empty lock', () => {
    expect(readPylock('lock-version = "1.0"\n')).toEqual([]);
  });
});
