import type { Ecosystem, RegistryChange, Selector } from '@sallyport/domain';
import type { RegistryView } from '../registry-view';

type Part = RegistryChange['parts'][number];

/**
 * Has a view forget what one part of a change could make otherwise, and no more. To be called before the part is
 * applied, in the same turn: what a record spoke of until now is forgotten with what it speaks of from now on.
 */
export function forgetPart(view: RegistryView, part: Part): void {
  const { memory } = view;
  switch (part.kind) {
    case 'package':
      return memory.forget(part.ecosystem, part.name);
    case 'agent':
      // Decisions are held by the standing of an agent, and who has which is asked each time.
      return;
    case 'facts':
    case 'name': {
      const [ecosystem, name] = JSON.parse(part.key) as [Ecosystem, string];
      return memory.forget(ecosystem, name);
    }
    case 'approval':
    case 'ban':
    case 'exception': {
      const before: Selector | undefined = view.record(part.kind, part.key)?.selector;
      if (before !== undefined) memory.forgetSelected(before);
      return memory.forgetSelected(part.value.selector);
    }
    case 'comment':
    case 'proposal':
      return;
    default:
      // The policy and the advisory data stand behind every decision; so does whatever is new here.
      return memory.clear();
  }
}
