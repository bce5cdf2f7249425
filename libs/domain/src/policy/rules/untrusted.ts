import type { Rule } from '../rule';

export const untrusted: Rule = {
  code: 'untrusted',
  effect: 'deny',
  summary: 'The version is known, but its approval was rejected, revoked, or never asked for.',
  judge: ({ status }) =>
    status === 'untrusted'
      ? {
          reason: 'Known but not approved: it was rejected, revoked, or never requested.',
          maturityRequired: null,
          nextStep: 'governance.package.request',
        }
      : undefined,
};
