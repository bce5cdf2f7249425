import * as domain from '@sallyport/domain';
import {
  actorText,
  assertMay,
  EXCEPTION_TRANSITIONS,
  nextStanding,
  parseException,
  parseSelector,
  parseTerms,
  STANDING_APPROVAL_TRANSITIONS,
  STANDING_BAN_TRANSITIONS,
} from '@sallyport/domain';
import type { FakeProduct } from './fake-product.fake';
import { refuse, type FakeRegistry } from './fake-registry.fake';
import { AT, POLICY } from './fixed-facts';

/** What holds for more than one version: approvals, bans, exceptions, names. */
export function serveStanding(product: FakeProduct, registry: FakeRegistry): void {
  serveApprovals(product, registry);
  serveBans(product, registry);
  serveExceptions(product, registry);
  serveNames(product, registry);
}

function serveApprovals(product: FakeProduct, registry: FakeRegistry): void {
  const find = (id: string) =>
    registry.approvals.get(id) ?? refuse('approval-not-found', `There is no approval ${id}`);
  product.on(domain.grantApproval, ({ actor, selector, minMaturity, ...asked }) => {
    assertMay('approve', actor);
    const terms = parseTerms(asked, POLICY.review, Date.parse(AT));
    const given = { by: [actorText(actor)], at: AT, digests: null, closure: null };
    const approvalId = registry.nextId('approval');
    const receipt = registry.put(registry.approvals, {
      id: approvalId,
      selector: parseSelector(selector),
      minMaturity,
      grant: domain.grantOf(terms, given),
      state: 'proposed',
    });
    const { expiresAt } = terms;
    return { ...receipt, awaitingSecond: 1, ...(expiresAt === null ? {} : { expiresAt }), approvalId };
  });
  product.on(domain.secondApproval, ({ actor, approvalId }) => {
    const approval = find(approvalId);
    if (approval.grant.by.includes(actorText(actor)))
      refuse('reviewer-refused', 'The second has to be another person');
    const state = nextStanding(STANDING_APPROVAL_TRANSITIONS, approvalId, approval.state, 'second');
    return registry.put(registry.approvals, { ...approval, state });
  });
  product.on(domain.revokeApproval, ({ approvalId }) => {
    const approval = find(approvalId);
    const state = nextStanding(STANDING_APPROVAL_TRANSITIONS, approvalId, approval.state, 'revoke');
    return registry.put(registry.approvals, { ...approval, state });
  });
  product.on(domain.listApprovals, () => ({
    approvals: [...registry.approvals.values()],
    revision: registry.revision,
  }));
}

function serveBans(product: FakeProduct, registry: FakeRegistry): void {
  product.on(domain.setBan, ({ actor, selector, reason }) => {
    const banId = registry.nextId('ban');
    const ban = {
      id: banId,
      selector: parseSelector(selector),
      reason,
      state: 'live',
      by: actorText(actor),
      at: AT,
    } as const;
    return { ...registry.put(registry.bans, ban), banId };
  });
  product.on(domain.liftBan, ({ banId }) => {
    const ban = registry.bans.get(banId) ?? refuse('ban-not-found', `There is no ban ${banId}`);
    return registry.put(registry.bans, {
      ...ban,
      state: nextStanding(STANDING_BAN_TRANSITIONS, banId, ban.state, 'lift'),
    });
  });
  product.on(domain.listBans, ({ state }) => ({
    bans: [...registry.bans.values()].filter((ban) => state === undefined || ban.state === state),
    revision: registry.revision,
  }));
}

function serveExceptions(product: FakeProduct, registry: FakeRegistry): void {
  product.on(domain.grantException, ({ actor, selector, agentId = null, ...asked }) => {
    const parsed = parseException({ ...asked, agentId: agentId ?? undefined }, Date.parse(AT));
    const exceptionId = registry.nextId('exception');
    const receipt = registry.put(registry.exceptions, {
      id: exceptionId,
      ...parsed,
      selector: parseSelector(selector),
      agentId,
      by: actorText(actor),
      grantedAt: AT,
      state: 'live',
    });
    return { ...receipt, exceptionId };
  });
  product.on(domain.withdrawException, ({ exceptionId }) => {
    const found =
      registry.exceptions.get(exceptionId) ??
      refuse('exception-not-found', `There is no exception ${exceptionId}`);
    const state = nextStanding(EXCEPTION_TRANSITIONS, exceptionId, found.state, 'withdraw');
    return registry.put(registry.exceptions, { ...found, state });
  });
  product.on(domain.listExceptions, ({ report, about }) => ({
    exceptions: [...registry.exceptions.values()]
      .filter(
        ({ state }) => report === 'all' || (state === 'live') === (report === 'live' || report === 'unused'),
      )
      .filter(({ rule }) => about === 'all' || (about === 'advisories') === (rule === domain.NOT_AFFECTED))
      .map((exception) => ({ ...exception, uses: 0, lastUsedAt: null, expired: false })),
    revision: registry.revision,
  }));
}

function serveNames(product: FakeProduct, registry: FakeRegistry): void {
  const appeared = {
    ecosystem: 'npm',
    name: 'lodahs',
    state: 'appeared',
    firstAskedAt: AT,
    lastAskedAt: AT,
    times: 3,
    askedBy: ['agent:a1\u001b[31m'],
    appearedAt: AT,
  };
  product.on(domain.listNames, () => ({ names: [appeared], revision: registry.revision }));
  product.on(domain.clearName, ({ name }) => {
    if (name !== appeared.name) refuse('name-not-found', `Nobody has asked for ${name}`);
    return { revision: ++registry.revision, changed: 1, unchanged: 0 };
  });
}
