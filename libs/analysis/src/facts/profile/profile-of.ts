import {
  MAX_HOOKS,
  SEVERITIES,
  type ArtifactProfile,
  type Capability,
  type Finding,
} from '@sallyport/domain';
import { textOf } from '../archive-contents';
import type { ArtifactFacts } from '../artifact-facts';
import { filesOf } from './files-of';
import { hooksOf } from './hooks-of';
import { namedInCode } from './named-in-code';
import { statedByNpm } from './npm-manifest';
import { statedByPython } from './python-metadata';

/** Of each list; an honest artifact has a tenth of it. What is cut is said. */
const MAX_ENTRY_POINTS = 300;
const MAX_DEPENDENCIES = 1_000;
const MAX_FINDINGS = 200;

export interface Judged {
  readonly capabilities: readonly Capability[];
  readonly findings: readonly Finding[];
}

/** What another version of the artifact is compared with. */
export function profileOf(facts: ArtifactFacts, { capabilities, findings }: Judged): ArtifactProfile {
  const { contents, ecosystem, identity } = facts;
  const stated =
    ecosystem === 'npm' ? statedByNpm(textOf(contents.files.get('package.json'))) : statedByPython(contents);
  const dependencies = stated.dependencies.slice(0, MAX_DEPENDENCIES);
  const { named, isWhole } = namedInCode(
    ecosystem,
    [...new Set(dependencies.map(({ name }) => name))],
    contents.files,
  );
  const hooks = hooksOf(facts);
  const entryPoints = [...new Set(stated.entryPoints)].sort();
  const rules = worstOf(findings);
  return {
    capabilities: [...capabilities],
    hooks: hooks.slice(0, MAX_HOOKS),
    entryPoints: entryPoints.slice(0, MAX_ENTRY_POINTS),
    dependencies: dependencies.map((one) => ({ ...one, isNamed: named.has(one.name) })),
    ...filesOf(contents, identity),
    bytes: [...contents.files.values()].reduce((sum, { size }) => sum + size, 0),
    fileCount: contents.files.size,
    findings: rules.slice(0, MAX_FINDINGS),
    cut: [
      ...(hooks.length > MAX_HOOKS ? ['hooks'] : []),
      ...(entryPoints.length > MAX_ENTRY_POINTS ? ['entry points'] : []),
      ...(stated.dependencies.length > MAX_DEPENDENCIES || !isWhole ? ['dependencies'] : []),
      ...(rules.length > MAX_FINDINGS ? ['findings'] : []),
      ...(contents.faults.some(({ kind }) => kind === 'corrupt' || kind === 'limit') ? ['archive'] : []),
    ],
  };
}

function worstOf(findings: readonly Finding[]): ArtifactProfile['findings'] {
  const worst = new Map<string, ArtifactProfile['findings'][number]>();
  for (const { rule, severity } of findings) {
    const known = worst.get(rule);
    if (known === undefined || SEVERITIES.indexOf(known.severity) < SEVERITIES.indexOf(severity))
      worst.set(rule, { rule, severity });
  }
  return [...worst.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}
