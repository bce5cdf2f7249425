import { rejectPackages } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { addRefusal } from '../refusal';

export function addReject(program: Command, run: Run): void {
  addRefusal(program, run, {
    action: 'reject',
    endpoint: rejectPackages,
    summary: 'reject requests',
    done: 'rejected',
  });
}
