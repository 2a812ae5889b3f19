/** Typesets and mails the letters of a batch: `{batch}`. */
export const sendLettersJob = 'letters.send';

/** The jobs that this module enqueues. */
export const letterJobs = [sendLettersJob] as const;
