import { describeSelector, type Selector } from '@sallyport/domain';
import { foreign } from './foreign';

export function selectorText(selector: Selector): string {
  return foreign(describeSelector(selector), 400);
}
