import type { Rule } from '../rule';

export const unknownPackage: Rule = {
  code: 'unknown-package',
  effect: 'undecided',
  summary: 'The registry has never heard of this version.',
  judge: ({ status }) =>
    status === 'unknown'
      ? {
          reason: 'Nobody has requested or reviewed this version.',
          maturityRequired: null,
          nextStep: 'governance.package.request',
        }
      : undefined,
};
