/* The door of the module. */
import type { JobHandlers } from '#core/jobs/index.ts';
import { askAgainHandlers } from './ask-again.ts';
import { snapshotHandlers } from './snapshot.ts';

export { confirmSignature } from './confirm.ts';
export { correctStatement, type ErratumInput } from './correct.ts';
export { createStatement, type NewStatement } from './create.ts';
export {
	demandAnyStatement,
	type DeskEntry,
	placesForStatement,
	readForDesk,
	rowForDesk,
	type StatementPlace,
	statementsForDesk,
} from './desk.ts';
export { commentOnDraft, type DraftInput, saveStatementDraft } from './draft.ts';
export { signatoriesCsv, signatoriesJson } from './export-signatories.ts';
export { addToGroup, removeFromGroup } from './group.ts';
export { listRevision, revisionOfStatement } from './load.ts';
export { acceptSignatures, refuseSignatures } from './moderate.ts';
export { listForModeration, type ModeratedSignature } from './moderation-list.ts';
export { type OwnSignature, signAgain, withdrawSignature } from './own-signature.ts';
export { type OwnSignatureEntry, ownSignatures, type OwnSignatureView, signatureByLink } from './own-view.ts';
export { placeFirst } from './place-first.ts';
export { statementPersonData } from './person-data.ts';
export {
	errataOf,
	type ErratumEntry,
	listStatements,
	printingsOf,
	type PublicStatement,
	publicStatement,
	type SnapshotEntry,
	snapshotsOf,
	type StatementEntry,
	type VersionEntry,
	versionsOf,
} from './public.ts';
export { cancelRelease, type ReleaseInput, releaseStatement, statementDueHandlers } from './release.ts';
export { readDraft } from './read-draft.ts';
export { revealSignature } from './reveal-signature.ts';
export { instantOfLocal, saveSettings } from './settings.ts';
export { statementSearch, statementSearchName } from './search-source.ts';
export { requestSignature, type SignInput, sweepSignatureRequests } from './sign.ts';
export {
	countriesOf,
	countSignatures,
	firstSignatories,
	listSignatories,
	type Signatory,
	type SignatoryPage,
	type SignatureCounts,
} from './signatories.ts';
export { makeSnapshot, noteDeposit, snapshotFile, snapshotsForDesk } from './snapshot.ts';
export {
	exportStatement,
	type ImportedStatement,
	importStatement,
	importStatements,
} from './statement-files.ts';
export { snapshotByDigest, type SnapshotFacts, type SnapshotVerification, verifySnapshot } from './verify-snapshot.ts';

export const statementJobHandlers: JobHandlers = { ...askAgainHandlers, ...snapshotHandlers };
