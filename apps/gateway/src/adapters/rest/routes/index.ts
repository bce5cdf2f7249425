import { ECOSYSTEMS } from '@sallyport/domain';
import type { Route } from '../route';
import { AGENT_ROUTES } from './agent-routes';
import { EVIDENCE_ROUTES } from './evidence-routes';
import { BASE_OF, packageRoutes } from './package-routes';
import { POLICY_ROUTES } from './policy-routes';
import { reportRoutes } from './report-routes';
import { REVIEW_ROUTES } from './review-routes';

/** Every path that needs a token. */
export const ROUTES: readonly Route[] = [
  ...ECOSYSTEMS.flatMap(packageRoutes),
  ...ECOSYSTEMS.flatMap((ecosystem) => reportRoutes(ecosystem, BASE_OF[ecosystem])),
  ...AGENT_ROUTES,
  ...REVIEW_ROUTES,
  ...POLICY_ROUTES,
  ...EVIDENCE_ROUTES,
];
