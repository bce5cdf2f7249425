import { printable } from '../../errors';
import type { Evidence } from '../decision';
import type { PackageFacts } from '../package-facts';
import type { StructuralRule } from '../rule';

export const malicious: StructuralRule = {
  code: 'malicious',
  effect: 'deny',
  summary:
    'The scan found malicious content in a file of the version, or a malware report names it. No policy, approval or exception passes this.',
  judge: ({ known }) => {
    // All known files of the version, whichever is meant: who put malware in one file made the others too.
    if (known === undefined || !isMalicious(known)) return undefined;
    const evidence = [...inFiles(known), ...inReports(known)];
    const [first] = evidence as [Evidence];
    return { reason: `Malicious: ${first.text}.`, evidence, nextStep: null };
  },
};

function isMalicious({ artifacts, advisories }: PackageFacts): boolean {
  return (
    artifacts.some(({ verdict }) => verdict === 'malicious') ||
    advisories.matches.some(({ malware }) => malware)
  );
}

function inFiles({ artifacts }: PackageFacts): Evidence[] {
  return artifacts
    .filter(({ verdict }) => verdict === 'malicious')
    .map(({ filename, digest }) => ({
      fact: 'scan',
      text: `the scan found malicious content in ${printable(filename, 120)}`,
      ref: digest,
    }));
}

function inReports({ advisories }: PackageFacts): Evidence[] {
  return advisories.matches
    .filter(({ malware }) => malware)
    .map(({ id }) => ({
      fact: 'advisory',
      text: `the malware report ${printable(id, 60)} names it`,
      ref: id,
    }));
}
