import { pythonReady } from './grammar';
import { readPython } from './read-python';

const signalsOf = (code: string) => readPython('x.py', code).observations.map(({ signal }) => signal);

describe('ast/python/disguised-evaluators', () => {
  beforeAll(pythonReady);

  it.each([
    ['above a class', '@exec\n@(lambda c: other.text())\nclass A: pass'],
    ['above a function', 'import builtins\n@builtins.eval\n@other.text\ndef f(): pass'],
    ['behind an index', 'class A:\n    __class_getitem__ = exec\nA[other.text()]'],
    ['behind a call', 'class A:\n    __call__ = staticmethod(exec)\nA()(other.text())'],
    ['behind an operator', 'class A:\n    __add__ = lambda s, o: exec(o)\nA() + other.text()'],
    ['put there later', 'class A: pass\nA.__class_getitem__ = eval\nA[other.text()]'],
    [
      'as what makes a formatter',
      'S = {"formatters": {"a": {"()": "builtins.exec", "source": other.text()}}}',
    ],
    [
      'as what makes a handler',
      'S = {"handlers": {"a": {"()": "ext://os.system", "command": other.text()}}}',
    ],
    [
      'as what makes a filter',
      'import subprocess\nS = {"filters": {"a": {"()": subprocess.Popen, "args": other.text()}}}',
    ],
    ['by a name that is put together', 'S = {"a": {"()": "o" + "s.sys" + "tem", "command": "x"}}'],
  ])('sees an evaluator %s', (_title, code) => {
    expect(signalsOf(`import other\n${code}`)).toEqual(
      expect.arrayContaining(['obfuscation', 'dynamic-code']),
    );
  });

  it.each([
    ['decorators of its own', '@other.exec\n@other.register("eval")\ndef f(): pass'],
    [
      'a class that evaluates when it is asked for something',
      'class A:\n    def __getitem__(self, key):\n        return eval(key, {}, self.names)',
    ],
    ['a lambda that reads', 'class A:\n    __getattr__ = lambda self, name: getattr(self.inner, name)'],
    [
      'a formatter of its own',
      'S = {"formatters": {"a": {"()": "sample.logs.Formatter", "fmt": "%(message)s"}}, "handlers": {"b": {"class": "logging.StreamHandler"}}}',
    ],
    ['a factory that it imports', 'from sample import Formatter\nS = {"a": {"()": Formatter}}'],
    ['an alias for other releases', 'execute = exec\nexecute("x = 1")'],
  ])('is silent about %s', (_title, code) => {
    expect(signalsOf(`import other\n${code}`)).not.toContain('obfuscation');
  });
});
