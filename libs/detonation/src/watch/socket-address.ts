import { unhex } from './system-call';

export interface Address {
  readonly address: string;
  readonly port: number;
}

const V4 = /sin_port=htons\((\d+)\), sin_addr=inet_addr\("((?:\\x[0-9a-f]{2})+)"\)/;
const V6 = /sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "((?:\\x[0-9a-f]{2})+)"/;

/** The internet address among the arguments of a call; nothing where there is none. An IPv4 one in IPv6's clothes is IPv4. */
export function addressIn(args: string): Address | undefined {
  const [, port, hex] = V4.exec(args) ?? V6.exec(args) ?? [];
  if (port === undefined || hex === undefined) return undefined;
  return { address: unhex(hex).replace(/^::ffff:(?=\d+\.)/, ''), port: Number(port) };
}
