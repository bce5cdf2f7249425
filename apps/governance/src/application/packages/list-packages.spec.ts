import { fakeGovernance, npm, requestExactly, rita } from '../governance.fake';
import { scanned } from '../scanned.fake';

async function withFive() {
  const governance = await fakeGovernance();
  const { requestId } = await requestExactly(governance, 'e@1.0.0', 'a@1.0.0', 'c@1.0.0');
  await scanned(governance, npm('b'), { ecosystem: 'pypi', name: 'd', version: '1' });
  await governance.approve.approve({
    actor: rita,
    packages: [npm('b'), { ecosystem: 'pypi', name: 'D', version: '1.0' }],
    minMaturity: 'supervised',
  });
  return { governance, requestId };
}

describe('governance/application/packages/list-packages', () => {
  it('gives every package once, page by page, and says where the end is', async () => {
    const { governance } = await withFive();
    const pages: string[][] = [];

    for (let after: string | undefined | null = undefined; after !== null;) {
      const page: Awaited<ReturnType<typeof governance.list.list>> = await governance.list.list({
        limit: 2,
        after,
      });
      pages.push(page.packages.map(({ name }) => name));
      after = page.next;
    }

    expect(pages).toEqual([['a', 'b'], ['c', 'e'], ['d']]);
  });

  it('has no next page where the last one is just full', async () => {
    const { governance } = await withFive();

    expect(await governance.list.list({ limit: 5 })).toMatchObject({ next: null, revision: 7 });
  });

  it.each([
    ['a status', { status: 'active' as const }, ['b', 'd']],
    ['an ecosystem', { ecosystem: 'pypi' }, ['d']],
  ])('lists by %s', async (_title, query, names) => {
    const { governance } = await withFive();

    expect((await governance.list.list({ limit: 100, ...query })).packages.map(({ name }) => name)).toEqual(
      names,
    );
  });

  it('lists what a request stands for', async () => {
    const { governance, requestId } = await withFive();

    const { packages } = await governance.list.list({ limit: 100, requestId });

    expect(packages.map(({ name, status, changedBy }) => [name, status, changedBy])).toEqual([
      ['a', 'pending', 'person:sam'],
      ['c', 'pending', 'person:sam'],
      ['e', 'pending', 'person:sam'],
    ]);
  });

  it.each([
    ['an unknown ecosystem', { ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['an unknown request', { requestId: 'nope' }, 'request-not-found'],
    ['a cursor that is none', { after: '%%%' }, 'invalid-request'],
    [
      'a cursor that holds something else',
      { after: Buffer.from('["npm","../x","1.0.0"]').toString('base64url') },
      'invalid-request',
    ],
    [
      'a cursor of JSON that is no list',
      { after: Buffer.from('{}').toString('base64url') },
      'invalid-request',
    ],
  ])('%s is an error', async (_title, query, code) => {
    const { governance } = await withFive();

    await expect(governance.list.list({ limit: 100, ...query })).rejects.toMatchObject({ code });
  });
});
