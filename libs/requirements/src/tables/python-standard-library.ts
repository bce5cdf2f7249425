/** In every version from 3.9 to 3.14 (`sys.stdlib_module_names`, platform modules of all systems together). */
const ALWAYS = `
__future__ __main__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn
_codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _compat_pickle
_compression _contextvars _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree
_frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale _lsprof
_lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle
_posixshmem _posixsubprocess _py_abc _pydecimal _pyio _queue _random _scproxy _sha1 _sha256 _sha3 _sha512
_signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _symtable _thread
_threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi _zoneinfo
abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar
cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy
copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email encodings ensurepip enum
errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass
gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress
itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt
multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools
pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc
pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select
selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 sre_compile sre_constants
sre_parse ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile
tempfile termios test textwrap this threading time timeit tkinter token tokenize trace traceback tracemalloc tty
turtle turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg
winsound wsgiref xml xmlrpc xxlimited xxlimited_35 zipapp zipfile zipimport zlib zoneinfo
`;

/** Modules that came with a version. */
const SINCE: readonly (readonly [version: string, modules: string])[] = [
  ['3.11', 'tomllib'],
  ['3.13', '_colorize _interpreters _pyrepl'],
  ['3.14', '_zstd annotationlib compression'],
];

/** Modules that a version has no more: PEP 594, PEP 632 and the "What's New" pages. */
const REMOVED: readonly (readonly [version: string, modules: string])[] = [
  ['3.10', 'formatter parser symbol'],
  ['3.11', 'binhex'],
  ['3.12', 'asynchat asyncore distutils imp smtpd'],
  [
    '3.13',
    '_crypt aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib',
  ],
];

/** Distributions that give a removed module back. Several: nobody can tell which one was meant. */
export const REPLACEMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aifc', ['standard-aifc']],
  ['asynchat', ['pyasynchat', 'standard-asynchat']],
  ['asyncore', ['pyasyncore', 'standard-asyncore']],
  ['audioop', ['audioop-lts']],
  ['cgi', ['legacy-cgi', 'standard-cgi']],
  ['cgitb', ['legacy-cgi', 'standard-cgitb']],
  ['chunk', ['standard-chunk']],
  ['crypt', ['legacy-crypt', 'crypt-r']],
  ['distutils', ['setuptools']],
  ['imghdr', ['standard-imghdr']],
  ['imp', ['zombie-imp']],
  ['lib2to3', ['fissix']],
  ['mailcap', ['standard-mailcap']],
  ['nntplib', ['standard-nntplib']],
  ['pipes', ['standard-pipes']],
  ['smtpd', ['aiosmtpd', 'standard-smtpd']],
  ['sndhdr', ['standard-sndhdr']],
  ['sunau', ['standard-sunau']],
  ['telnetlib', ['standard-telnetlib', 'telnetlib3']],
  ['uu', ['standard-uu']],
  ['xdrlib', ['standard-xdrlib']],
]);

/** Modules of Python 2 alone; nothing on PyPI is meant by these names. */
const PYTHON_2: ReadonlySet<string> = new Set(
  words(`BaseHTTPServer Bastion CGIHTTPServer ConfigParser Cookie DocXMLRPCServer HTMLParser Queue ScrolledText
SimpleDialog SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO Tix Tkinter UserDict UserList UserString
__builtin__ anydbm cPickle cStringIO cookielib copy_reg dbhash dircache dumbdbm dummy_thread exceptions fpformat
htmlentitydefs htmllib httplib ihooks mhlib mimetools mimify multifile popen2 robotparser rfc822 sgmllib
sre statvfs thread tkColorChooser tkCommonDialog tkFileDialog tkFont tkMessageBox tkSimpleDialog ttk urllib2 urlparse
whichdb xmlrpclib`),
);

export const OLDEST_PYTHON = 9;
export const NEWEST_PYTHON = 14;

/** The minor versions of Python 3 that have a module: from the first to before the second. */
const LIFE: ReadonlyMap<string, readonly [from: number, before: number]> = new Map([
  ...words(ALWAYS).map((name) => [name, [0, Infinity]] as const),
  ...SINCE.flatMap(([version, names]) =>
    words(names).map((name) => [name, [minorOf(version), Infinity]] as const),
  ),
  ...REMOVED.flatMap(([version, names]) =>
    words(names).map((name) => [name, [0, minorOf(version)]] as const),
  ),
]);

/** How a module stands to the standard library of the Python versions from `from` to `to` (minor numbers, both included). */
export type Standing =
  | { kind: 'standard' }
  /** In some of the versions only. */
  | { kind: 'partly'; text: string }
  | { kind: 'removed'; in: string; replacements: readonly string[] }
  | { kind: 'foreign' };

export function standingOf(module: string, versions: { from: number; to: number }): Standing {
  const top = module.split('.', 1)[0] as string;
  const life = LIFE.get(top);
  if (life === undefined)
    return PYTHON_2.has(top) ? { kind: 'removed', in: '3.0', replacements: [] } : { kind: 'foreign' };
  const [since, before] = life;
  if (before <= versions.from)
    return { kind: 'removed', in: `3.${before}`, replacements: REPLACEMENTS.get(top) ?? [] };
  if (since > versions.to) return { kind: 'foreign' };
  if (since > versions.from) return { kind: 'partly', text: `standard only since Python 3.${since}` };
  if (before <= versions.to) return { kind: 'partly', text: `standard only before Python 3.${before}` };
  return { kind: 'standard' };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
