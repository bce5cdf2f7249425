import { Observer } from './observer';
import type { SystemCall } from './system-call';

const hex = (text: string) =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const LEADER = 40;
const HOME = '/home/sam';
const PLACES = {
  ...{ home: HOME, project: `${HOME}/project`, own: [`${HOME}/project/node_modules/sample`] },
  ...{ canaries: new Set(['.npmrc']), documents: new Set(['Documents/plan.md']) },
};

const call = (name: string, args: string, parts: Partial<SystemCall> = {}): SystemCall => ({
  ...{ pid: 41, name, args, result: 0, resultPath: null, error: null },
  ...parts,
});
const at = (folder: string, path: string) => `AT_FDCWD<${hex(folder)}>, "${hex(path)}"`;
const exec = (pid: number, argv: string[], parts: Partial<SystemCall> = {}) =>
  call(
    'execve',
    `"${hex(argv[0] ?? '')}", [${argv.map((arg) => `"${hex(arg)}"`).join(', ')}], 0x7f /* 9 vars */`,
    {
      pid,
      ...parts,
    },
  );
const address = (ip: string, port: number) =>
  `{sa_family=AF_INET, sin_port=htons(${port}), sin_addr=inet_addr("${hex(ip)}")}, 16`;

function observed(...calls: SystemCall[]) {
  const observer = new Observer(LEADER, PLACES);
  for (const each of calls) observer.see(each);
  return observer;
}

describe('watch/observer', () => {
  it.each<[string, SystemCall, unknown[]]>([
    [
      'a read of what was planted',
      call('openat', `${at(HOME, '.npmrc')}, O_RDONLY`, { result: 3, resultPath: `${HOME}/.npmrc` }),
      [{ act: 'read', path: '~/.npmrc', planted: 'canary' }],
    ],
    [
      'the same by a way round',
      call('openat', `${at('/usr', `../home/sam/./.npmrc`)}, O_RDONLY`, { result: 3 }),
      [{ act: 'read', path: '~/.npmrc', planted: 'canary' }],
    ],
    [
      'the same by a link that leads there',
      call('openat', `${at('/tmp', 'link')}, O_RDONLY`, { result: 3, resultPath: `${HOME}/.npmrc` }),
      [{ act: 'read', path: '~/.npmrc', planted: 'canary' }],
    ],
    ['no other read', call('openat', `${at(HOME, '.viminfo')}, O_RDONLY`, { result: 3 }), []],
    [
      'no look for what is not there',
      call('openat', `${at(HOME, '.npmrc')}, O_RDONLY`, { result: -1, error: 'ENOENT' }),
      [],
    ],
    [
      'a write',
      call('openat', `${at(HOME, '.bashrc')}, O_WRONLY|O_CREAT|O_APPEND, 0666`, { result: 4 }),
      [{ act: 'write', path: '~/.bashrc', planted: null }],
    ],
    [
      'a write that was refused',
      call('openat', `${at('/', '/etc/cron.d/x')}, O_WRONLY|O_CREAT, 0666`, { result: -1, error: 'EROFS' }),
      [{ act: 'write', path: '/etc/cron.d/x', planted: null }],
    ],
    [
      'a write of its own',
      call('creat', `"${hex(`${HOME}/project/node_modules/sample/x`)}", 0666`),
      [{ act: 'write', path: '<package>/x', planted: null }],
    ],
    ['no temporary file', call('openat', `${at('/', '/tmp/x')}, O_WRONLY|O_CREAT, 0666`, { result: 4 }), []],
    [
      'a deletion',
      call('unlinkat', `7<${hex(`${HOME}/Documents`)}>, "${hex('plan.md')}", 0`),
      [{ act: 'delete', path: '~/Documents/plan.md', planted: 'document' }],
    ],
    [
      'a file that takes the place of another',
      call('renameat2', `${at('/tmp', 'x')}, ${at(HOME, '.bashrc')}, 0`),
      [{ act: 'write', path: '~/.bashrc', planted: null }],
    ],
    [
      'a second name for a credential',
      call('linkat', `${at(HOME, '.npmrc')}, ${at(HOME, 'x')}, 0`),
      [
        { act: 'read', path: '~/.npmrc', planted: 'canary' },
        { act: 'write', path: '~/x', planted: null },
      ],
    ],
  ])('sees %s', (_, given, files) => {
    expect(observed(given).seenFiles()).toEqual(files);
  });

  it('leaves out the program that it let go, and its search for it', () => {
    const observer = observed(
      exec(LEADER, ['/usr/local/bin/node', 'x.js'], { result: -1, error: 'ENOENT' }),
      exec(LEADER, ['/usr/bin/node', 'x.js']),
      exec(41, ['/usr/bin/uname', '-a']),
    );

    expect(observer.processes()).toEqual([{ argv: ['/usr/bin/uname', '-a'], started: true }]);
  });

  it('tells a program that is missing once, and not where it was looked for', () => {
    const missing = { result: -1, error: 'ENOENT' };
    const observer = observed(
      exec(LEADER, ['/usr/bin/node']),
      exec(41, ['/usr/local/bin/curl', 'x.invalid'], missing),
      exec(41, ['/usr/bin/curl', 'x.invalid'], missing),
      exec(42, ['/usr/local/bin/ls'], missing),
      exec(42, ['/usr/bin/ls']),
    );

    expect(observer.processes()).toEqual([
      { argv: ['curl', 'x.invalid'], started: false },
      { argv: ['/usr/bin/ls'], started: true },
    ]);
  });

  it.each([
    [
      'a connection',
      [call('connect', `3<TCP:[7]>, ${address('192.0.2.1', 443)}`)],
      [['tcp', '192.0.2.1', 443]],
    ],
    ['none to itself', [call('connect', `3<TCP:[7]>, ${address('127.0.0.1', 443)}`)], []],
    [
      'no question for a name',
      [
        call('connect', `3<UDP:[7]>, ${address('10.0.0.2', 53)}`),
        call('sendto', '3<UDP:[7]>, "", 1, 0, NULL, 0'),
      ],
      [],
    ],
    ['no datagram that was not sent', [call('connect', `3<UDP:[7]>, ${address('192.0.2.1', 443)}`)], []],
    [
      'a datagram to where its socket leads',
      [
        call('connect', `3<UDP:[7]>, ${address('192.0.2.1', 443)}`),
        call('sendto', '3<UDP:[7]>, "", 1, 0, NULL, 0'),
      ],
      [['udp', '192.0.2.1', 443]],
    ],
    [
      'a datagram with its address',
      [call('sendto', `3<UDP:[7]>, "", 1, 0, ${address('192.0.2.1', 9)}`)],
      [['udp', '192.0.2.1', 9]],
    ],
    [
      'a TCP that begins with its data',
      [call('sendto', `3<TCP:[7]>, "", 1, MSG_FASTOPEN, ${address('192.0.2.1', 80)}`)],
      [['tcp', '192.0.2.1', 80]],
    ],
  ])('sees %s', (_, calls, expected) => {
    const connections = observed(...calls).connections((ip) =>
      ip === '192.0.2.1' ? 'host.invalid' : undefined,
    );

    expect(connections).toEqual(
      expected.map(([protocol, ip, port]) => ({ protocol, name: 'host.invalid', address: ip, port })),
    );
  });

  it('says where there was more than it keeps', () => {
    const observer = new Observer(LEADER, PLACES);
    for (let index = 0; index <= 500; index++) observer.see(call('creat', `"${hex(`/srv/${index}`)}", 0666`));

    expect(observer.isFlooded).toBe(true);
    expect(observer.seenFiles()).toHaveLength(500);
  });
});
