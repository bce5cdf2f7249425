import { DomainError, predecessorOf, type HistoryVersion, type PackageHistory } from '@sallyport/domain';
import { PackageHistories } from '@sallyport/installer';
import { readCoreMetadata } from './core-metadata';
import { type IndexClient } from './index-client';
import { readProjectJson, type ProjectJson } from './project-json';
import { simpleHistory, type SimpleHistory } from './simple-history';

const SIMPLE_JSON = 'application/vnd.pypi.simple.v1+json';
/** Descriptions make some large; the fields are at the beginning. */
const MAX_METADATA_BYTES = 8 * 1024 ** 2;
/** How many versions of one package a closure may have details for. */
const MAX_DETAILED = 20;

/**
 * Asks an index by its simple API (PEP 691) for the files and their times, by PEP 658 for the metadata of single
 * versions, and by PyPI's own JSON API for the owners, where it has one.
 */
export class PypiHistories extends PackageHistories {
  private known: Promise<string[]> | undefined;

  /** @param indexes addresses of simple APIs, the first that has a project answers for it */
  constructor(
    private readonly client: IndexClient,
    private readonly indexes: () => Promise<string[]>,
    private readonly now: () => Date,
  ) {
    super();
  }

  async load(name: string, versions: readonly string[]): Promise<PackageHistory> {
    const { index, simple } = await this.project(name);
    const { history, wheels } = simple;
    const wanted = new Set(
      versions.slice(0, MAX_DETAILED).flatMap((version) => [version, predecessorOf(history, version)]),
    );
    const [project, detailed] = await Promise.all([
      versions.length === 0 ? NOTHING : this.projectJson(index, name),
      Promise.all(
        history.versions
          .filter(({ version }) => wanted.has(version))
          .map((said) => this.detailed(said, wheels)),
      ),
    ]);
    const details = new Map(detailed.map((said) => [said.version, withNewest(said, project.newest)]));
    return {
      ...history,
      versions: history.versions.map((said) => details.get(said.version) ?? said),
      maintainers: project.owners,
    };
  }

  private async project(name: string): Promise<{ index: string; simple: SimpleHistory }> {
    this.known ??= this.indexes();
    const indexes = await this.known.catch((cause: unknown) => {
      // Asked again the next time.
      this.known = undefined;
      throw cause;
    });
    for (const index of indexes) {
      const body = await this.client.json(`${index.replace(/\/$/, '')}/${name}/`, SIMPLE_JSON);
      if (body !== undefined) return { index, simple: simpleHistory(name, body, this.now().toISOString()) };
    }
    throw new DomainError('package-not-found', `No index tells of ${name} by its JSON API (PEP 691)`);
  }

  /** Whether or not it is announced (`core-metadata`): mirrors serve it and do not say so. */
  private async detailed(said: HistoryVersion, wheels: SimpleHistory['wheels']): Promise<HistoryVersion> {
    const wheel = wheels.get(said.version);
    if (wheel === undefined || !/^https?:\/\//.test(wheel)) return said;
    const answer = await this.client
      .get(`${wheel.replace(/#.*$/, '')}.metadata`, '*/*', MAX_METADATA_BYTES)
      .catch(noAnswer);
    if (answer === undefined) return said;
    return { ...said, ...readCoreMetadata(answer.bytes.toString('utf8')) };
  }

  /** The JSON API lies beside the simple one; an index that is no PyPI has none. */
  private async projectJson(index: string, name: string): Promise<ProjectJson> {
    const root = index.replace(/\/$/, '');
    if (!root.endsWith('/simple')) return NOTHING;
    const address = `${root.slice(0, -'/simple'.length)}/pypi/${name}/json`;
    return readProjectJson(await this.client.json(address, 'application/json').catch(noAnswer));
  }
}

const NOTHING: ProjectJson = { owners: null, newest: undefined };

/** Where the index serves no metadata beside the wheel, what its JSON API says of the newest version. */
function withNewest(said: HistoryVersion, newest: ProjectJson['newest']): HistoryVersion {
  const isKnown = said.dependencies !== null || said.licence !== null;
  return isKnown || newest?.version !== said.version ? said : { ...said, ...newest.metadata };
}

/** One detail that does not come costs that detail. */
function noAnswer(cause: unknown): undefined {
  if (!DomainError.is(cause)) throw cause;
  return undefined;
}
