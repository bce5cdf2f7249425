import type { Provider, Type } from '@nestjs/common';
import { AgentController } from '../adapters/nats/agent.controller';
import { BehaviourController } from '../adapters/nats/behaviour.controller';
import { CountDecisions } from '../application/agents/behaviour/count-decisions';
import { CountRecorded } from '../application/agents/behaviour/count-recorded';
import { DecideProposal } from '../application/agents/behaviour/decide-proposal';
import { ListProposals } from '../application/agents/behaviour/list-proposals';
import { ProposeMaturity } from '../application/agents/behaviour/propose-maturity';
import { ReportBehaviour } from '../application/agents/behaviour/report-behaviour';
import { ChangeAgent } from '../application/agents/change-agent';
import { GetAgent } from '../application/agents/get-agent';
import { GetAgentHistory } from '../application/agents/get-agent-history';
import { ImportAgents } from '../application/agents/import-agents';
import { ListAgents } from '../application/agents/list-agents';
import { RegisterAgent } from '../application/agents/register-agent';
import { ResumeAgent } from '../application/agents/resume-agent';
import { SuspendAgent } from '../application/agents/suspend-agent';
import { Clock } from '../application/ports/clock';
import { Log } from '../application/ports/log';
import { RegistryStore } from '../application/ports/registry-store';
import { UsageStore } from '../application/ports/usage-store';
import { CurrentView } from '../application/registry/current-view';
import { RegistryWriter } from '../application/registry/registry-writer';
import { made } from './made';

export const AGENT_CONTROLLERS: Type[] = [AgentController, BehaviourController];

export const AGENT_PROVIDERS: Provider[] = [
  ...[RegisterAgent, ChangeAgent, SuspendAgent, ResumeAgent, ImportAgents].map((UseCase) =>
    made<object>(
      UseCase,
      [RegistryWriter, Clock],
      (writer: RegistryWriter, clock: Clock) => new UseCase(writer, clock),
    ),
  ),
  ...[GetAgent, ListAgents, GetAgentHistory, ListProposals].map((UseCase) =>
    made<object>(UseCase, [RegistryStore], (store: RegistryStore) => new UseCase(store)),
  ),
  made(
    ProposeMaturity,
    [RegistryStore, UsageStore, CurrentView, RegistryWriter, Clock],
    (store: RegistryStore, usage: UsageStore, current: CurrentView, writer: RegistryWriter, clock: Clock) =>
      new ProposeMaturity(store, usage, current, writer, clock),
  ),
  made(
    DecideProposal,
    [RegistryStore, RegistryWriter, Clock],
    (store: RegistryStore, writer: RegistryWriter, clock: Clock) => new DecideProposal(store, writer, clock),
  ),
  made(
    ReportBehaviour,
    [UsageStore, ProposeMaturity, Clock],
    (usage: UsageStore, proposals: ProposeMaturity, clock: Clock) =>
      new ReportBehaviour(usage, proposals, clock),
  ),
  made(
    CountDecisions,
    [UsageStore, CurrentView, ProposeMaturity],
    (usage: UsageStore, current: CurrentView, proposals: ProposeMaturity) =>
      new CountDecisions(usage, current, proposals),
  ),
  made(
    CountRecorded,
    [CountDecisions, Clock, Log],
    (decisions: CountDecisions, clock: Clock, log: Log) => new CountRecorded(decisions, clock, log),
  ),
];
