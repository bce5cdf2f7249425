import { DomainError, Role, type Ecosystem } from '@sallyport/domain';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Run } from '../cli';
import type { Session } from '../session';
import { guideFor, tourOutcome } from '../tour/guide';
import { WORKER } from '../tour/samples';
import { tourSteps } from '../tour/steps';
import { takeTour } from '../tour/tour';
import type { Found, TourWorld } from '../tour/world';

interface Options {
  cleanup?: boolean;
}

export function addTour(program: Command, run: Run): void {
  program
    .command('tour')
    .summary('the main job on real packages, step by step')
    .description(
      'Registers agents, requests, reviews, approves, installs and runs two skills, bans and unbans, simulates, verifies the audit trail. ' +
        'Can be taken again: what an earlier tour left is revoked first. Uses the credentials of all roles.',
    )
    .option('--cleanup', 'remove the images and approvals of the tour at its end')
    .action((_: unknown, command: Command) =>
      run<Options>(command, async (session, { json, cleanup }) => {
        const guide = guideFor(session.around, json === true);
        const world = worldOf(session, (line) => guide.tell(line));
        return tourOutcome(await takeTour(tourSteps({ cleanup: cleanup === true }), world, guide));
      }),
    );
}

function worldOf(session: Session, tell: (line: string) => void): TourWorld {
  const { around, connectFile } = session;
  const found: Record<Ecosystem, Found> = { pypi: {}, npm: {} };
  return {
    reviewers: [
      { kind: 'person', id: 'tour' },
      { kind: 'person', id: 'tour-second' },
    ],
    requester: { kind: 'agent', id: WORKER },
    as: (role) => session.clientOf(role),
    rest: connectFile.gatewayUrl ? restOf(session, connectFile.gatewayUrl) : undefined,
    sleep: (ms) => around.sleep(ms),
    now: () => around.now(),
    clock: () => around.clock(),
    tell,
    found,
    small: {},
    standingBans: new Set(),
    exceptions: new Set(),
    borrowed: [],
    totals: { packages: 0, checks: 0, executions: 0, events: 0, decisions: 0 },
  };
}

const Tokens = z.partialRecord(Role, z.string().min(1));

function restOf({ around, connectFile }: Session, gatewayUrl: string): TourWorld['rest'] {
  return async (path) => {
    const { tokensFile } = connectFile;
    const tokens =
      tokensFile === undefined ? undefined : Tokens.safeParse(JSON.parse(around.readText(tokensFile)));
    const token = tokens?.data?.executor;
    if (token === undefined)
      throw new DomainError('unauthenticated', 'There is no bearer token for the role executor here');
    return around.getJson(`${gatewayUrl.replace(/\/$/, '')}${path}`, token);
  };
}
