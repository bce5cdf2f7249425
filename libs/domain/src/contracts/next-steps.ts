/**
 * Calls that a decision may name as its next step. A file that imports nothing: endpoints are made of the policy's
 * schemas, so the policy cannot import them. decide.spec.ts holds every one of these to an endpoint.
 */
export const NEXT_STEPS = {
  request: 'governance.package.request',
  approve: 'governance.package.approve',
  grantException: 'governance.exception.grant',
  registerAgent: 'governance.agent.register',
  changeAgent: 'governance.agent.change',
  resumeAgent: 'governance.agent.resume',
  clearName: 'governance.name.clear',
  applyPolicy: 'governance.policy.apply',
  importAdvisories: 'scanner.advisories.import',
} as const;
