import {
  advisoryStatus,
  auditSearch,
  auditStats,
  auditVerify,
  getBehaviour,
  getReport,
  importAdvisories,
  importExploitation,
} from '@sallyport/domain';
import { z } from 'zod';
import { limit, position } from '../fields';
import { route, type Route } from '../route';

/** What is known of artifacts, and what happened. */
export const EVIDENCE_ROUTES: readonly Route[] = [
  route('GET', '/api/reports/:digest', getReport, {
    params: { digest: z.string() },
    request: (input) => input,
  }),
  route('GET', '/api/behaviours/:digest', getBehaviour, {
    params: { digest: z.string() },
    request: (input) => input,
  }),
  route('GET', '/api/advisories', advisoryStatus, { request: () => ({}) }),
  route('POST', '/api/advisories/import', importAdvisories, {
    body: { source: z.string() },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('POST', '/api/advisories/exploitation', importExploitation, {
    body: { epss: z.string().optional(), kev: z.string().optional() },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('GET', '/api/audit/stats', auditStats, { request: () => ({}) }),
  route('GET', '/api/audit/search', auditSearch, {
    query: {
      type: z.string().optional(),
      text: z.string().optional(),
      before: position.optional(),
      limit: limit.optional(),
    },
    request: (input) => input,
  }),
  route('GET', '/api/audit/verify', auditVerify, { request: () => ({}) }),
];
