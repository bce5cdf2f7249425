import type { WriteReceipt } from '@sallyport/domain';
import type { Outcome } from './outcome';
import { foreign } from './screen/foreign';

/**
 * What a change did. @param done past tense, such as "approved"
 * @param id of what came to be, where that has one of its own
 */
export function receiptOutcome(done: string, receipt: WriteReceipt, id: string | null = null): Outcome {
  return {
    json: receipt,
    text: ({ paint }) => {
      const { awaitingSecond = 0, expiresAt } = receipt;
      const same = receipt.unchanged > 0 ? `, ${receipt.unchanged} were so already` : '';
      const second =
        awaitingSecond > 0
          ? `\n   ${paint.yellow(`${awaitingSecond} wait for a second reviewer: another person has to say the same`)}`
          : '';
      const until = expiresAt === undefined ? '' : `\n   until ${foreign(expiresAt)}`;
      const named = id === null ? '' : ` ${paint.bold(foreign(id))}`;
      return `${paint.green(done)}${named}  ${receipt.changed} changed${same} ${paint.dim(`(revision ${receipt.revision})`)}${until}${second}`;
    },
  };
}
