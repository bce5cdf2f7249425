import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readConfig } from '../../config';
import { readSigningKeyFiles } from './signing-key-files';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'signing-keys-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pem = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function keyFile(name = 'key.pem', text = pem(), mode = 0o600): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('governance/adapters/crypto/signing-key-files', () => {
  it('reads the keys in their order', () => {
    const files = [keyFile('next.pem'), keyFile('before.pem', undefined, 0o400)];

    const [next, before] = files.map((file) => readSigningKeyFiles(file)[0]?.publicKey.kid);

    expect(readSigningKeyFiles(files.join(delimiter)).map(({ publicKey }) => publicKey.kid)).toEqual([
      next,
      before,
    ]);
    expect(next).not.toBe(before);
  });

  it.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o666])('refuses a file of mode %o', (mode) => {
    expect(() => readSigningKeyFiles(keyFile('key.pem', pem(), mode))).toThrow(/chmod 600/);
  });

  it.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => join(folder, 'absent.pem'), /absent\.pem cannot be read \(ENOENT\)/],
    [
      'a folder',
      () => (mkdirSync(join(folder, 'folder'), { mode: 0o700 }), join(folder, 'folder')),
      /is not a file/,
    ],
    [
      'a pipe',
      () => (execFileSync('mkfifo', ['-m', '600', join(folder, 'pipe')]), join(folder, 'pipe')),
      /is not a file/,
    ],
    ['a large file', () => keyFile('key.pem', 'x'.repeat(20_000)), /larger/],
    ['something else', () => keyFile('key.pem', 'the secret of something else'), /key\.pem: .*Ed25519/],
    ['no file', () => '', /empty/],
    ['one file and nothing after it', () => `${keyFile()}${delimiter}`, /empty/],
    ['one key twice', () => [keyFile(), join(folder, 'key.pem')].join(delimiter), /twice/],
  ])('refuses %s, and quotes nothing of it', (_, list, why) => {
    const text = list();

    expect(() => readSigningKeyFiles(text)).toThrow(why);
    expect(() => readSigningKeyFiles(text)).not.toThrow(/the secret/);
  });

  const DATABASE_URL = 'postgres://me@127.0.0.1:5432/db';

  it('is part of the configuration', () => {
    const { decisionKeys } = readConfig({ DATABASE_URL, DECISION_KEY_FILE: keyFile() });

    expect(decisionKeys?.map(({ publicKey }) => publicKey.crv)).toEqual(['Ed25519']);
  });

  it('stops the start with one message that says what to do', () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('exit');
    });
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

    expect(() => readConfig({ DATABASE_URL, DECISION_KEY_FILE: keyFile('key.pem', pem(), 0o644) })).toThrow(
      'exit',
    );

    expect(exit).toHaveBeenCalledWith(2);
    expect(stderr.mock.calls.flat().join('')).toMatch(/DECISION_KEY_FILE: .*chmod 600/);
    jest.restoreAllMocks();
  });
});
