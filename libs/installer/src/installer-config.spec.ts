import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstallerConfig } from './installer-config';
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
