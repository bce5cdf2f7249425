import { mentionsAgentSettings } from './agent-settings';

/** First parts of the modules by which Python reaches the network; `ast/python/known-modules` has their members. */
const NETWORK_ROOTS = [
  'requests',
  'httpx',
  'aiohttp',
  'urllib\\d?',
  'http',
  'socket',
  'ftplib',
  'smtplib',
  'telnetlib',
  'websockets?',
  'paramiko',
  'dns',
  'pycurl',
  'xmlrpc',
] as const;

/** What rules on code look for: evaluation, secrets, who is there, files that hold no code. */
const ACTS =
  /(?<![.\w])(?:exec|eval|execfile)\b|\bbuiltins\b|\brun_(?:path|module)\b|\bFunctionType\b|(?:b64|b32|b16|b85|a85)decode|decodebytes|unhexlify|fromhex|decompress|\bdup2\b|environ(?!\s*(?:\[|\.get\b|\.setdefault|\.pop))|\.ssh|\.aws|npmrc|pypirc|netrc|Login Data|wallet|webhook|gethostname|getfqdn|getlogin|getuser|getnode|uname\b|platform\s*\.\s*node|\.(?:wav|mp3|png|jpe?g|gif|ico|bin|dat)\b/;
/** What hides the words that are looked for. */
const HIDES =
  /__dict__\s*[[.]\s*\[?\s*(?:["'][^"']*["']\s*\+|get\b)|\bvars\s*\(\s*(?:__)?builtins|__builtins__|\bmarshal\.loads|__import__\(\s*["'](?:base64|zlib|marshal|builtins|codecs)|\bmap\(\s*chr\b|["']\s*rot_?13|["']\(\)["']\s*:|\bf_builtins\b|\bresolve_name\b|pydoc\.locate|\b(?:import_string|_posixsubprocess|popen2)\b|__reduce(?:_ex)?__|["']c(?:os|posix|nt|subprocess|builtins|__builtin__)\\n/;
/** By which code reaches the network, starts programs or evaluates text; of a module, its import or a use of a member. */
const REACHES =
  /(?<![.\w])(?:exec|eval|execfile)\b|\b(?:compile|__import__|import_module|run_path|run_module|FunctionType|builtins)\b|subprocess|os\s*\.\s*system|popen|spawn|exec[lv]|startfile|getoutput|open_connection|\bctypes\b|\b(?:timeit|cProfile|profile|[pb]db|trace|run_cell|InteractiveConsole|doctest|runsource|runcode|runpy|zipimport|webbrowser|xmlrpc|__code__)\b|FileLoader|spec_from_|\bload_(?:source|dynamic|compiled|module|package)\b|sys\s*\.\s*path|addsitedir|urlopen|urlretrieve|HTTPS?Connection|\b(?:requests|httpx|aiohttp|urllib\d?|http|socket|ftplib|smtplib|telnetlib|websockets?|paramiko|dns|pycurl)\s*\.\s*[a-z_]\w*\s*[(.,)]|(?:^|[\n;])[ \t]*(?:import|from)[ \t][^\n;]*\b(?:requests|httpx|aiohttp|urllib\d?|http|socket|ftplib|smtplib|telnetlib|websockets?|paramiko|dns|pycurl|os\s+as|os\s+import)\b/;
/** Something that hides text, and text as nobody writes it. */
const PACKS = /(?:b64|b32|b16|b85|a85)decode|decodebytes|unhexlify|fromhex|decompress|\bchr\b/;
const PACKED = /[\w+/=\\-]{64}/;
/** A script for a shell is named, and something that could start it. */
const SCRIPT = /\.(?:sh|bash|bat|cmd|ps1)\b/;
const STARTS =
  /subprocess|\bsystem\b|popen|spawn|exec[lv]|startfile|get(?:status)?output|\bpexpect\b|\bpty\b|(?:^|[\n;])[ \t]*from[ \t]+(?:os|posix|nt)[ \t]+import\b/;
/** What a command fetches, hands to an interpreter or gives it as code (`shell/read-command`). */
const COMMANDS =
  /\b(?:curl|wget|nc|ncat|netcat|scp|sftp|ftp|ssh|rsync|powershell|pwsh|iwr|Invoke-WebRequest|bitsadmin|certutil)\b|\/dev\/(?:tcp|udp)\b|\|\s{0,9}[\w./ -]{0,40}\b(?:(?:ba|z|da|k)?sh|python3?|node|bun|deno)\b|\b(?:node|bun|deno|tsx|electron)\b[^\n]{0,99}https?:\/\/|["'\s](?:-\w?c|-e|--eval|-p|--print|-pe)["'\s]/;
/** A file is loaded as code, or a folder is made one to import from. */
const LOADS =
  /\bctypes\b|\brun_path\b|FileLoader|spec_from_|zipimport|\bload_(?:source|dynamic|compiled|module|package)\b|sys\s*\.\s*path|addsitedir|get_(?:source|code|data)\b|__code__|timeit|[pP]rofile\b|\b[pb]db\b|doctest|runsource|runcode|run_cell|InteractiveConsole|\brunpy\b|\btrace\b|type_hints|ForwardRef|\bTcl\b|\b(?:mako|cffi|dictConfig|fileConfig|LambdaType)\b|PyRun_|_bootstrap|sys\.stdin|__annotations__|f_globals|__globals__|(?:attr|item)getter|methodcaller|\bexec\b|\beval\b/;
/** Objects are made of bytes that say which functions to call for that. */
const UNPICKLES = /[pP]ickle|\b(?:dill|joblib|torch|yaml|numpy|shelve)\b/;
const UNPICKLING = /\bload|_load|Unpickler|read_pickle|\bdecode\b|shelve/;
/** What comes over the network may be kept and started. */
const FETCHES = new RegExp(`url(?:open|retrieve)|open_connection|\\b(?:${NETWORK_ROOTS.join('|')})\\b`);

/** Python: without such words nothing that rules on code look for is in a file. A cheap look before a costly one. */
export function mayMatter(text: string): boolean {
  return (
    (ACTS.test(text) && (REACHES.test(text) || FETCHES.test(text) || STARTS.test(text))) ||
    HIDES.test(text) ||
    (PACKS.test(text) && PACKED.test(text)) ||
    (FETCHES.test(text) && (LOADS.test(text) || (UNPICKLES.test(text) && UNPICKLING.test(text)))) ||
    ((SCRIPT.test(text) || FETCHES.test(text) || COMMANDS.test(text)) && STARTS.test(text)) ||
    mentionsAgentSettings(text)
  );
}
