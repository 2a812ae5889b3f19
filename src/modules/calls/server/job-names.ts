/** Tells an applicant by mail what was received: `{application, version}`. */
export const receiptJob = 'calls.receipt';
/** Tells the other side by mail that there is a message: `{message}`. */
export const messageJob = 'calls.message-notice';

/** The jobs that this module enqueues. */
export const callJobs = [receiptJob, messageJob] as const;
