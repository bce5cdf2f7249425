import { assertMayAdminister, WHO_MAY_ADMINISTER, type AgentAction } from './administration';

describe('domain/agent/administration', () => {
  it.each<[AgentAction, { person: boolean; service: boolean; agent: boolean }]>([
    ['register', { person: true, service: true, agent: false }],
    ['change', { person: true, service: true, agent: false }],
    ['import', { person: true, service: true, agent: false }],
    ['suspend', { person: true, service: true, agent: false }],
    ['resume', { person: true, service: false, agent: false }],
    ['decide-proposal', { person: true, service: false, agent: false }],
  ])('%s: %j', (action, may) => {
    expect(WHO_MAY_ADMINISTER[action]).toEqual(
      Object.entries(may)
        .filter(([, mayDo]) => mayDo)
        .map(([kind]) => kind),
    );
  });

  it('lets who may', () => {
    expect(() => assertMayAdminister('resume', { kind: 'person', id: 'rita' })).not.toThrow();
  });

  it('tells who may not', () => {
    expect(() => assertMayAdminister('resume', { kind: 'agent', id: 'bot' })).toThrow(
      expect.objectContaining({
        code: 'reviewer-refused',
        message: 'agent:bot may not do this to agents: resume',
        hint: 'Who may: person.',
      }),
    );
  });
});
