import { DomainError, printable, type ErrorCode } from '@sallyport/domain';

/** What npm's libraries put on the errors they throw. */
interface NpmFault {
  code?: string;
  statusCode?: number;
  message?: string;
  name?: string;
  wanted?: string;
  pkgid?: string;
  required?: unknown;
  current?: ResolveNode;
  edge?: ResolveEdge;
  currentEdge?: ResolveEdge;
}

interface ResolveNode {
  name?: string;
  version?: string;
}

interface ResolveEdge {
  name?: string;
  spec?: string;
  type?: string;
  from?: ResolveNode & { location?: string };
}

const CODES: Readonly<Record<string, [ErrorCode, string?]>> = {
  E404: ['package-not-found', 'Is the name spelled right, and is its registry configured?'],
  ETARGET: ['version-not-found', 'Look at the versions that the registry has, and ask for one of them.'],
  ENOVERSIONS: ['version-not-found', 'The registry knows the name but has no version of it.'],
  ERESOLVE: ['version-conflict', 'Widen or drop one of the ranges in the explanation.'],
  EBADPLATFORM: ['no-installable-artifact', 'The package does not run where skills run: Linux with glibc.'],
  EINVALIDPACKAGENAME: ['invalid-name'],
  EINVALIDTAGNAME: ['invalid-requirement'],
  EUNSUPPORTEDPROTOCOL: ['unsupported-source'],
  EALLOWGIT: ['unsupported-source'],
  EALLOWREMOTE: ['unsupported-source'],
  EALLOWFILE: ['unsupported-source'],
  EALLOWDIRECTORY: ['unsupported-source'],
  EINTEGRITY: ['digest-mismatch'],
  ENOSPC: ['disk-full'],
};

/** Errors of sockets, names, certificates, proxies and time. */
const NETWORK =
  /^(?:ECONN\w*|ENOTFOUND|EAI_\w+|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_SOCKET\w*|ERR_TLS\w*|ERR_SSL\w*|EPROXY\w*|EINVALIDPROXY|FETCH_ERROR|CERT_\w+|DEPTH_ZERO\w*|SELF_SIGNED\w*|UNABLE_TO\w*|ENEEDAUTH|E4(?:01|03|29)|E5\d\d|EIDLETIMEOUT|ERESPONSETIMEOUT|ETRANSFERTIMEOUT|ECONNECTIONTIMEOUT)$/;

/** A failure of npm's libraries as ours. */
export function npmFailure(cause: unknown): DomainError {
  if (DomainError.is(cause)) return cause;
  const fault = (cause ?? {}) as NpmFault;
  const code = fault.code ?? '';
  const known = CODES[code];
  const message = printable(fault.message ?? String(cause), 400).replace(/\s+/g, ' ');
  if (code === 'ERESOLVE') return conflict(fault, cause);
  if (known)
    return new DomainError(known[0], message, {
      cause,
      ...(known[1] === undefined ? {} : { hint: known[1] }),
      ...(code === 'E404' && fault.pkgid !== undefined ? { details: { name: nameIn(fault.pkgid) } } : {}),
    });
  if (NETWORK.test(code) || (fault.statusCode ?? 0) >= 400) {
    return new DomainError('registry-unreachable', `The registry did not answer: ${message}`, {
      hint: 'Check the network, the proxy settings and the configured registry; then try again.',
      cause,
    });
  }
  return new DomainError('internal', 'The resolver failed', { cause });
}

/** `@scope/name@range` -> `@scope/name` */
function nameIn(pkgid: unknown): string {
  const text = String(pkgid);
  const end = text.indexOf('@', 1);
  return printable(end === -1 ? text : text.slice(0, end), 214);
}

/** ERESOLVE in words: who wants what, and what stands there already. */
function conflict(fault: NpmFault, cause: unknown): DomainError {
  const lines = [wish(fault.edge), standing(fault.current, fault.currentEdge)].filter((line) => line !== '');
  const explanation = printable(lines.join('; '), 1_500) || 'the dependency tree cannot be resolved';
  return new DomainError('version-conflict', `No set of versions meets all requirements: ${explanation}`, {
    hint: CODES['ERESOLVE']?.[1] ?? '',
    details: { explanation },
    cause,
  });
}

function wish(edge: ResolveEdge | undefined): string {
  if (!edge?.name) return '';
  const kind = edge.type?.startsWith('peer') ? ' as a peer' : '';
  return `${nameOf(edge.from)} needs ${edge.name}@${edge.spec ?? '*'}${kind}`;
}

function standing(current: ResolveNode | undefined, edge: ResolveEdge | undefined): string {
  if (!current?.name) return '';
  const by = edge?.name ? `, which ${nameOf(edge.from)} needs as ${edge.name}@${edge.spec ?? '*'}` : '';
  return `found ${current.name}@${current.version ?? '?'}${by}`;
}

function nameOf(node: (ResolveNode & { location?: string }) | undefined): string {
  if (!node?.name || !node.version) return 'the request';
  return `${node.name}@${node.version}`;
}
