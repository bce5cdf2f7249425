import type { FirstReview, Grant, PackageFacts, RegistryEntry } from '@sallyport/domain';

/** More distinct values than this are not worth remembering; sharing then begins anew. */
const LIMIT = 20_000;

/**
 * One object for all equal values: what one act approves differs in little but digests, and a registry of a hundred
 * thousand versions would otherwise hold a hundred thousand copies of the same dates and names.
 */
export class Pool {
  private readonly known = new Map<string, unknown>();

  entry({ approval, minMaturity, banReason, grant, firstReview }: RegistryEntry): RegistryEntry {
    // Ban reasons are free text, and grants with digests are of one version: nothing to share but their parts.
    if (banReason !== null || grant !== undefined || firstReview !== undefined) {
      return Object.freeze({
        approval,
        minMaturity,
        banReason,
        ...(grant === undefined ? {} : { grant: this.grant(grant) }),
        ...(firstReview === undefined ? {} : { firstReview: this.firstReview(firstReview) }),
      });
    }
    return this.shared(['entry', approval, minMaturity], () =>
      Object.freeze({ approval, minMaturity, banReason }),
    );
  }

  grant(grant: Grant): Grant {
    const { digests, ...terms } = grant;
    const shared = this.shared(['grant', terms], () => Object.freeze({ ...terms, digests: null }));
    return digests === null ? shared : Object.freeze({ ...shared, digests });
  }

  facts({ artifacts, release, advisories, scanFailed }: PackageFacts): PackageFacts {
    return Object.freeze({
      artifacts: artifacts.map((artifact) =>
        Object.freeze({
          ...artifact,
          capabilities: this.shared(['list', artifact.capabilities], () => artifact.capabilities),
          runsByItself: this.shared(['list', artifact.runsByItself], () => artifact.runsByItself),
          rulesVersion: this.text(artifact.rulesVersion),
          scannedAt: this.text(artifact.scannedAt),
        }),
      ),
      release: this.shared(['release', release], () => Object.freeze(release)),
      advisories: Object.freeze({
        matches: this.shared(['matches', advisories.matches], () => advisories.matches),
        data: this.shared(['data', advisories.data], () => Object.freeze(advisories.data)),
      }),
      scanFailed,
    });
  }

  private firstReview({ by, minMaturity, grant }: FirstReview): FirstReview {
    return Object.freeze({ by: this.text(by), minMaturity, grant: this.grant(grant) });
  }

  private text(value: string): string {
    return this.shared(['text', value], () => value);
  }

  private shared<Value>(identity: readonly unknown[], make: () => Value): Value {
    const key = JSON.stringify(identity);
    const known = this.known.get(key) as Value | undefined;
    if (known !== undefined) return known;
    if (this.known.size >= LIMIT) this.known.clear();
    const value = make();
    this.known.set(key, value);
    return value;
  }
}
