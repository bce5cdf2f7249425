import type { SyntaxNode } from './syntax-node';
import { isCredentialText } from '../../facts/text-signals';
import { contentOf } from './names';

/** Where a value came from; a path is not yet what the file holds. */
export type Label =
  | 'fetched-file'
  | 'environment'
  | 'credential'
  | 'credential-path'
  | 'identity'
  | 'fetched'
  | 'asset'
  | 'asset-path'
  /** Of a file that Python runs at every start. */
  | 'autoload-path'
  | 'decoded'
  | 'decoded-file';
export type Labels = ReadonlyMap<Label, SyntaxNode>;

export const NONE: Labels = new Map();
export const MAX_PASSES = 6;
export const MAX_PATH = 200;
/** A file without a word of either kind has no flow that is looked for, and is not gone through. */
export const SOURCE =
  /\.pth\b|(?:site|user)customize|b64|b32|b85|a85|unhexlify|fromhex|decompress|decode|marshal|environ|gethostname|getuser|getnode|platform\.|uname|urlopen|urlretrieve|requests|httpx|aiohttp|urllib|http\.client|xmlrpc|socket|\.(?:ssh|aws|npmrc|pypirc|netrc|kube|docker|config|gnupg)\b|\.(?:wav|mp3|ogg|png|jpe?g|gif|bmp|ico|bin|dat|woff2?|ttf)\b/i;
export const SINK =
  /dup2|\.pth|\bimp\b|logging\.config|\bcommands\b|pexpect|spawn|stdin|annotations__|_bootstrap|\bmako\b|cffi|resolve_name|locate|import_string|f_builtins|f_globals|PyDLL|customize|ctypes|runpy|importlib|zipimport|sys\.path|__code__|timeit|profile|[pb]db|doctest|runsource|runcode|run_cell|InteractiveConsole|trace\b|type_hints|ForwardRef|tkinter|__globals__|getter|methodcaller|pickle|dill|joblib|torch|yaml|numpy|shelve|webbrowser|xmlrpc|communicate|smtplib|ftplib|requests|httpx|aiohttp|urlopen|urllib|http\.client|socket|exec|eval|subprocess|system|popen/i;
/** What `site` runs at every start of Python, whatever is imported. */
const AUTOLOAD_FILE = /\.pth$|(?:^|[/\\])(?:site|user)customize\.py$/;
export const ASSET =
  /\.(?:wav|mp3|ogg|flac|png|jpe?g|gif|bmp|webp|ico|bin|dat|woff2?|ttf|otf|mp4|enc|blob)$/i;
export const IDENTITY =
  /^(?:socket\.(?:gethostname|getfqdn)|getpass\.getuser|os\.(?:getlogin|uname)|platform\.(?:node|uname)|uuid\.getnode)$/;
/** Of `known-modules`' decoders those that are for nothing else. */
export const DECODES =
  /(?:^|\.)(?:b64decode|b32decode|b16decode|b85decode|a85decode|urlsafe_b64decode|unhexlify|fromhex)$|^(?:zlib|bz2|lzma|gzip)\.decompress$|^marshal\.loads$/;
/** Where the build of a package gathers what the wheel will hold: nothing is run from there. */
export const BUILD_FOLDER = /\b(?:build_lib|build_dir|bdist_dir|build_base)\b/;
export const PATHS = /^(?:pathlib\.)?(?:Pure)?Path$|^os\.path\.(?:expanduser|expandvars|join|abspath)$/;
export const READERS = /^(?:open|io\.open|codecs\.open|wave\.open|Image\.open|PIL\.Image\.open)$/;
export const READ_METHODS = /^(?:read_text|read_bytes|open)$/;
export const FILLS = /^(?:append|extend|add|update|insert|setdefault|write)$/;
export const SENDS =
  /^(?:send|sendall|sendto|sendmsg|sendmail|send_message|storbinary|storlines|publish|emit|post|put|get|request|urlopen|connect)$/;
/** Opens an address in whatever shows it. */
export const SHOWS = /^webbrowser\.open/;
/** Of these every method is a call of another machine. */
export const REMOTE = /\bServerProxy\b/;
/** A program that takes code from its standard input. */
export const INTERPRETER =
  /sys\.executable|["'](?:\/bin\/)?(?:python[\d.]*|(?:ba|z|da)?sh|node|perl|ruby|powershell)["']/;
/** Bytes become a function of machine code. */
export const RUNS_BYTES = /\b(?:CFUNCTYPE|WINFUNCTYPE|CreateThread|PROT_EXEC)\b/;
export const FORGETS =
  /^(?:getsockname|hexdigest|digest|keys|startswith|endswith|index|count|exists|is_file)$/;
/** Whoever compares with a checksum or a signature says which program it has to be. */
export const CHECKED = /sha(?:256|384|512)|checksum|integrity|signature|hashlib/i;
export const WRITES = /^(?:write|write_bytes|write_text|extractall|extract)$/;
export const SENDING_COMMAND = /\b(?:curl|wget|nc|ncat|invoke-webrequest|iwr|nslookup|dig)\b/i;
export const TELLS_WHO = /^(?:headers|auth|cert|verify|timeout|proxies|cookies)$/;
export const STEPS = new Set([
  'assignment',
  'augmented_assignment',
  'named_expression',
  'for_statement',
  'for_in_clause',
  'return_statement',
  'as_pattern',
  'call',
]);
export const FUNCTIONS = new Set(['function_definition', 'lambda']);

/**
 * Whether a value runs where it is put: code of a function, hints that are evaluated; lines for whoever asks for the next
 * one, as soon as the file is imported. Remote debuggers put a connection there when somebody calls them.
 */
export function isRunInPlace(target: string, isOnLoad: () => boolean): boolean {
  return /\.__(?:code|annotations)__$/.test(target) || (target === 'sys.stdin' && isOnLoad());
}

/** Whether going through the file for flows could find any. */
export function mayFlow(text: string): boolean {
  return SOURCE.test(text) && SINK.test(text);
}

export function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  return (call.field('arguments')?.children() ?? []).filter(
    (child) => child.isNamed() && child.kind() !== 'comment',
  );
}

export function ofText(node: SyntaxNode): Labels {
  return ofPath(contentOf(node), node);
}

/** What a path is of, by its text. */
export function ofPath(text: string, node: SyntaxNode): Labels {
  if (isCredentialText(text)) return new Map([['credential-path', node]]);
  if (AUTOLOAD_FILE.test(text)) return new Map([['autoload-path', node]]);
  return ASSET.test(text) ? new Map([['asset-path', node]]) : NONE;
}

/** What a file holds, by what its path is. */
export function read(labels: Labels, node: SyntaxNode): Labels {
  const held = new Map<Label, SyntaxNode>(labels);
  if (held.delete('credential-path')) held.set('credential', node);
  if (held.delete('asset-path')) held.set('asset', node);
  return held;
}

export function union(all: readonly Labels[]): Labels {
  const some = all.filter((labels) => labels.size > 0);
  if (some.length <= 1) return some[0] ?? NONE;
  return new Map(some.flatMap((labels) => [...labels]));
}
