import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptPolicy } from '@sallyport/domain';

const FOLDER = join(__dirname, '../docs/examples');
const POLICIES = readdirSync(FOLDER).filter((file) => file.endsWith('-policy.yaml'));

describe('docs/examples: policies', () => {
  it.each(POLICIES)('%s passes its lint and its own tests', (file) => {
    const { policy } = acceptPolicy(readFileSync(join(FOLDER, file), 'utf8'));

    expect(`${policy.name}-policy.yaml`).toBe(file);
  });
});
