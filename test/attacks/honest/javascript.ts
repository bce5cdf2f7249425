import { type Piece } from './piece';

const code = String.raw;

/** What honest npm packages are put together from. Plain JavaScript that any module system takes. */
export const JS_POOL: readonly Piece[] = [
  {
    name: 'camelCase',
    about: 'Turns `foo-bar baz` into `fooBarBaz`.',
    code: code`
function camelCase(input) {
  return String(input)
    .trim()
    .toLowerCase()
    .replace(/[-_\s]+(.)?/g, (match, next) => (next ? next.toUpperCase() : ''));
}`,
  },
  {
    name: 'chunk',
    about: 'Splits a list into parts of at most `size` members.',
    code: code`
function chunk(list, size) {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError('size must be a positive integer');
  }
  const parts = [];
  for (let at = 0; at < list.length; at += size) {
    parts.push(list.slice(at, at + size));
  }
  return parts;
}`,
  },
  {
    name: 'debounce',
    about: 'Calls a function once calls have stopped for a while.',
    code: code`
function debounce(fn, wait) {
  let timer;
  function debounced(...args) {
    clearTimeout(timer);
    timer = setTimeout(() => fn.apply(this, args), wait);
  }
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}`,
  },
  {
    name: 'parseDuration',
    about: 'Reads `1h 30m` as milliseconds.',
    code: code`
function parseDuration(text) {
  const units = { ms: 1, s: 1000, m: 60000, h: 3600000, d: 86400000 };
  let total = 0;
  for (const [, amount, unit] of String(text).matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)/g)) {
    total += Number(amount) * units[unit];
  }
  return total;
}`,
  },
  {
    name: 'formatBytes',
    about: 'Writes a number of bytes with a unit.',
    code: code`
function formatBytes(bytes, digits = 1) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = Math.abs(bytes);
  let at = 0;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  const sign = bytes < 0 ? '-' : '';
  return sign + (at === 0 ? String(value) : value.toFixed(digits)) + ' ' + units[at];
}`,
  },
  {
    name: 'LruMap',
    about: 'A map that forgets what was not used for longest.',
    code: code`
class LruMap {
  constructor(limit) {
    this.limit = limit;
    this.entries = new Map();
  }
  get(key) {
    if (!this.entries.has(key)) return undefined;
    const value = this.entries.get(key);
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }
  set(key, value) {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.limit) {
      this.entries.delete(this.entries.keys().next().value);
    }
    return this;
  }
}`,
  },
  {
    name: 'retry',
    about: 'Tries an asynchronous function again, with growing pauses.',
    code: code`
async function retry(task, { attempts = 3, delay = 100, factor = 2 } = {}) {
  let pause = delay;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task(attempt);
    } catch (error) {
      if (attempt >= attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause *= factor;
    }
  }
}`,
  },
  {
    name: 'deepEqual',
    about: 'Compares plain values and everything in them.',
    code: code`
function deepEqual(left, right) {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && deepEqual(left[key], right[key]));
}`,
  },
  {
    name: 'scopeChain',
    about: 'Lists a scope and all scopes around it.',
    code: code`
function scopeChain(scope) {
  const chain = [];
  for (let current = scope; current; current = current.upper) {
    if (chain.includes(current)) throw new Error('scopes form a ring');
    chain.push(current);
  }
  return chain;
}`,
  },
  {
    name: 'wordWrap',
    about: 'Breaks text into lines of at most `width` characters.',
    code: code`
function wordWrap(text, width = 80) {
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? line + ' ' + word : word;
    }
  }
  if (line) lines.push(line);
  return lines.join('\n');
}`,
  },
  {
    name: 'groupBy',
    about: 'Collects members under the key that a function gives.',
    code: code`
function groupBy(list, keyOf) {
  const groups = new Map();
  for (const member of list) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}`,
  },
  {
    name: 'parseQuery',
    about: 'Reads a query string into an object.',
    code: code`
function parseQuery(text) {
  const result = Object.create(null);
  for (const pair of text.replace(/^\?/, '').split('&')) {
    if (!pair) continue;
    const [key, value = ''] = pair.split('=').map((part) => decodeURIComponent(part.replace(/\+/g, ' ')));
    if (key in result) result[key] = [].concat(result[key], value);
    else result[key] = value;
  }
  return result;
}`,
  },
  {
    name: 'levels',
    about: 'Names of log levels and their order.',
    code: code`
const levels = Object.freeze({
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  atLeast(level, floor) {
    return this[level] >= this[floor];
  },
});`,
  },
  {
    name: 'escapeHtml',
    about: 'Makes text safe inside HTML.',
    code: code`
function escapeHtml(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(text).replace(/[&<>"']/g, (char) => entities[char]);
}`,
  },
  {
    name: 'topological',
    about: 'Orders nodes so that each comes after what it needs.',
    code: code`
function topological(edges) {
  const order = [];
  const state = new Map();
  const visit = (node) => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') throw new Error('cycle at ' + node);
    state.set(node, 'open');
    for (const next of edges[node] || []) visit(next);
    state.set(node, 'done');
    order.push(node);
  };
  Object.keys(edges).forEach(visit);
  return order;
}`,
  },
  {
    name: 'pool',
    about: 'Runs tasks with a bound on how many at once.',
    code: code`
async function pool(tasks, limit) {
  const results = new Array(tasks.length);
  let next = 0;
  async function worker() {
    while (next < tasks.length) {
      const at = next;
      next += 1;
      results[at] = await tasks[at]();
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, worker));
  return results;
}`,
  },
  {
    name: 'clamp',
    about: 'Keeps a number between two others.',
    code: code`
function clamp(value, low, high) {
  if (low > high) throw new RangeError('low must not exceed high');
  return Math.min(Math.max(value, low), high);
}`,
  },
  {
    name: 'parseHex',
    about: 'Reads a colour such as `#fa0` as three numbers.',
    code: code`
function parseHex(text) {
  const match = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text);
  if (!match) return null;
  const digits = match[1].length === 3 ? match[1].replace(/./g, '$&$&') : match[1];
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
}`,
  },
  {
    name: 'emitter',
    about: 'A very small event emitter.',
    code: code`
function emitter() {
  const handlers = new Map();
  return {
    on(event, handler) {
      if (!handlers.has(event)) handlers.set(event, new Set());
      handlers.get(event).add(handler);
      return () => handlers.get(event).delete(handler);
    },
    emit(event, ...args) {
      for (const handler of handlers.get(event) || []) handler(...args);
    },
  };
}`,
  },
  {
    name: 'pick',
    about: 'An object with only the given keys.',
    code: code`
function pick(source, keys) {
  const result = {};
  for (const key of keys) {
    if (Object.prototype.hasOwnProperty.call(source, key)) result[key] = source[key];
  }
  return result;
}`,
  },
  {
    name: 'matchGlob',
    about: 'Says whether a path matches a pattern with `*` and `?`.',
    code: code`
function matchGlob(pattern, path) {
  const source = pattern
    .replace(/[.+^$(){}|[\]\\]/g, '\\$&')
    .replace(/\*\*/g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replace(/\u0000/g, '.*')
    .replace(/\?/g, '[^/]');
  return new RegExp('^' + source + '$').test(path);
}`,
  },
  {
    name: 'ordinal',
    about: 'Writes 1st, 2nd, 3rd.',
    code: code`
function ordinal(number) {
  const rest = number % 100;
  const suffix = rest > 10 && rest < 14 ? 'th' : ['th', 'st', 'nd', 'rd'][number % 10] || 'th';
  return number + suffix;
}`,
  },
];
