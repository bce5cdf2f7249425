import { DomainError, Role, type Actor, type Permission } from '@sallyport/domain';
import type { SallyportClient } from '@sallyport/client';
import { actorFrom } from './actor';
import { readConnectFile, roleFor, type ConnectFile } from './connect-file';
import type { Surroundings } from './surroundings';

/** Options that every command has. */
export interface CommonOptions {
  json?: boolean;
  as?: string;
  actor?: string;
}

/** One run of one command: its connections (opened when first needed) and who it acts for. */
export class Session {
  private file: ConnectFile | undefined;
  private readonly clients = new Map<Role, Promise<SallyportClient>>();

  constructor(
    readonly around: Surroundings,
    readonly options: CommonOptions,
  ) {}

  get actor(): Actor {
    return actorFrom(this.options.actor, this.around.osUser);
  }

  get connectFile(): ConnectFile {
    return (this.file ??= readConnectFile(this.around));
  }

  /** A connection of the weakest role that has the endpoint's permission, or of `--as`. */
  clientFor({ permission }: { permission: Permission }): Promise<SallyportClient> {
    return this.clientOf(roleFor(this.connectFile, permission, this.asRole()));
  }

  /** A connection of this very role. */
  clientOf(role: Role): Promise<SallyportClient> {
    const present = this.clients.get(role);
    if (present) return present;
    const { natsUrl, credentials } = this.connectFile;
    const seedFile = credentials[role];
    if (seedFile === undefined)
      throw new DomainError('permission-denied', `connect.json has no credentials for ${role}`);
    const client = this.around.connect({ url: natsUrl, seedFile, user: role, name: `sallyport-cli-${role}` });
    this.clients.set(role, client);
    return client;
  }

  async close(): Promise<void> {
    const closing = [...this.clients.values()].map(async (client) => (await client).close());
    // What was asked for has been answered; a connection that fails to close changes nothing about it.
    await Promise.allSettled(closing);
  }

  private asRole(): Role | undefined {
    if (this.options.as === undefined) return undefined;
    const role = Role.safeParse(this.options.as);
    if (role.success) return role.data;
    throw new DomainError('invalid-request', `"${this.options.as}" is not a role`, {
      hint: `--as takes one of: ${Role.options.join(', ')}.`,
    });
  }
}
