/** Modules whose import means the network; and calls of modules that also do other things. */
export const NETWORK_MODULES: ReadonlySet<string> = new Set(
  'requests httpx aiohttp urllib3 urllib.request http.client xmlrpc.client ftplib smtplib telnetlib paramiko websocket websockets pycurl'.split(
    ' ',
  ),
);
export const NETWORK_CALLS =
  /^(?:requests|httpx|aiohttp|urllib3|urllib\.request|urllib2|http\.client|xmlrpc\.client|ftplib|smtplib|telnetlib|paramiko|websockets?|pycurl)\.\w|^socket\.(?:socket|create_connection|getaddrinfo|gethostbyname\w*)$|^asyncio\.open_connection$/;

/** Run a program. */
export const STARTERS =
  /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen|exec\w+|spawn\w+|posix_spawnp?|startfile)|pty\.spawn|commands\.get(?:status)?output|popen2\.popen\d|platform\.popen|_posixsubprocess\.fork_exec|asyncio\.(?:subprocess\.)?create_subprocess_(?:shell|exec)|(?:setuptools\._)?distutils\.spawn\.spawn|pexpect\.(?:spawn|run))$/;

/** Evaluate text or code objects. */
export const EVALUATORS =
  /^(?:exec|eval|execfile|runpy\.(?:run_path|_run_code|_run_module_code)|types\.FunctionType|timeit\.(?:timeit|repeat|Timer)|(?:cProfile|profile)\.run(?:ctx)?|pdb\.run(?:eval)?|doctest\.debug_s(?:rc|cript)|code\.InteractiveConsole\(\)\.push|(?:(?:cProfile|profile)\.Profile|trace\.Trace|pdb\.Pdb|bdb\.Bdb)\(\)\.run(?:ctx|eval)?|pdb\.Pdb\(\)\.onecmd|(?:ctypes\.pythonapi|library\(\))\.PyRun_\w+)$/;

/** The same for text that is more than code of Python, or seldom any: only where it comes from tells. */
export const UNREAD_EVALUATORS =
  /^(?:timeit\.main|doctest\.(?:run_docstring_examples|testsource|DocTestParser\(\)\.get_doctest)|importlib\._bootstrap_external\._compile_bytecode|mako\.template\.Template|typing\.(?:ForwardRef|get_type_hints)|tkinter\.(?:Tcl|Tk)\(\)\.(?:eval|call))$/;

/** Objects that some of the functions above are methods of. */
export const OBJECTS =
  /^(?:code\.Interactive(?:Console|Interpreter)|(?:cProfile|profile)\.Profile|trace\.Trace|pdb\.Pdb|bdb\.Bdb|doctest\.DocTestParser|cffi\.FFI|tkinter\.(?:Tcl|Tk))$/;

/** A library of machine code as an object: its members are the library's functions. */
export const LIBRARIES =
  /^(?:ctypes\.(?:(?:CDLL|PyDLL|WinDLL|OleDLL)|(?:cdll|pydll|windll|oledll)\.LoadLibrary)|cffi\.FFI\(\)\.dlopen)$/;

/** Make objects of bytes that say which functions to call for that. */
export const UNPICKLERS =
  /^(?:(?:_?pickle|cPickle|dill|cloudpickle|joblib|torch)\.(?:load|loads|Unpickler)|jsonpickle\.(?:decode|loads)|(?:pandas|pd)\.read_pickle|numpy\.load|shelve\.open|yaml\.(?:unsafe_load|load)(?:_all)?|logging\.config\.(?:dictConfig|fileConfig))$/;

/** Methods that do, of objects of Python's library; no other class has such names for anything else. */
export const EVALUATING_METHODS = /^(?:runsource|runcode|run_cell)$/;

/** Methods of event loops that start a program (Python's library reference, asyncio-eventloop). */
export const STARTING_METHODS = /^subprocess_(?:shell|exec)$/;

/** Load a file as code: as Python, as a library of machine code, or as a place to import from. */
export const LOADERS =
  /^(?:ctypes\.(?:CDLL|PyDLL|WinDLL|OleDLL|(?:cdll|pydll|windll|oledll)\.LoadLibrary)|runpy\.run_path|importlib\.util\.spec_from_file_location|importlib\.machinery\.(?:Source|Sourceless|Extension)FileLoader|zipimport\.zipimporter|imp\.load_(?:source|dynamic|compiled|module|package)|sys\.path\.(?:insert|append|extend)|site\.addsitedir)$/;

/** What Python's own loaders of modules ask for: the source or the code of a module. */
export const ASKED_BY_LOADERS = /^(?:get_source|get_code|get_data|source_to_code)$/;

/** Turn hidden text into readable text or code. */
export const DECODERS =
  /(?:^|\.)(?:b64decode|b32decode|b16decode|b85decode|a85decode|urlsafe_b64decode|decodebytes|unhexlify|fromhex)$|^(?:zlib|bz2|lzma|gzip)\.decompress$|^marshal\.loads$|^codecs\.decode$|^(?:bytes|bytearray|chr)$|(?:^|\.)decrypt$/;

export const FILE_WRITES =
  /^(?:shutil\.(?:copy\w*|move)|os\.(?:rename|replace|symlink|link|chmod|makedirs|mkdir))$|\.(?:write_text|write_bytes|symlink_to)$/;

/** Other names of one thing. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['os.environb', 'os.environ'],
  ['types.LambdaType', 'types.FunctionType'],
]);
/** The modules that `os` has its functions from; functions of the C library; and modules by way of those that import them. */
const OTHER_WAYS: readonly (readonly [RegExp, string])[] = [
  [/^(?:posix|nt)\.(?=\w+$)/, 'os.'],
  [/^(?:library\(\)|__globals__)\.(?=(?:system|popen|exec[lv]p?e?)$)/, 'os.'],
  [/^(?:\w+\.)+_?os\.(?=(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?)$)/, 'os.'],
  [
    /^(?:\w+\.)+_?subprocess\.(?=(?:run|call|check_call|check_output|Popen|get(?:status)?output)$)/,
    'subprocess.',
  ],
];

/** A path as whoever means it would write it. */
export function plainPath(path: string): string {
  const plain = OTHER_WAYS.reduce((told, [way, module]) => told.replace(way, module), path);
  return ALIASES.get(plain) ?? plain;
}

/** Names of a module, by whatever they are reached (Python's library reference, inspect). */
export const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['__globals__', '__globals__'],
  ['f_globals', '__globals__'],
  ['f_locals', '__globals__'],
  ['f_builtins', '__builtins__'],
]);

/** Python's own functions that evaluate a text. */
export const EVALUATES = /^(?:exec|eval)$/;
