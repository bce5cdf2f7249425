import { analyzeArtifact } from '@sallyport/analysis';
import { archiveOf } from './attacks/build';
import { archiveOf as honestArchiveOf, BENIGN } from './attacks/benign';
import { ACCUSED, NOT_HELD } from './attacks/known-gaps';
import { ATTACKS } from './attacks/replicas';

/** What the scanner alone can tell: names, facts and the version before are governance's. */
const BY_ARTIFACT = ATTACKS.filter(({ judgedBy }) => judgedBy === 'artifact');

async function isHeld(ecosystem: 'npm' | 'pypi', archive: Buffer): Promise<boolean> {
  const { verdict } = await analyzeArtifact(ecosystem, archive);
  return verdict === 'suspicious' || verdict === 'malicious';
}

describe('attacks/gate', () => {
  it('holds every attack, save those that are listed as not held yet', async () => {
    const passed: string[] = [];
    for (const attack of BY_ARTIFACT)
      if (!(await isHeld(attack.ecosystem, await archiveOf(attack)))) passed.push(attack.id);

    expect(passed.sort()).toEqual([...NOT_HELD].sort());
  }, 300_000);

  it('lets every honest package pass, save those that are listed as accused', async () => {
    const held: string[] = [];
    for (const honest of BENIGN)
      if (await isHeld(honest.ecosystem, await honestArchiveOf(honest))) held.push(honest.id);

    expect(held.sort()).toEqual([...ACCUSED].sort());
  }, 300_000);
});
