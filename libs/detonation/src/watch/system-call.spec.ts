import { addressIn } from './socket-address';
import { stringsIn, SystemCallReader } from './system-call';

const hex = (text: string) =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

describe('watch/system-call', () => {
  it('reads a call with its result and what that stands for', () => {
    const line = `41 openat(AT_FDCWD<${hex('/home')}>, "${hex('a')}", O_RDONLY|O_CLOEXEC) = 3<${hex('/home/a')}>`;

    expect(new SystemCallReader().read(line)).toEqual({
      ...{ pid: 41, name: 'openat', result: 3, resultPath: '/home/a', error: null },
      args: `AT_FDCWD<${hex('/home')}>, "${hex('a')}", O_RDONLY|O_CLOEXEC`,
    });
  });

  it('reads failures, and devices', () => {
    const reader = new SystemCallReader();

    expect(reader.read(`41 unlink("${hex('/a')}") = -1 ENOENT (No such file or directory)`)).toMatchObject({
      ...{ result: -1, error: 'ENOENT' },
    });
    expect(
      reader.read(`41 openat(AT_FDCWD, "${hex('/dev/null')}", O_RDWR) = 3<${hex('/dev/null')}<char 1:3>>`),
    ).toMatchObject({ result: 3, resultPath: '/dev/null' });
  });

  it('puts together what another process came between', () => {
    const reader = new SystemCallReader();

    expect(reader.read(`41 connect(3<TCP:[7]>, {sa_family=AF_INET}, 16 <unfinished ...>`)).toBeUndefined();
    expect(reader.read(`42 unlink("${hex('/a')}") = 0`)).toMatchObject({ pid: 42 });
    expect(reader.read('41 <... connect resumed>) = 0')).toMatchObject({
      ...{ pid: 41, name: 'connect', args: '3<TCP:[7]>, {sa_family=AF_INET}, 16', result: 0 },
    });
    expect(reader.rest()).toEqual([]);
  });

  it('keeps what was asked for and never returned', () => {
    const reader = new SystemCallReader();
    reader.read(`41 execve("${hex('/bin/x')}", ["${hex('x')}"], 0x7f /* 3 vars */ <unfinished ...>`);

    expect(reader.rest()).toEqual([expect.objectContaining({ pid: 41, name: 'execve', result: null })]);
  });

  it('counts what it cannot read, and takes ends for ends', () => {
    const reader = new SystemCallReader();

    for (const line of ['41 +++ exited with 0 +++', '41 --- SIGCHLD {si_signo=SIGCHLD} ---', ''])
      reader.read(line);
    expect(reader.unreadable).toBe(0);
    reader.read('what is this');
    expect(reader.unreadable).toBe(1);
  });

  it('takes nothing that code chose for a part of a line', () => {
    const name = '") = 0\n41 connect(3, {sa_family=AF_INET, sin_port=htons(1), sin_addr=inet_addr("';
    const call = new SystemCallReader().read(`41 unlink("${hex(name)}") = 0`);

    expect(stringsIn(call?.args ?? '')).toEqual([name]);
    expect(addressIn(call?.args ?? '')).toBeUndefined();
  });

  it.each([
    [
      'IPv4',
      `{sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("${hex('192.0.2.1')}")}`,
      '192.0.2.1',
      443,
    ],
    [
      'IPv6',
      `{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "${hex('2001:db8::1')}", &sin6_addr), sin6_scope_id=0}`,
      '2001:db8::1',
      80,
    ],
    [
      'IPv4 within IPv6',
      `{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "${hex('::ffff:192.0.2.1')}", &sin6_addr)}`,
      '192.0.2.1',
      80,
    ],
  ])('reads an address of %s', (_, args, address, port) => {
    expect(addressIn(args)).toEqual({ address, port });
  });

  it.each<[string, string[], number, boolean]>([
    ['a process that exits', ['41 +++ exited with 0 +++'], 0, true],
    ['one that is killed', ['41 +++ killed by SIGKILL +++'], 0, true],
    ['one whose end nobody saw', [], 1, false],
    ['a child whose end nobody saw', ['42 unlink("") = 0', '41 +++ exited with 0 +++'], 1, true],
    ['a thread that becomes its process', ['42 +++ superseded by execve in pid 41 +++'], 1, false],
  ])('knows of %s', (_, lines, lost, hasSeenEnd) => {
    const reader = new SystemCallReader();

    for (const line of ['41 unlink("") = 0', ...lines]) reader.read(line);

    expect([reader.lostSightOf, reader.hasSeenEndOf(41)]).toEqual([lost, hasSeenEnd]);
  });

  it('counts the end of a call whose beginning it has not seen as not read', () => {
    const reader = new SystemCallReader();

    expect(reader.read('41 <... connect resumed>) = 0')).toBeUndefined();
    expect(reader.unreadable).toBe(1);
  });
});
