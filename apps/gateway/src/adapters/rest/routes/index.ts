import { ECOSYSTEMS } from '@sallyport/domain';
import type { Route } from '../route';
import { AGENT_ROUTES } from './agent-routes';
import { EVIDENCE_ROUTES } from './evidence-routes';
import { packageRoutes } from './package-routes';
import { POLICY_ROUTES } from './policy-routes';
import { REVIEW_ROUTES } from './review-routes';

/** Every path that needs a token. */
export const ROUTES: readonly Route[] = [
  ...ECOSYSTEMS.flatMap(packageRoutes),
  ...AGENT_ROUTES,
  ...REVIEW_ROUTES,
  ...POLICY_ROUTES,
  ...EVIDENCE_ROUTES,
];
