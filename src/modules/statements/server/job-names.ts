/** Asks those who signed an earlier version whether they sign the new one, so many at a time. */
export const askAgainJob = 'statements.ask-again';
/** Sets the PDF of a snapshot. */
export const snapshotJob = 'statements.snapshot';
