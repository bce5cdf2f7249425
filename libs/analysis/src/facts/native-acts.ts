import type { NativeFacts } from './native-facts';

/** Reaches others: a socket and what sends through it, or a library of Windows that does both. */
const SOCKET = /^(?:socket|WSASocket\w*)$/;
const SENDS = /^(?:connect|send|sendto|sendmsg|WSAConnect\w*|WSASend\w*)$/;
const REQUESTS =
  /^(?:InternetOpen\w*|HttpSendRequest\w*|WinHttpSendRequest|URLDownloadToFile\w*|curl_easy_perform)$/;
/** Goes through folders. */
const LISTS =
  /^(?:opendir|fdopendir|readdir\w*|scandir\w*|n?ftw(?:64)?|fts_\w+|glob(?:64)?|FindFirstFile\w*)$/;
/** Says who is there, or where their home is. */
const IDENTIFIES =
  /^(?:gethostname|getpw(?:uid|nam)\w*|getlogin\w*|GetComputerName\w*|GetUserName\w*|SHGet\w*Path\w*)$/;
const STARTS = /^(?:execv\w*|execl\w*|system|popen|posix_spawnp?|CreateProcess\w*|ShellExecute\w*|WinExec)$/;
const REDIRECTS = /^dup[23]$/;
const LOADS = /^(?:dlopen|LoadLibrary\w*|mprotect|memfd_create|VirtualProtect\w*)$/;
/** Offered to whoever loads an addon of Node.js or an extension of Python: it is meant to be called. */
const MODULE = /^(?:napi_register_module_v\d+|node_register_module_v\d+|PyInit_\w+|init\w+)$/;

/**
 * Libraries that do so much for honest reasons (HTTP clients, event loops, databases) take hundreds of functions from
 * elsewhere; what does one thing in secret is small. Of 1,278 libraries of a system and of wheels, one takes fewer and
 * does as much: SASL, which offers 71.
 */
const MAX_IMPORTS = 80;
const MAX_EXPORTS = 60;

/** What a small piece of machine code is made to do, by the functions it takes from elsewhere; undefined: nothing told. */
export function actsOf(native: NativeFacts): string | undefined {
  if (native.importCount > MAX_IMPORTS || native.exportCount > MAX_EXPORTS) return undefined;
  const has = (pattern: RegExp) => native.imports.find((name) => pattern.test(name));
  const reaches = has(REQUESTS) ?? (has(SOCKET) === undefined ? undefined : has(SENDS));
  if (reaches === undefined) return undefined;
  const [lists, identifies, starts, redirects, loads] = [LISTS, IDENTIFIES, STARTS, REDIRECTS, LOADS].map(
    has,
  );
  const list = (...names: (string | undefined)[]) => [reaches, ...names].join(', ');
  if (lists !== undefined && identifies !== undefined)
    return `it goes through files, asks who is there and reaches others (${list(lists, identifies)})`;
  if (starts !== undefined && redirects !== undefined)
    return `it can give a program a connection for its input and output (${list(redirects, starts)})`;
  const actsWhenLoaded = native.kind === 'library' && native.initializers > 1;
  const isModule = native.exports.some((name) => MODULE.test(name));
  if (actsWhenLoaded && !isModule && native.exportCount <= 2 && (starts ?? loads) !== undefined)
    return `it acts as soon as it is loaded, and reaches others (${list(starts ?? loads)})`;
  return undefined;
}
