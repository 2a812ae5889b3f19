/** Tells somebody by mail that he was asked to score: `{person, call, stage, batch, count}`. */
export const assignedJob = 'review.assigned';

/** The jobs that this module enqueues. */
export const reviewJobs = [assignedJob] as const;
