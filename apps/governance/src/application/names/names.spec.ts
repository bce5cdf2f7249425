import { DomainError, type Actor, type ErrorCode, type NameMemory } from '@sallyport/domain';
import { reasonFor, rita } from '../governance.fake';
import { factsWorld, type FactsWorld } from '../facts/facts-world.fake';
import { lockOf } from '../ports/resolver.fake';
import { ClearName } from './clear-name';
import { ListNames } from './list-names';
import { ReportMissingName } from './report-missing-name';
import { WatchNames } from './watch-names';

const KEY = JSON.stringify(['npm', 'reqeusts']);
const agent: Actor = { kind: 'agent', id: 'a1' };
const missing = (name?: string) =>
  new DomainError('package-not-found', 'There is none', name === undefined ? {} : { details: { name } });

async function namesWorld() {
  const world = await factsWorld();
  const { resolver, writer, current, stream, clock, log, store } = world;
  return {
    ...world,
    report: new ReportMissingName(writer, clock),
    clear: new ClearName(writer, clock),
    names: new ListNames(store),
    watch: new WatchNames(resolver, writer, current, stream, clock, log),
  };
}

type World = Awaited<ReturnType<typeof namesWorld>>;
const ask = ({ report }: World, askedBy = 'agent:a1', name = 'reqeusts') =>
  report.report({ ecosystem: 'npm', name, askedBy });
const stateOf = ({ current }: FactsWorld): NameMemory['state'] | undefined =>
  current.view.record('name', KEY)?.state;

describe('application/names', () => {
  it('remembers who asked for a name that does not exist, and how often', async () => {
    const world = await namesWorld();
    await ask(world);
    await ask(world, 'agent:a2');

    await ask(world, 'agent:a2');
    await world.clock.advance(61_000);
    await ask(world, 'agent:a2');

    const { names } = await world.names.list({});
    expect(names).toMatchObject([
      { ecosystem: 'npm', name: 'reqeusts', state: 'absent', times: 3, askedBy: ['agent:a1', 'agent:a2'] },
    ]);
  });

  it('names at most ten askers', async () => {
    const world = await namesWorld();

    for (let n = 0; n < 12; n += 1) await ask(world, `agent:${n}`);

    expect((await world.names.list({})).names[0]?.askedBy).toHaveLength(10);
  });

  it.each([
    ['gems', 'a', 'unknown-ecosystem'],
    ['npm', '../a', 'invalid-name'],
  ])('refuses %s %s: %s', async (ecosystem, name, code) => {
    const world = await namesWorld();

    await expect(world.report.report({ ecosystem, name, askedBy: 'agent:a1' })).rejects.toMatchObject({
      code,
    });
  });

  it('hears of names by requests, with who asked, and the request fails as it would', async () => {
    const world = await namesWorld();
    world.resolver.answer = missing('Reqeusts');

    const request = world.request.request({
      actor: agent,
      ecosystem: 'npm',
      requirements: ['x'],
      closure: true,
    });

    await expect(request).rejects.toMatchObject({ code: 'package-not-found' });
    expect(world.current.view.record('name', JSON.stringify(['npm', 'Reqeusts']))?.askedBy).toEqual([
      'agent:a1',
    ]);
  });

  it.each<[string, DomainError]>([
    ['another failure', new DomainError('registry-unreachable', 'Down', { details: { name: 'a' } })],
    ['no name', missing()],
    ['a name that is none', missing('../a')],
  ])('remembers nothing of %s', async (_, failure) => {
    const world = await namesWorld();
    world.resolver.answer = failure;

    await expect(
      world.request.request({ actor: agent, ecosystem: 'npm', requirements: ['x'], closure: true }),
    ).rejects.toMatchObject({ code: failure.code });
    expect((await world.names.list({})).names).toEqual([]);
  });

  it('blocks a name that appears until a person has looked', async () => {
    const world = await namesWorld();
    await ask(world);
    world.resolver.answer = lockOf('npm', [['reqeusts', '1.0.0']]);

    await world.watch.round();

    expect(stateOf(world)).toBe('appeared');
    expect([...world.stream.names.values()]).toMatchObject([{ name: 'reqeusts', times: 1 }]);
    await expect(reasonFor(world, 'autonomous', 'reqeusts')).resolves.toBe('invented-name');
    await world.clear.clear({ actor: rita, ecosystem: 'npm', name: 'reqeusts', reason: 'A fork of ours.' });
    await expect(reasonFor(world, 'autonomous', 'reqeusts')).resolves.toBe('unknown-package');
    expect((await world.names.list({ state: 'cleared' })).names).toHaveLength(1);
  });

  it.each<[string, DomainError, NameMemory['state']]>([
    ['there is still none', missing('reqeusts'), 'absent'],
    ['there is none, and no word of which', missing(), 'absent'],
    ['a dependency of it is missing', missing('left-bad'), 'appeared'],
    ...(['version-not-found', 'version-conflict', 'no-installable-artifact'] as ErrorCode[]).map(
      (code): [string, DomainError, NameMemory['state']] => [code, new DomainError(code, 'x'), 'appeared'],
    ),
    ...(['registry-unreachable', 'timeout', 'nobody-listens', 'internal'] as ErrorCode[]).map(
      (code): [string, DomainError, NameMemory['state']] => [code, new DomainError(code, 'x'), 'absent'],
    ),
  ])('judges by the answer: %s', async (_, answer, state) => {
    const world = await namesWorld();
    await ask(world);
    world.resolver.answer = answer;

    await world.watch.round();

    expect(stateOf(world)).toBe(state);
  });

  it('asks about fifty names a round, and about each in turn', async () => {
    const world = await namesWorld();
    for (let n = 0; n < 70; n += 1) await ask(world, 'agent:a1', `name-${n}`);
    world.resolver.answer = missing();

    await world.watch.round();
    const first = world.resolver.asked.length;
    await world.watch.round();

    expect([first, world.resolver.asked.length]).toEqual([50, 100]);
    expect(new Set(world.resolver.asked.map(({ requirements }) => requirements[0])).size).toBe(70);
  });

  it('asks no more about a name that nobody asks for', async () => {
    const world = await namesWorld();
    const at = '2024-01-01T00:00:00.000Z';
    const value = {
      state: 'absent' as const,
      firstAskedAt: at,
      lastAskedAt: at,
      times: 1,
      askedBy: [],
      appearedAt: null,
    };
    await world.writer.write({
      at,
      decide: () => [{ kind: 'name', key: KEY, action: 'ask', value, actor: agent, at }],
    });

    await world.watch.round();

    expect(world.resolver.asked).toEqual([]);
  });

  it.each<[string, Actor, string, string, ErrorCode]>([
    ['an agent', agent, 'npm', 'reqeusts', 'reviewer-refused'],
    ['a service', { kind: 'service', id: 'scanner' }, 'npm', 'reqeusts', 'reviewer-refused'],
    ['a name that nobody asked for', rita, 'npm', 'other', 'name-not-found'],
    ['a name that has not appeared', rita, 'npm', 'reqeusts', 'transition-refused'],
    ['a name that is none', rita, 'npm', '../x', 'invalid-name'],
  ])('is not cleared by or for %s', async (_, actor, ecosystem, name, code) => {
    const world = await namesWorld();
    await ask(world);

    await expect(world.clear.clear({ actor, ecosystem, name, reason: 'x' })).rejects.toMatchObject({ code });
    expect(stateOf(world)).toBe('absent');
  });
});
