/** npm's own cache, which has no types of its own. Only what we use. */
declare module 'cacache' {
  const cacache: {
    /** Every entry of the index, by its key. @throws where the folder is none */
    ls(cache: string): Promise<Record<string, { integrity: string }>>;
  };
  export default cacache;
}
