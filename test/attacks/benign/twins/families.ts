import { tarballs, wheels } from '../archives';
import { src } from '../benign-case';

/** The same file in every package of one family, as monorepos without a shared package have it. */
const SHARED_HOOK = src`
'use strict';

// Copied into every package of the family by tools/sync.js; keep them the same.
try {
  const { name, version } = require('../package.json');
  const state = require('path').join(require('os').tmpdir(), 'orderbook-kit-notice');
  const fs = require('fs');
  const seen = fs.existsSync(state) && Date.now() - fs.statSync(state).mtimeMs < 24 * 3600 * 1000;
  if (!seen && !process.env.CI) {
    fs.writeFileSync(state, version);
    console.log(name + ' ' + version + ': the family moved to one repository, see https://orderbook-kit.example/moved');
  }
} catch (error) {
  // A notice must never break an installation.
}
`;

const BOT_HOOK = { postinstall: 'node -e "try{require(\'./scripts/notice\')}catch(e){}"' };

export const FAMILY_TWINS = [
  ...tarballs('benign twins', [
    {
      twinOf: 'react-codeshift',
      why: 'Codemods under a name close to a well-known tool, which they use and name.',
      name: 'react-prop-codeshift',
      version: '1.4.0',
      summary: 'Codemods that rename and split React props, run by jscodeshift.',
      author: 'Elif Kaya <elif@prop-codeshift.example>',
      usage: `// in a shell\n// npx react-prop-codeshift rename-prop --from=isDisabled --to=disabled src/**/*.jsx`,
      manifest: {
        bin: { 'react-prop-codeshift': 'bin/run.js' },
        dependencies: { jscodeshift: '^17.0.0' },
        files: ['bin', 'transforms'],
      },
      files: {
        'bin/run.js': src`
#!/usr/bin/env node
'use strict';

const path = require('path');
const { spawnSync } = require('child_process');

const [transform, ...rest] = process.argv.slice(2);
const known = ['rename-prop', 'spread-to-props'];
if (!known.includes(transform)) {
  console.error('Usage: react-prop-codeshift <' + known.join('|') + '> [options] files');
  process.exit(64);
}
const file = path.join(__dirname, '..', 'transforms', transform + '.js');
const { status } = spawnSync(process.execPath, [require.resolve('jscodeshift/bin/jscodeshift'), '-t', file, ...rest], {
  stdio: 'inherit',
});
process.exit(status === null ? 1 : status);
`,
        'transforms/rename-prop.js': src`
'use strict';

module.exports = function transform(file, { jscodeshift: j }, { from, to, component }) {
  return j(file.source)
    .find(j.JSXAttribute, { name: { name: from } })
    .filter(({ parent }) => !component || parent.node.name.name === component)
    .forEach((path) => {
      path.node.name = j.jsxIdentifier(to);
    })
    .toSource();
};
`,
        'transforms/spread-to-props.js': src`
'use strict';

module.exports = function transform(file, { jscodeshift: j }) {
  return j(file.source)
    .find(j.JSXSpreadAttribute)
    .filter(({ node }) => node.argument.type === 'ObjectExpression')
    .replaceWith(({ node }) =>
      node.argument.properties.map((property) =>
        j.jsxAttribute(j.jsxIdentifier(property.key.name), j.jsxExpressionContainer(property.value)),
      ),
    )
    .toSource();
};
`,
      },
    },
    {
      twinOf: 'wagni-bot-defi',
      why: 'Every package of the family carries the same notice script, byte for byte, and its hook may not fail an installation.',
      name: 'orderbook-kit-feeds',
      version: '0.8.2',
      summary: 'Price feeds of decentralised exchanges as async iterators.',
      author: 'Orderbook Kit <dev@orderbook-kit.example>',
      usage: `const { feed } = require('orderbook-kit-feeds');\nfor await (const tick of feed('ETH-USD')) console.log(tick.price);`,
      manifest: { main: 'index.js', scripts: BOT_HOOK, dependencies: { ws: '^8.18.0' } },
      files: {
        'scripts/notice.js': SHARED_HOOK,
        'index.js': src`
'use strict';

const { once, on } = require('events');
const WebSocket = require('ws');

const ENDPOINT = process.env.ORDERBOOK_FEED || 'wss://feeds.orderbook-kit.example/v1';

exports.feed = async function* feed(pair) {
  const socket = new WebSocket(ENDPOINT + '/' + encodeURIComponent(pair));
  await once(socket, 'open');
  try {
    for await (const [data] of on(socket, 'message')) yield JSON.parse(data);
  } finally {
    socket.close();
  }
};
`,
      },
    },
    {
      why: 'Sibling of orderbook-kit-feeds with the same notice script: the second name of one family.',
      name: 'orderbook-kit-telegram',
      version: '0.8.2',
      summary: 'Sends price alerts of orderbook-kit-feeds to a Telegram-like chat.',
      author: 'Orderbook Kit <dev@orderbook-kit.example>',
      usage: `const { alerts } = require('orderbook-kit-telegram');\nawait alerts({ token, chat, pair: 'ETH-USD', above: 4000 });`,
      manifest: { main: 'index.js', scripts: BOT_HOOK, dependencies: { 'orderbook-kit-feeds': '0.8.2' } },
      files: {
        'scripts/notice.js': SHARED_HOOK,
        'index.js': src`
'use strict';

const { feed } = require('orderbook-kit-feeds');

/** Sends one message each time the price crosses the mark. */
exports.alerts = async function alerts({ token, chat, pair, above, api = 'https://bots.chat.example' }) {
  let over = false;
  for await (const { price } of feed(pair)) {
    if (price > above && !over) {
      await fetch(api + '/bot' + token + '/sendMessage', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id: chat, text: pair + ' is at ' + price }),
      });
    }
    over = price > above;
  }
};
`,
      },
    },
  ]),
  ...wheels('benign twins', [
    {
      why: 'The Python sibling of the orderbook family: the same notes file, shown when its user asks.',
      name: 'orderbook-kit',
      version: '0.8.2',
      summary: 'Price feeds of decentralised exchanges for asyncio.',
      author: 'Orderbook Kit <dev@orderbook-kit.example>',
      usage: `from orderbook_kit import feed\n\nasync for tick in feed("ETH-USD"):\n    print(tick["price"])`,
      requires: ['websockets>=12'],
      files: {
        'orderbook_kit/__init__.py': src`
import json
import os
from typing import AsyncIterator
from urllib.parse import quote

__version__ = "0.8.2"

ENDPOINT = os.environ.get("ORDERBOOK_FEED", "wss://feeds.orderbook-kit.example/v1")


async def feed(pair: str) -> AsyncIterator[dict]:
    import websockets

    async with websockets.connect(f"{ENDPOINT}/{quote(pair)}") as socket:
        async for message in socket:
            yield json.loads(message)
`,
        'orderbook_kit/book.py': src`
from bisect import insort
from dataclasses import dataclass, field
from typing import List, Tuple


@dataclass
class Book:
    bids: List[Tuple[float, float]] = field(default_factory=list)
    asks: List[Tuple[float, float]] = field(default_factory=list)

    def add(self, side: str, price: float, amount: float) -> None:
        insort(self.bids if side == "bid" else self.asks, (price, amount))

    @property
    def spread(self) -> float:
        return self.asks[0][0] - self.bids[-1][0]
`,
      },
    },
    {
      twinOf: 'mistralai-guardrails-ai',
      why: 'Checks are fetched as a zip when the user installs one by name; digest and paths are checked, and __init__ imports lazily.',
      name: 'railcheck',
      version: '0.10.1',
      summary: 'Checks for answers of language models, with a hub of more.',
      author: 'Railcheck <oss@railcheck.example>',
      licence: 'Apache-2.0',
      usage: `railcheck hub install no-phone-numbers`,
      generator: 'poetry-core 2.1.3',
      entryPoints: '[console_scripts]\nrailcheck=railcheck.cli:main\n',
      files: {
        'railcheck/__init__.py': src`
"""Checks for answers of language models."""
import importlib

__version__ = "0.10.1"
_LAZY = {"Check": ".check", "Failure": ".check", "install": ".hub"}


def __getattr__(name):
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
`,
        'railcheck/check.py': src`
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    check: str
    excerpt: str


class Check:
    """A check by regular expression; answers that match fail."""

    def __init__(self, name: str, pattern: str) -> None:
        self.name = name
        self.pattern = re.compile(pattern, re.IGNORECASE)

    def run(self, answer: str):
        return [Failure(self.name, match.group()) for match in self.pattern.finditer(answer)]
`,
        'railcheck/hub.py': src`
"""Installing checks from the hub."""
import hashlib
import io
import json
import os
import urllib.request
import zipfile
from pathlib import Path

HUB = os.environ.get("RAILCHECK_HUB", "https://hub.railcheck.example/api/v1")


def _get(path: str) -> bytes:
    with urllib.request.urlopen(f"{HUB}/{path}", timeout=30) as response:
        return response.read(20_000_000)


def install(name: str, root: Path = Path.home() / ".railcheck") -> Path:
    entry = json.loads(_get(f"checks/{name}.json"))
    archive = _get(entry["archive"])
    if hashlib.sha256(archive).hexdigest() != entry["sha256"]:
        raise ValueError(f"the archive of {name} is not what the hub announced")
    target = (root / name).resolve()
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for member in files.infolist():
            path = (target / member.filename).resolve()
            if target not in path.parents:
                raise ValueError(f"{member.filename} points outside of {target}")
            files.extract(member, target)
    return target
`,
        'railcheck/cli.py': src`
import argparse

from .hub import install


def main() -> None:
    parser = argparse.ArgumentParser(prog="railcheck")
    parser.add_argument("group", choices=["hub"])
    parser.add_argument("command", choices=["install"])
    parser.add_argument("name")
    print(f"installed to {install(parser.parse_args().name)}")
`,
      },
    },
  ]),
];
