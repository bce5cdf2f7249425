import { command } from '../command';

export const SINK_PORTS = { tcp: 19_040, dns: 19_053, udp: 19_054 } as const;

/** The cage's own address: programs ask for names in IPv4 only where there is one beside the loopback. */
const OWN = { v4: '172.17.0.2/32', v6: 'fd00:17::2/128' } as const;

/**
 * Makes every address one of the cage's own. Its network namespace has no device but the loopback, so that nothing can
 * leave it; with a local route for everything, what would have left arrives at the sink. Only the port is rewritten: the
 * sink still sees which address was meant. The cage's loopback itself is left alone.
 * @param pid a process in the cage, as the host counts
 */
export async function captureEverything(pid: number): Promise<void> {
  const inside = ['-t', String(pid), '-n', '--'];
  const routes = [
    `addr add ${OWN.v4} dev lo`,
    'route add local default dev lo',
    `-6 addr add ${OWN.v6} dev lo`,
    '-6 route add local default dev lo',
  ];
  for (const route of routes) await command('nsenter', [...inside, 'ip', ...route.split(' ')]);
  await command('nsenter', [...inside, 'iptables-restore'], redirection('127.0.0.0/8'));
  await command('nsenter', [...inside, 'ip6tables-restore'], redirection('::1/128'));
}

/** DNS to whichever resolver; everything else of TCP and UDP, whatever its port. */
function redirection(loopback: string): string {
  const rule = (match: string, port: number) =>
    `-A OUTPUT ! -d ${loopback} ${match} -j DNAT --to-destination :${port}`;
  return [
    '*nat',
    rule('-p udp --dport 53', SINK_PORTS.dns),
    rule('-p udp', SINK_PORTS.udp),
    rule('-p tcp', SINK_PORTS.tcp),
    'COMMIT',
    '',
  ].join('\n');
}
