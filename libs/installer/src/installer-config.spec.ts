import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstallerConfig, trustRootOf } from './installer-config';
import { madeSigningKey } from './testing/doors.fake';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'installer-config-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { publicKey } = madeSigningKey();
const parsed = (keysFile?: string) =>
  InstallerConfig.safeParse({
    ...{ ARTIFACT_STORE_DIR: folder, WORK_DIR: folder },
    ...(keysFile === undefined ? {} : { DECISION_PUBLIC_KEYS_FILE: keysFile }),
  });

function keysFile(text: string): string {
  const file = join(folder, 'keys.json');
  writeFileSync(file, text);
  return file;
}

describe('installer/installer-config', () => {
  it("reads governance's public keys", () => {
    const config = parsed(keysFile(JSON.stringify({ keys: [publicKey] })));

    expect(config.data?.DECISION_PUBLIC_KEYS_FILE).toEqual(new Map([[publicKey.kid, publicKey]]));
  });

  it('trusts nobody where no trust root was given', () => {
    expect(trustRootOf({})).toBeUndefined();
  });

  it.each<[string, string, RegExp]>([
    ['SALLYPORT_TRUSTED_ROOT', 'hello', /keys\.json: .*not JSON/],
    ['SALLYPORT_TRUSTED_ROOT', '{}', /keys\.json: not a sigstore trusted root/],
    ['SALLYPORT_REGISTRY_KEYS', '{"keys":[]}', /keys\.json: not a list of registry keys/],
  ])('does not start with a %s that is %j', (name, text, why) => {
    const { error } = InstallerConfig.safeParse({
      ...{ ARTIFACT_STORE_DIR: folder, WORK_DIR: folder, [name]: keysFile(text) },
    });

    expect(error?.issues.find(({ path }) => path.join() === name)?.message).toMatch(why);
  });

  it.each<[string, () => string | undefined, RegExp]>([
    ['no file', () => undefined, /public keys/],
    ['an empty name', () => '', /public keys/],
    ['a file that is not there', () => join(folder, 'absent.json'), /ENOENT/],
    ['something else', () => keysFile('hello'), /keys\.json: .*not JSON/],
    ['no keys', () => keysFile('{"keys":[]}'), /no key at all/],
  ])('does not start with %s for keys', (_, file, why) => {
    const faults = parsed(file()).error?.issues.map(({ path, message }) => [path.join(), message]);

    expect(faults).toEqual([['DECISION_PUBLIC_KEYS_FILE', expect.stringMatching(why)]]);
  });
});
