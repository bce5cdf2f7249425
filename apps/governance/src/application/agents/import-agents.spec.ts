import { fakeGovernance, reasonFor, rita, type FakeGovernance } from '../governance.fake';

const importing = (governance: FakeGovernance, format: 'csv' | 'json', text: string) =>
  governance.importAgents.import({ actor: rita, format, text });
const json = (...entries: unknown[]): string => JSON.stringify(entries);

describe('governance/application/agents/import-agents', () => {
  it.each<['csv' | 'json', string, string]>([
    ['csv', 'plain', 'agentId,maturity,suspended,note\nann,intern,,\nbob,autonomous,true,"on, ""leave"""\n'],
    [
      'csv',
      'other order, CRLF, empty lines and a byte order mark',
      '\ufeffnote,suspended,maturity,agentId\r\n\r\n,,intern,ann\r\n"on, ""leave""",true,autonomous,bob\r\n',
    ],
    [
      'json',
      'plain',
      json(
        { agentId: 'ann', maturity: 'intern' },
        { agentId: 'bob', maturity: 'autonomous', suspended: true, note: 'on, "leave"' },
      ),
    ],
  ])('takes %s, %s, in one act', async (format, _title, text) => {
    const governance = await fakeGovernance();

    const receipt = await importing(governance, format, text);

    const base = { kind: 'agent', action: 'register', previous: null, actor: rita, at: expect.any(String) };
    expect(receipt).toEqual({ revision: 5, changed: 2, unchanged: 0 });
    expect(governance.store.log.at(-1)?.parts).toEqual([
      { ...base, agentId: 'ann', maturity: 'intern' },
      { ...base, agentId: 'bob', maturity: 'autonomous', suspended: true, note: 'on, "leave"' },
    ]);
    expect([await reasonFor(governance, 'ann', 'a'), await reasonFor(governance, 'bob', 'a')]).toEqual([
      'unknown-package',
      'agent-suspended',
    ]);
  });

  it.each([
    ['the same', { maturity: 'intern' }, undefined],
    [
      'another maturity',
      { maturity: 'supervised' },
      { action: 'change', maturity: 'supervised', previous: 'intern' },
    ],
    ['suspended', { maturity: 'intern', suspended: true }, { action: 'suspend', suspended: true }],
    ['not suspended, as before', { maturity: 'intern', suspended: false }, undefined],
    [
      'another maturity and suspended',
      { maturity: 'student', suspended: true },
      { action: 'change', maturity: 'student', suspended: true },
    ],
    ['a note alone', { maturity: 'intern', note: 'n' }, undefined],
  ])('changes a known agent to what the list says: %s', async (_title, entry, expected) => {
    const governance = await fakeGovernance();

    const receipt = await importing(governance, 'json', json({ agentId: 'intern', ...entry }));

    const changed = expected === undefined ? 0 : 1;
    expect(receipt).toEqual({ revision: 4 + changed, changed, unchanged: 1 - changed });
    expect(governance.store.log.slice(4).map(({ parts }) => parts)).toMatchObject(
      expected ? [[expected]] : [],
    );
  });

  it.each([
    ['says nothing', {}, 'agent-suspended'],
    ['says so', { suspended: true }, 'agent-suspended'],
    ['says otherwise', { suspended: false }, 'unknown-package'],
  ])('leaves a suspended agent suspended where the list %s', async (_title, entry, reason) => {
    const governance = await fakeGovernance();
    await governance.suspend.suspend({ actor: rita, agentId: 'intern', reason: 'r' });

    await importing(governance, 'json', json({ agentId: 'intern', maturity: 'supervised', ...entry }));

    expect(await reasonFor(governance, 'intern', 'a')).toBe(reason);
  });

  it('takes ten thousand', async () => {
    const governance = await fakeGovernance();
    const lines = Array.from({ length: 10_000 }, (_, n) => `agent-${n},intern`);

    expect(await importing(governance, 'csv', ['agentId,maturity', ...lines].join('\n'))).toMatchObject({
      changed: 10_000,
    });
  });

  it.each<['csv' | 'json', string, string, string[]]>([
    ['csv', 'nothing but a header', 'agentId,maturity\n', ['There is no agent in it.']],
    ['csv', 'only empty lines', '\n\n', ['There is no header line.']],
    [
      'csv',
      'no header',
      'ann,intern\n',
      [
        'line 1: "ann" is no column of agents, or there twice',
        'line 1: "intern" is no column of agents, or there twice',
        'line 1: the column agentId is missing',
        'line 1: the column maturity is missing',
      ],
    ],
    [
      'csv',
      'a column of the prototype',
      'agentId,maturity,__proto__\nann,intern,x',
      ['line 1: "__proto__" is no column of agents, or there twice'],
    ],
    [
      'csv',
      'a column twice',
      'agentId,maturity,maturity\nann,student,autonomous',
      ['line 1: "maturity" is no column of agents, or there twice'],
    ],
    ['csv', 'a column missing', 'agentId,note\nann,x', ['line 1: the column maturity is missing']],
    [
      'csv',
      'too few and too many fields',
      'agentId,maturity,note\nann,intern\nbob,intern,x,y',
      ['line 2: 2 fields, the header has 3', 'line 3: 4 fields, the header has 3'],
    ],
    [
      'csv',
      'every other fault, all together',
      'agentId,maturity,suspended\na b,wizard,\nann,intern,yes\nbob,intern,\n\nbob,student,',
      [
        'line 2: "a b" is not an agent id',
        'line 2: "wizard" is not a maturity',
        'line 3: suspended Invalid input: expected boolean, received string',
        'line 6: bob is in line 4 already',
      ],
    ],
    [
      'csv',
      'an agent three times',
      'agentId,maturity\nann,intern\nann,intern\nann,intern',
      ['line 3: ann is in line 2 already', 'line 4: ann is in line 2 already'],
    ],
    ['json', 'no JSON', '{', ['It is not valid JSON.']],
    ['json', 'no array', '{"agentId":"ann","maturity":"intern"}', ['It is not a JSON array.']],
    ['json', 'nobody', '[]', ['There is no agent in it.']],
    [
      'json',
      'no object',
      json('ann', null),
      [
        'entry 1: Invalid input: expected object, received string',
        'entry 2: Invalid input: expected object, received null',
      ],
    ],
    [
      'json',
      'a field that is not known',
      json({ agentId: 'ann', maturity: 'intern', role: 'admin' }),
      ['entry 1: Unrecognized key: "role"'],
    ],
    [
      'json',
      'a maturity of the prototype',
      json({ agentId: 'ann', maturity: 'toString' }),
      ['entry 1: "toString" is not a maturity'],
    ],
    [
      'json',
      'a note that is too long',
      json({ agentId: 'ann', maturity: 'intern', note: 'x'.repeat(2_001) }),
      [expect.stringMatching(/^entry 1: note Too big/)],
    ],
  ])('takes nothing of %s with %s', async (format, _title, text, faults) => {
    const governance = await fakeGovernance();

    await expect(importing(governance, format, text)).rejects.toMatchObject({
      code: 'agents-unreadable',
      message: expect.stringContaining('nothing of it was taken'),
      details: { faults },
    });

    expect(governance.store.log).toHaveLength(4);
  });

  it.each<[string, 'csv' | 'json', string]>([
    ['a quote that never ends', 'csv', 'agentId,maturity\n"ann,intern\n'],
    ['a quote inside a field', 'csv', 'agentId,maturity\na"n"n,intern\n'],
    ['a record of a megabyte', 'csv', `agentId,maturity\n${'x'.repeat(1_048_576)},intern`],
    [
      'more than ten thousand lines',
      'csv',
      `agentId,maturity\n${Array.from({ length: 10_001 }, (_, n) => `a${n},intern`).join('\n')}`,
    ],
    [
      'more than ten thousand entries',
      'json',
      json(...Array.from({ length: 10_001 }, (_, n) => ({ agentId: `a${n}`, maturity: 'intern' }))),
    ],
    ['brackets without end', 'json', '['.repeat(100_000)],
  ])('refuses %s', async (_title, format, text) => {
    const governance = await fakeGovernance();

    await expect(importing(governance, format, text)).rejects.toMatchObject({ code: 'agents-unreadable' });

    expect(governance.store.log).toHaveLength(4);
  });

  it('tells a hundred faults at most, and how many there are', async () => {
    const governance = await fakeGovernance();
    const text = `agentId,maturity\n${Array.from({ length: 250 }, (_, n) => `a${n},wizard`).join('\n')}`;

    const refusal = await importing(governance, 'csv', text).catch((error: unknown) => error);

    expect(refusal).toMatchObject({
      message: expect.stringContaining('250 faults'),
      details: { faults: Array.from({ length: 100 }, (_, n) => `line ${n + 2}: "wizard" is not a maturity`) },
    });
  });
});
