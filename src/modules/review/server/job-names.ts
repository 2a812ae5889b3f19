/** Tells somebody by mail that he was asked to score: `{person, call, stage, batch, count}`. */
export const assignedJob = 'review.assigned';

/** Measures affinities again that a change of a profile has made old: `{call, stage}`. */
export const affinityJob = 'review.affinity';

/** Solves a proposal of who reviews what: `{run}`. */
export const solveRunJob = 'review.assigning-solve';

/** Assigns what a proposal says: `{run}`. */
export const applyRunJob = 'review.assigning-apply';

/** The jobs that this module enqueues. */
export const reviewJobs = [assignedJob, affinityJob, solveRunJob, applyRunJob] as const;
