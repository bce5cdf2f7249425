import type { WriteReceipt } from '@sallyport/domain';
import type { Outcome } from './outcome';

/** What a change did. @param done past tense, such as "approved" */
export function receiptOutcome(done: string, receipt: WriteReceipt): Outcome {
  return {
    json: receipt,
    text: ({ paint }) => {
      const same = receipt.unchanged > 0 ? `, ${receipt.unchanged} were so already` : '';
      return `${paint.green(done)}  ${receipt.changed} changed${same} ${paint.dim(`(revision ${receipt.revision})`)}`;
    },
  };
}
