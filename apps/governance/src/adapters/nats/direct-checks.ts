import { checkClosure, checkPackage } from '@sallyport/domain';
import { answersDirectly, type DirectEndpoint } from '@sallyport/messaging';
import { CheckClosure } from '../../application/checks/check-closure';
import { CheckPackage } from '../../application/checks/check-package';

/** What is answered from memory, in the turn in which it is asked. */
export function directChecks(app: {
  get<T>(type: abstract new (...args: never[]) => T): T;
}): DirectEndpoint[] {
  const [packages, closures] = [app.get(CheckPackage), app.get(CheckClosure)];
  return [
    answersDirectly(checkPackage, (request) => packages.answer(request)),
    answersDirectly(checkClosure, (request) => closures.answer(request)),
  ];
}
