import { revokePackages } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { addRefusal } from '../refusal';

export function addRevoke(program: Command, run: Run): void {
  addRefusal(program, run, {
    action: 'revoke',
    endpoint: revokePackages,
    summary: 'take approvals back',
    done: 'revoked',
  });
}
