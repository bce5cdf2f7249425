import { dirname, isAbsolute, join, resolve } from 'node:path';
import { DomainError, PERMISSIONS, Role, type Permission } from '@sallyport/domain';
import { z } from 'zod';
import type { Surroundings } from './surroundings';

/** What `npm start` writes about the running stack; only the part that a client needs. Paths are relative to the file. */
const ConnectFile = z.object({
  natsUrl: z.string().min(1),
  /** Role -> file with the nkey seed of that user of the bus. */
  credentials: z.partialRecord(Role, z.string().min(1)),
  /** null where the stack runs without a gateway. */
  gatewayUrl: z.url().nullish(),
  /** JSON file: role -> bearer token of the gateway. */
  tokensFile: z.string().optional(),
});
export type ConnectFile = z.infer<typeof ConnectFile>;

const HINT =
  'Start the stack with `npm start`, or set SALLYPORT_CONNECT to the connect.json of a running one.';

/** @throws DomainError `bus-unavailable` without a stack, `invalid-request` where the file cannot be used */
export function readConnectFile(around: Surroundings): ConnectFile {
  const path = findConnectFile(around);
  const parsed = ConnectFile.safeParse(parseJson(around, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DomainError(
      'invalid-request',
      `${path} cannot be used: ${issue?.path.join('.')}: ${issue?.message}`,
      {
        hint: 'It is written by `npm start`; run it again.',
      },
    );
  }
  return withAbsolutePaths(parsed.data, dirname(path));
}

/**
 * The weakest role that has the permission and whose credentials are there, so that a command never carries
 * more power than it needs; or the role asked for with `--as`.
 * @throws DomainError `permission-denied`
 */
export function roleFor(file: ConnectFile, permission: Permission, as?: Role): Role {
  const candidates: readonly Role[] = as ? [as] : PERMISSIONS[permission];
  const role = candidates.find((candidate) => file.credentials[candidate] !== undefined);
  if (role) return role;
  throw new DomainError(
    'permission-denied',
    `There are no credentials here for: ${candidates.join(', ') || permission}`,
    {
      hint: `connect.json has credentials for: ${Object.keys(file.credentials).join(', ') || 'nobody'}.`,
    },
  );
}

function findConnectFile(around: Surroundings): string {
  const given = around.env.SALLYPORT_CONNECT;
  if (given) {
    const path = resolve(around.cwd, given);
    if (around.exists(path)) return path;
    throw new DomainError('bus-unavailable', `SALLYPORT_CONNECT names ${path}, which is not there`, {
      hint: HINT,
    });
  }
  for (let dir = around.cwd; ; dir = dirname(dir)) {
    const path = join(dir, '.sallyport', 'connect.json');
    if (around.exists(path)) return path;
    if (dir === dirname(dir)) break;
  }
  throw new DomainError('bus-unavailable', 'No running Sallyport was found from here', { hint: HINT });
}

function parseJson(around: Surroundings, path: string): unknown {
  try {
    return JSON.parse(around.readText(path));
  } catch (cause) {
    throw new DomainError('invalid-request', `${path} cannot be read as JSON`, { hint: HINT, cause });
  }
}

function withAbsolutePaths(file: ConnectFile, dir: string): ConnectFile {
  const absolute = (path: string) => (isAbsolute(path) ? path : join(dir, path));
  return {
    ...file,
    credentials: Object.fromEntries(
      Object.entries(file.credentials).map(([role, path]) => [role, absolute(path)]),
    ),
    ...(file.tokensFile === undefined ? {} : { tokensFile: absolute(file.tokensFile) }),
  };
}
