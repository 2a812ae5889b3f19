/** Tells an applicant by mail what was received: `{application, version}`. */
export const receiptJob = 'calls.receipt';
/** Tells the other side by mail that there is a message: `{message}`. */
export const messageJob = 'calls.message-notice';

/**
 * What became of an application: `{application, event}`, the event one of `movedEvents`. What follows from it is done by
 * the module that handles it.
 */
export const movedJob = 'application-moved';
/** Made known; confirmed or declined by its applicant; taken back by him; a determination that counts no more. */
export const movedEvents = ['announced', 'confirmed', 'declined', 'withdrawn', 'undone'] as const;
export type MovedEvent = (typeof movedEvents)[number];
/** Tells the other side by mail of a request for information or an appeal: `{kind, id}`. */
export const stageNoticeJob = 'calls.stage-notice';
/** Tells by mail that a call closes later: `{extension}`. */
export const extensionJob = 'calls.extension';
/** After a version: asks the third persons whom it newly names (`attestations/ask.ts`): `{application}`. */
export const askJob = 'calls.ask';

/**
 * Answers of an application were deleted because their time was over: `{application, fields}`. Whoever made something of
 * them (a logo on the site) lets it go.
 */
export const purgedJob = 'application-purged';

/** After a version of something that is reviewed without names: what in it tells who is behind it: `{application}`. */
export const signsJob = 'calls.signs';

/** Does, or takes back, a bulk act that is too long for a request: `{act}`. */
export const bulkJob = 'calls.bulk';
/** Enters a file of applications that is too long for a request: `{import}`. */
export const importJob = 'calls.import';
/** Writes to the applicant of what was entered from a file, with a link to claim it: `{application, by, locale}`. */
export const claimJob = 'calls.claim';

/** The jobs that this module enqueues. */
export const callJobs = [
	receiptJob,
	messageJob,
	movedJob,
	stageNoticeJob,
	extensionJob,
	askJob,
	purgedJob,
	signsJob,
	bulkJob,
	importJob,
	claimJob,
] as const;
