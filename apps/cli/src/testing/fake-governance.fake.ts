import * as domain from '@sallyport/domain';
import { actorText, assertMay, packageId, statusOf, type Actor } from '@sallyport/domain';
import type { FakeProduct } from './fake-product.fake';
import { refuse, type FakeRegistry } from './fake-registry.fake';
import { AT, NO_ADVISORIES, POLICY_VERSION } from './fixed-facts';

/** Checks, bans, listings, agents and figures of governance. */
export function serveGovernance(product: FakeProduct, registry: FakeRegistry): void {
  product.on(domain.checkPackage, ({ agentId, digest, ecosystem, name, version }) =>
    registry.decide(domain.parseAgentId(agentId), packageId({ ecosystem, name, version }), digest),
  );
  product.on(domain.checkClosure, ({ agentId, ecosystem, packages, roots }) =>
    registry.checkAll(agentId, ecosystem, packages, roots),
  );
  product.on(domain.banPackage, ({ actor, package: pkg, reason }) =>
    registry.write(actor, [packageId(pkg)], { action: 'ban', reason }),
  );
  product.on(domain.unbanPackage, ({ actor, package: pkg }) =>
    registry.write(actor, [packageId(pkg)], { action: 'unban' }),
  );
  product.on(domain.listPackages, ({ ecosystem, status, requestId }) => ({
    packages: [...registry.rows.values()]
      .map(({ id, entry, changedBy, requestId: request }) => {
        const { approval, minMaturity, banReason, grant } = entry;
        return {
          ...id,
          status: statusOf(entry),
          approval,
          minMaturity,
          banReason,
          grant,
          changedAt: AT,
          changedBy,
          requestId: request,
        };
      })
      .filter((row) => ecosystem === undefined || row.ecosystem === ecosystem)
      .filter((row) => status === undefined || row.status === status)
      .filter((row) => requestId === undefined || row.requestId === requestId),
    next: null,
    revision: registry.revision,
  }));
  product.on(domain.governanceStats, () => statsOf(registry));
  product.on(domain.getFacts, (ref) => ({
    facts: registry.known(packageId(ref)) ?? null,
    advisoryData: NO_ADVISORIES,
    revision: registry.revision,
  }));
  product.on(domain.getBehaviour, ({ digest }) => {
    if (digest === `sha256:${'0'.repeat(64)}`)
      throw new domain.DomainError('behaviour-not-found', 'never run');
    return behaviourOf(digest);
  });
  product.on(domain.listKeys, () => ({
    keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid: 'k1\u001b[31m' }],
  }));
  serveAgents(product, registry);
}

function statsOf(registry: FakeRegistry): domain.ReplyOf<typeof domain.governanceStats> {
  const lodash = { ecosystem: 'npm', name: 'lodash\u001b[31m', version: '1.2.3' } as const;
  return {
    revision: registry.revision,
    packages: { active: 1 },
    agents: registry.agents.size,
    checks: {
      total: registry.decisions,
      allowed: 0,
      byReason: { banned: 1 },
      byAgent: [{ agentId: 'a1', total: 3, refused: 2 }],
      byPackage: [{ ...lodash, total: 3, refused: 2 }],
      shared: true,
    },
    auditBacklog: 0,
    view: {
      records: { facts: 5 },
      policyVersion: POLICY_VERSION,
      cacheHits: 2,
      cacheMisses: 1,
      decidedAhead: 4,
    },
  };
}

function serveAgents(product: FakeProduct, registry: FakeRegistry): void {
  const { agents } = registry;
  const agentOf = (id: string) => {
    const agent = agents.get(id) ?? refuse('agent-not-found', `No agent "${id}" is registered`);
    return { id, ...agent, registeredAt: AT, changedAt: AT };
  };
  const put = ({ agentId, maturity }: { agentId: string; maturity: string }) => {
    const next = domain.parseMaturity(maturity);
    const changed = agents.get(domain.parseAgentId(agentId))?.maturity === next ? 0 : 1;
    agents.set(agentId, { maturity: next, suspended: agents.get(agentId)?.suspended ?? false });
    registry.revision += changed;
    return { revision: registry.revision, changed, unchanged: 1 - changed };
  };
  const pause = (suspended: boolean) => (request: { actor: Actor; agentId: string }) => {
    assertMay('revoke', request.actor);
    const { maturity } = agentOf(request.agentId);
    agents.set(request.agentId, { maturity, suspended });
    return { revision: ++registry.revision, changed: 1, unchanged: 0 };
  };
  product.on(domain.registerAgent, put);
  product.on(domain.changeAgent, (request) => {
    agentOf(request.agentId);
    return put(request);
  });
  product.on(domain.getAgent, ({ agentId }) => agentOf(agentId));
  product.on(domain.listAgents, () => ({ agents: [...agents.keys()].map(agentOf), next: null }));
  product.on(domain.suspendAgent, pause(true));
  product.on(domain.resumeAgent, pause(false));
  product.on(domain.importAgents, ({ text }) => {
    const [header, ...lines] = text.trim().split('\n');
    if (header !== 'agentId,maturity') refuse('agents-unreadable', 'line 1: no header agentId,maturity');
    const changes = lines
      .map((line) => line.split(','))
      .map(([agentId = '', maturity = '']) => put({ agentId, maturity }));
    return { revision: registry.revision, changed: changes.length, unchanged: 0 };
  });
  product.on(domain.agentHistory, ({ agentId }) => {
    const { maturity, suspended } = agentOf(agentId);
    const by = actorText({ kind: 'person', id: 'me' });
    const entry = {
      revision: 1,
      action: 'register',
      maturity,
      previous: null,
      suspended,
      by,
      note: 'x\u001b[2J',
      at: AT,
    };
    return { history: [entry] };
  });
  const proposal = {
    id: 'p1',
    agentId: 'intern',
    from: 'intern',
    to: 'supervised',
    why: 'clean\u001b[31m',
    state: 'open',
  };
  product.on(domain.listProposals, () => ({ proposals: [proposal] }));
  product.on(domain.decideProposal, ({ proposalId, accept }) => {
    if (proposalId !== proposal.id) refuse('proposal-not-found', `There is no proposal ${proposalId}`);
    return accept
      ? put({ agentId: proposal.agentId, maturity: proposal.to })
      : { revision: 1, changed: 1, unchanged: 0 };
  });
}

/** What it did would steer a terminal. */
function behaviourOf(digest: domain.Digest): domain.ReplyOf<typeof domain.getBehaviour> {
  const behaviours: domain.Behaviour[] = [
    { phase: 'install', act: 'connect', what: 'host.invalid\u001b[31m:80', environments: ['ci'] },
  ];
  return {
    contract: { ecosystem: 'npm', name: 'qs', version: '1.2.3', artifact: digest, behaviours },
    ...{ behaviour: digest, verdict: 'warning', detonator: 'd1', at: '2026-01-01T00:00:00.000Z' },
    findings: [{ rule: 'detonation-connects', kind: 'detonation', severity: 'medium', message: 'connected' }],
  };
}
