import { printable } from '../errors';
import type { ReportedFinding } from './closure-report';

/** The finding with all its foreign text made safe to print on one line, once for every form it is written in. */
export function printed(finding: ReportedFinding): ReportedFinding {
  const { statement, package: pkg } = finding;
  return {
    ...finding,
    id: line(finding.id),
    aliases: finding.aliases.map((alias) => line(alias)),
    fixedIn: finding.fixedIn.map((version) => line(version, 80)),
    summary: line(finding.summary, 1_000),
    introducedIn: finding.introducedIn === null ? null : line(finding.introducedIn, 80),
    publishedAt: finding.publishedAt === null ? null : line(finding.publishedAt, 40),
    vector: finding.vector === null ? null : line(finding.vector, 300),
    kev:
      finding.kev === null
        ? null
        : {
            ...finding.kev,
            addedOn: line(finding.kev.addedOn, 40),
            dueOn: finding.kev.dueOn === null ? null : line(finding.kev.dueOn, 40),
          },
    package: { ...pkg, name: line(pkg.name, 214), version: line(pkg.version) },
    path: finding.path.map((step) => line(step, 400)),
    statement:
      statement === null
        ? null
        : {
            ...statement,
            id: line(statement.id),
            advisory: line(statement.advisory),
            owner: line(statement.owner),
            reason: line(statement.reason, 1_000),
          },
  };
}

function line(text: string, maxLength = 200): string {
  return printable(text, maxLength).replace(/[\n\t]+/g, ' ');
}
