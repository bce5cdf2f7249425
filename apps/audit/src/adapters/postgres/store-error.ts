import { storeErrors } from '@sallyport/postgres';

/** What is not the database's absence is a fault of ours and stays as it is. */
export const { asStoreError } = storeErrors({
  unavailable: {
    message: 'The database of the audit trail does not answer',
    hint: 'Events wait in the stream meanwhile; `npm run status` says whether PostgreSQL runs.',
  },
  tooLong: {
    message: 'The database took too long over the audit trail',
    hint: 'Ask for less: name a type, or a smaller limit.',
  },
});
