/* The door of the module for other modules, routes and the command line. */

/* What happens. */
export { type PlacementInput, approvePlacement, previewPlacement, takeDownPlacement } from './approve-placement.ts';
export { assignFulfilment } from './assign.ts';
export { issueCertificates, previewCertificate } from './issue-certificates.ts';
export { mostAtOnce, recordDone, recordSeveralDone, reopenFulfilment, standsAgainstDone } from './record-done.ts';
export { type PaymentInput, recordPayment } from './record-payment.ts';
export { revokeCertificate } from './revoke-certificate.ts';
export { settleFulfilments, whenMoved } from './settle.ts';

/* What is read, shaped for its screen. */
export {
	type FulfilmentFilters,
	type FulfilmentLine,
	type FulfilmentList,
	fulfilmentList,
	fulfilmentPageSize,
	type ListedCall,
	readTab,
} from './desk-list.ts';
export {
	addressOfFulfilled,
	type FulfilmentForDesk,
	fulfilmentForDesk,
	fulfilmentsForApplicant,
	fulfilmentsForDesk,
	type OwnFulfilment,
	someForDesk,
} from './one.ts';
export { callsWithList, listedCalls, type PublicListing, publicListing } from './public-listing.ts';
export { placedFile, placementsNow } from './public-placements.ts';
export { lateFulfilments, type PromiseReport, promiseReport, reportCsv } from './report.ts';
export { type CertificateFacts, type CertificateVerification, verifyCertificate } from './verify-certificate.ts';

/* What other parts are given to put together. */
export { forgetPurged } from './forget-purged.ts';
export { fulfilmentJobHandlers } from './issue-certificates.ts';
export { certificateJob, fulfilmentJobs } from './job-names.ts';
export { fulfilmentPersonData } from './person-data.ts';
export { fulfilmentDueHandlers } from './placement-dates.ts';
export type { CertificateState } from './tables.ts';
