import { defaultIndex, indexCredentials } from './index-credentials';

const BASIC = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
const at = (env: NodeJS.ProcessEnv, url: string) => indexCredentials(env)(new URL(url));

describe('installer-python/uv/index-credentials', () => {
  it.each<[NodeJS.ProcessEnv, string | undefined]>([
    [{ UV_DEFAULT_INDEX: 'https://ours.fake.invalid/simple' }, 'https://ours.fake.invalid/simple'],
    [{ UV_INDEX_URL: 'https://ours.fake.invalid/simple' }, 'https://ours.fake.invalid/simple'],
    [{ UV_DEFAULT_INDEX: 'ours=https://ours.fake.invalid/simple' }, 'https://ours.fake.invalid/simple'],
    [{ UV_EXTRA_INDEX_URL: 'https://ours.fake.invalid/simple' }, undefined],
    [{ UV_DEFAULT_INDEX: 'file:///wheels' }, undefined],
    [{ UV_DEFAULT_INDEX: '' }, undefined],
    [{}, undefined],
  ])('looks first, with %j, at %p', (env, expected) => {
    expect(defaultIndex(env)).toBe(expected);
  });

  it.each<[NodeJS.ProcessEnv]>([
    [{ UV_DEFAULT_INDEX: 'https://me:p%40ss@ours.fake.invalid/simple' }],
    [{ UV_INDEX_URL: 'https://me:p%40ss@ours.fake.invalid/simple' }],
    [{ UV_EXTRA_INDEX_URL: 'https://other.fake.invalid/ https://me:p%40ss@ours.fake.invalid/simple' }],
    [{ UV_INDEX: 'ours=https://me:p%40ss@ours.fake.invalid/simple' }],
  ])('shows credentials to the origin that they are for: %j', (env) => {
    expect(at(env, 'https://ours.fake.invalid/files/x.whl')).toBe(BASIC);
  });

  it.each([
    'https://other.fake.invalid/x.whl',
    'http://ours.fake.invalid/x.whl',
    'https://ours.fake.invalid:8443/x.whl',
    'https://ours.fake.invalid.evil.invalid/x.whl',
  ])('shows them to nobody else: %s', (url) => {
    expect(at({ UV_DEFAULT_INDEX: 'https://me:p%40ss@ours.fake.invalid/simple' }, url)).toBeUndefined();
  });

  it.each<[NodeJS.ProcessEnv]>([
    [{}],
    [{ UV_DEFAULT_INDEX: 'https://ours.fake.invalid/simple' }],
    [{ UV_INDEX: 'not an address' }],
  ])('has none to show with %j', (env) => {
    expect(at(env, 'https://ours.fake.invalid/x.whl')).toBeUndefined();
  });
});
