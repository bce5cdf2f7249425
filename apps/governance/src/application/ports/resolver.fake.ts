import { DomainError, type Ecosystem, type Lock, type LockedPackage } from '@sallyport/domain';
import { Resolver } from './resolver';

export class FakeResolver extends Resolver {
  readonly asked: { ecosystem: Ecosystem; requirements: readonly string[] }[] = [];
  answer: Lock | DomainError = new DomainError('nobody-listens', 'No installer runs');

  async resolve(ecosystem: Ecosystem, requirements: readonly string[]): Promise<Lock> {
    this.asked.push({ ecosystem, requirements });
    if (DomainError.is(this.answer)) throw this.answer;
    return this.answer;
  }
}

export function lockOf(
  ecosystem: Ecosystem,
  packages: readonly [name: string, version: string, path?: string][],
): Lock {
  return {
    ecosystem,
    target: 'test',
    requirements: packages.slice(0, 1).map(([name]) => name),
    roots: packages.slice(0, 1).map(([name, , path]) => path ?? name),
    packages: packages.map(([name, version, path]) => lockedPackage(name, version, path ?? name)),
  };
}

function lockedPackage(name: string, version: string, path: string): LockedPackage {
  const integrity = `sha512-${Buffer.alloc(64).toString('base64')}`;
  return {
    name,
    version,
    path,
    dependencies: [],
    artifact: {
      kind: 'tarball',
      filename: `${version}.tgz`,
      url: 'https://registry.invalid/x.tgz',
      integrity,
    },
  };
}
