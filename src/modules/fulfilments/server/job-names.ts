/** Typesets a certificate: `{certificate}`. */
export const certificateJob = 'fulfilments.certificate';

/** The jobs that this module enqueues. */
export const fulfilmentJobs = [certificateJob] as const;
