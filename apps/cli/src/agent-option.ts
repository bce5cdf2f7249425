import { DomainError, parseAgentId } from '@sallyport/domain';

/** `--agent`, or SALLYPORT_AGENT. @throws DomainError `invalid-agent-id` */
export function agentFrom(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const agentId = option ?? env.SALLYPORT_AGENT;
  if (agentId !== undefined) return parseAgentId(agentId);
  throw new DomainError('invalid-agent-id', 'No agent is named', {
    hint: 'Give --agent ID, or set SALLYPORT_AGENT.',
  });
}
