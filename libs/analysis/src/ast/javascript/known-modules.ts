/** Modules and globals by what using them means. Names without `node:`. */
export const NETWORK_MODULES: ReadonlySet<string> = new Set(
  `http https http2 net tls dgram dns dns/promises undici axios node-fetch got request request-promise needle superagent ws phin bent
   cross-fetch isomorphic-fetch make-fetch-happen minipass-fetch npm-registry-fetch socket.io-client simple-get follow-redirects
   centra ky wretch ethers web3 @solana/web3.js download nugget @electron/get ssh2 ftp basic-ftp nodemailer`.split(
    /\s+/,
  ),
);
/** Used between processes of one machine as well: importing them says nothing, calling them does. */
export const SOCKET_MODULES: ReadonlySet<string> = new Set(['net', 'tls', 'dgram', 'dns']);
export const HARMLESS_CALLS = /^net\.isIP|^dns\.setDefaultResultOrder$|^https?\.(?:Agent|STATUS_CODES)/;
export const NETWORK_GLOBALS: ReadonlySet<string> = new Set([
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'navigator.sendBeacon',
]);

export type CommandShape = 'text' | 'argv' | 'module';

/** Functions that start a program, and how they take it. */
export const STARTERS: ReadonlyMap<string, CommandShape> = new Map<string, CommandShape>([
  ['child_process.exec', 'text'],
  ['child_process.execSync', 'text'],
  ['child_process.spawn', 'argv'],
  ['child_process.spawnSync', 'argv'],
  ['child_process.execFile', 'argv'],
  ['child_process.execFileSync', 'argv'],
  ['child_process.fork', 'module'],
  ['worker_threads.Worker', 'module'],
  ['execa', 'argv'],
  ['execa.execa', 'argv'],
  ['execa.execaSync', 'argv'],
  ['execa.sync', 'argv'],
  ['execa.command', 'text'],
  ['execa.execaCommand', 'text'],
  ['execa.execaCommandSync', 'text'],
  ['cross-spawn', 'argv'],
  ['cross-spawn.spawn', 'argv'],
  ['cross-spawn.sync', 'argv'],
  ['tinyexec.exec', 'argv'],
  ['tinyexec.x', 'argv'],
  ['nano-spawn', 'argv'],
  ['shelljs.exec', 'text'],
  ['zx.$', 'text'],
  ['execa.$', 'text'],
]);

/** Functions that evaluate text; each takes it as its last (Function) or first argument. */
export const EVALUATORS: ReadonlySet<string> = new Set([
  'eval',
  'Function',
  'vm.runInThisContext',
  'vm.runInNewContext',
  'vm.runInContext',
  'vm.compileFunction',
  'vm.Script',
  'vm.SourceTextModule',
  'require-from-string',
]);
export const TIMERS: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'setImmediate']);

/** Members of `fs`, `fs/promises`, `fs-extra` that change the file system. */
export const FS_MODULE = /^(?:fs|fs\/promises|fs-extra|graceful-fs)\.(?:promises\.)?(\w+)$/;
export const FS_WRITES =
  /^(?:write|append|createWriteStream|copy|cp|rename|move|link|symlink|chmod|truncate|output|ensure|mkdir)/;
export const FS_DELETES = /^(?:unlink|rm|rmdir|remove|emptyDir)(?:Sync)?$/;

/** Calls that turn hidden text into readable text. */
export const DECODERS =
  /^(?:atob|unescape|Buffer\.from|String\.fromCharCode|String\.fromCodePoint|zlib\.\w*(?:inflate|gunzip|unzip|brotliDecompress)\w*|crypto\.createDecipher(?:iv)?|CryptoJS\.AES\.decrypt|crypto-js\.AES\.decrypt|LZString\.\w+|pako\.\w+)$/i;
