/** Tells somebody by mail that he was asked to score: `{person, call, stage, batch, count}`. */
export const assignedJob = 'review.assigned';

/** Tells somebody by mail that he is mentioned in a discussion: `{post, person, role}`. */
export const mentionJob = 'review.mention';

/** Measures affinities again that a change of a profile has made old: `{call, stage}`. */
export const affinityJob = 'review.affinity';

/** The jobs that this module enqueues. */
export const reviewJobs = [assignedJob, mentionJob, affinityJob] as const;
