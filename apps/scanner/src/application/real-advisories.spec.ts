import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageId, type PackageId } from '@sallyport/domain';
import { OsvExport } from '../adapters/osv/osv-export';
import { MemoryAdvisoryStore } from '../testing/memory-advisory-store.fake';
import { RecordingEvents } from '../testing/recording-events.fake';
import { AdvisoryKnowledge } from './advisory-knowledge';
import { ImportAdvisories } from './import-advisories';

/** Real exports, where the machine has them: beside the checkout. Everything they show is also tested without them. */
const DATA = join(__dirname, '../../../../../shared/data');
const isThere = existsSync(join(DATA, 'npm.zip')) && existsSync(join(DATA, 'pypi.zip'));
const whenThere = isThere ? describe : describe.skip;
if (!isThere)
  process.stdout.write(`No advisory exports in ${DATA}: the tests with real advisories are skipped.\n`);

const store = new MemoryAdvisoryStore();
const knowledge = new AdvisoryKnowledge(store);
const findings = async (id: PackageId) => (await knowledge.about([id])).findings[0] ?? [];
const actor = { kind: 'person' as const, id: 'ann' };

whenThere('application/import-advisories, real exports', () => {
  it.each(['npm.zip', 'pypi.zip'])(
    'takes every record of %s',
    async (file) => {
      const use = new ImportAdvisories(new OsvExport(), store, new RecordingEvents(), {
        now: () => new Date(0),
      });

      const reply = await use.import({ actor, source: join(DATA, file) });

      expect(reply.refused).toEqual([]);
      expect(reply.read).toBeGreaterThan(10_000);
    },
    120_000,
  );

  it.each([
    ['npm', 'lodash', '4.17.20', 'GHSA-35jh-r3h4-6jhm', 'advisory'],
    ['npm', 'event-stream', '3.3.6', 'GHSA-mh6f-8j2x-4483', 'malware-report'],
    ['pypi', 'requests', '2.19.0', 'PYSEC-2018-28', 'advisory'],
    ['pypi', 'Jinja2', '2.10', 'PYSEC-2019-217', 'advisory'],
  ])('knows what is wrong with %s %s %s', async (ecosystem, name, version, alias, kind) => {
    const id = packageId({ ecosystem, name, version });

    const found = await findings(id);

    expect(
      found.filter((finding) => finding.aliases?.includes(alias)).map((finding) => finding.kind),
    ).toEqual([kind]);
  });

  it.each([
    ['npm', 'lodash', '4.18.1'],
    ['npm', 'express', '5.3.0'],
    ['pypi', 'certifi', '2026.10.18'],
  ])('has no word against %s %s %s', async (ecosystem, name, version) => {
    const id = packageId({ ecosystem, name, version });

    expect(await findings(id)).toEqual([]);
  });
});
