/** Names that never resolve, or belong to documentation (RFC 2606, RFC 6761). */
const RESERVED = /(^|\.)(invalid|test|example|localhost|example\.(com|org|net))$/;
const ADDRESS = /(?:https?|wss?|ftp|git|ssh):\/\/(?:[^\s/'"`@]*@)?([a-z0-9.-]+[a-z0-9])/gi;
/** Names without a scheme, as `dns.resolve` or `connect` take them; endings that file names do not have. */
const BARE =
  /(?<![\w.@/-])((?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|xyz|top|ru|cn|cloud|site|online|info|me|ai|co|gg))(?![\w.(-])/gi;

/** Hosts in a text that somebody could own. */
export function foreignHosts(text: string): string[] {
  return [...text.matchAll(ADDRESS), ...text.matchAll(BARE)]
    .map((match) => (match[1] as string).toLowerCase())
    .filter((host) => !RESERVED.test(host) && !/^(127\.0\.0\.1|0\.0\.0\.0)$/.test(host));
}

/** The text, or an error if it names a host that somebody could own: asked before anything is disguised. */
export function inert(text: string): string {
  const hosts = foreignHosts(text);
  if (hosts.length > 0) throw new Error(`Not inert: ${hosts.join(', ')}`);
  return text;
}
