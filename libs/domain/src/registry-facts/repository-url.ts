const MAX_LENGTH = 512;
/** Short forms that npm takes in `repository` (package.json of npm's documentation). */
const SHORT: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};
/** Where a repository is always `owner/name`, in any case, and what follows is a page of it. */
const FORGES: ReadonlySet<string> = new Set([...Object.values(SHORT), 'codeberg.org']);
/** Pages below a repository; a group of GitLab may lie as deep as a page. */
const PAGE =
  /^(?:-|tree|blob|src|issues|releases|wiki|wikis|pulls|commits?|raw|archive|discussions|actions)$/;

/**
 * One spelling for the many of one repository: `https://host/path`, without credentials, `.git`, fragment and query, and
 * without the page of the forge. undefined: no address. It is compared and shown, never fetched.
 * @example normalizeRepository('git+ssh://git@github.com/Acme/Thing.git#main') === 'https://github.com/acme/thing'
 */
export function normalizeRepository(declared: string): string | undefined {
  const text = declared.trim();
  if (text === '' || text.length > MAX_LENGTH) return undefined;
  const url = urlOf(text);
  if (url === undefined) return undefined;
  const host = url.hostname.toLowerCase().replace(/^www\./, '');
  if (host === '' || !host.includes('.')) return undefined;
  const parts = url.pathname.split('/').filter((part) => part !== '' && part !== '.');
  const path = FORGES.has(host) ? ofForge(host, parts) : parts.map(withoutGit);
  if (path === undefined) return undefined;
  const port = url.port === '' || url.protocol !== 'https:' ? '' : `:${url.port}`;
  return `https://${host}${port}${path.map((part) => `/${part}`).join('')}`;
}

/** Whether an address is a repository of a place that holds nothing else: a home page there is one. */
export function isOnForge(declared: string): boolean {
  const url = normalizeRepository(declared);
  return url !== undefined && FORGES.has(new URL(url).hostname);
}

function urlOf(text: string): URL | undefined {
  const scheme = /^(?:git\+)?(https?|ssh|git|git\+ssh):\/\//i.exec(text);
  if (scheme !== null) return parsed(text.replace(/^[A-Za-z+]+:\/\//, () => schemeFor(scheme[1] as string)));
  // `git@host:owner/name`, as ssh takes it.
  const scp = /^(?:[\w.-]+@)([\w.-]+):(?!\/\/)(.+)$/.exec(text);
  if (scp !== null) return parsed(`https://${scp[1]}/${scp[2]}`);
  const short = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)(?:#.*)?$/.exec(text);
  return short === null ? undefined : parsed(`https://${SHORT[short[1] ?? 'github']}/${short[2]}`);
}

/** A port says something only where the web is meant. */
function schemeFor(scheme: string): string {
  return scheme.toLowerCase() === 'https' ? 'https://' : 'http://';
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function ofForge(host: string, parts: readonly string[]): string[] | undefined {
  const page = parts.findIndex((part, index) => index >= 2 && PAGE.test(part));
  // Only GitLab has groups in groups.
  const depth = host === SHORT['gitlab'] ? (page === -1 ? parts.length : page) : 2;
  const path = parts.slice(0, depth).map((part) => withoutGit(part).toLowerCase());
  return path.length < 2 ? undefined : path;
}

function withoutGit(part: string): string {
  return part.replace(/\.git$/i, '');
}
