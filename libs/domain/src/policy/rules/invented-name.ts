import { NEXT_STEPS } from '../../contracts/next-steps';
import type { StructuralRule } from '../rule';

export const inventedName: StructuralRule = {
  code: 'invented-name',
  effect: 'deny',
  summary:
    'Agents asked for this name while no registry had it, and then it appeared: somebody may have made it for them. Blocked until a person clears the name.',
  judge: ({ name, package: { ecosystem, name: packageName } }) =>
    name?.state === 'appeared'
      ? {
          reason: 'Agents asked for this name before it existed; it stays blocked until a person has looked.',
          evidence: [
            {
              fact: 'name',
              text: `asked for ${name.times} times since ${name.firstAskedAt}, appeared ${name.appearedAt ?? 'later'}`,
            },
          ],
          nextStep: { subject: NEXT_STEPS.clearName, request: { ecosystem, name: packageName } },
        }
      : undefined,
};
