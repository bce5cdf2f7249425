/** uv's settings that hold addresses of indexes; lists are separated by spaces, and an index may have a `name=` before it. */
const SETTINGS = ['UV_DEFAULT_INDEX', 'UV_INDEX', 'UV_INDEX_URL', 'UV_EXTRA_INDEX_URL'] as const;

/**
 * uv leaves credentials out of the addresses that it answers. An artifact at the very origin of an index that was
 * given with credentials is asked for with them; any other host never sees them.
 */
export function indexCredentials(env: NodeJS.ProcessEnv): (url: URL) => string | undefined {
  const byOrigin = new Map<string, string>();
  for (const address of SETTINGS.flatMap((name) => (env[name] ?? '').split(/\s+/))) {
    const bare = address.replace(/^[A-Za-z0-9_.-]+=(?=[a-z]+:)/, '');
    const url = URL.canParse(bare) ? new URL(bare) : undefined;
    if (!url || (url.username === '' && url.password === '')) continue;
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    byOrigin.set(url.origin, `Basic ${Buffer.from(pair).toString('base64')}`);
  }
  return (url) => byOrigin.get(url.origin);
}

/** Where uv looks first, without a name before it; undefined: nobody has said, and uv has an address of its own. */
export function defaultIndex(env: NodeJS.ProcessEnv): string | undefined {
  const address = (env['UV_DEFAULT_INDEX'] ?? env['UV_INDEX_URL'] ?? '').trim();
  const bare = address.replace(/^[A-Za-z0-9_.-]+=(?=[a-z]+:)/, '');
  return /^https?:\/\//.test(bare) && URL.canParse(bare) ? bare : undefined;
}
