export { applicantsOf } from './applicants.ts';
/* The door of the module for other modules, routes and the command line. */

/* What happens. */
export { announce, type Announced } from './announce.ts';
export { type ArrivedFile, attachFile, detachFile } from './attach-file.ts';
export { changeField } from './change-field.ts';
export { startChange } from './change-submission.ts';
export { claimDrafts } from './claim-draft.ts';
export { confirm } from './confirm.ts';
export { type DecideInput, decide } from './decide.ts';
export { decideMany, type DecideManyInput, type ManyDecided, mostDecidedAtOnce } from './decide-many.ts';
export type { Decision, DecisionReport } from './note-determinations.ts';
export { undecide } from './undecide.ts';
export { screen } from './screening.ts';
export { requestInfo, type RequestInfoInput } from './request-info.ts';
export { answerRequest, type AnswerRequestInput } from './answer-request.ts';
export { closeRequest, extendRequest } from './change-request.ts';
export { answerAppeal, makeAppeal } from './make-appeal.ts';
export { beginWork } from './begin-work.ts';
export { discardDraft } from './discard-draft.ts';
export { moveWindow, type MoveWindowInput } from './move-window.ts';
export { extendCall, type ExtendCallInput, extensionsOf, previewExtension } from './windows/extend-call.ts';
export {
	type Arrival,
	arrivalOf,
	type LateLinkRow,
	lateLinksOf,
	type LateWay,
	makeLateLink,
	mostUses,
	revokeLateLink,
} from './windows/late-link.ts';
export { windowForDesk } from './windows/window-for-desk.ts';
export { windowPersonData } from './windows/person-data.ts';
export { lateWayFor, openLateLink } from './windows/way-in.ts';
export { postMessage } from './post-message.ts';
export { type SaveCallInput, saveCallFromBundle } from './save-call-from-bundle.ts';
export { type SavedDraft, saveDraft } from './save-draft.ts';
export { type StartedDraft, startDraft } from './start-draft.ts';
export type { Receipt } from './receipts.ts';
export { submit } from './submit.ts';
export { submitAtOnce, submitTyped } from './submit-at-once.ts';
export { withdraw } from './withdraw.ts';

/* The people around an application. */
export { askAgain, askByDesk } from './attestations/ask.ts';
export { type AttestationAnswer, answerAttestation, claimAttestation } from './attestations/answer.ts';
export {
	addressOfAttestationFile,
	type AttestationPage,
	type AttestationRow,
	type AttestationsForDesk,
	attestationByLink,
	attestationsForApplicant,
	attestationsForDesk,
	attestationsForReviewers,
} from './attestations/read.ts';
export { attestationsMissing } from './attestations-missing.ts';
export { type Accepted, acceptInvite } from './members/accept.ts';
export { placeOfCall } from './members/invited-call.ts';
export { endMember } from './members/end-member.ts';
export {
	type InvitedPerson,
	inviteMember,
	inviteToApply,
	type MadeInvite,
	offerHandOver,
	withdrawInvite,
} from './members/invite.ts';
export { type InvitePage, inviteByLink, type Members, membersOf } from './members/read.ts';
export { compareVersions, type ComparedVersions } from './compare-versions.ts';
export {
	confirmEntered,
	type Entered,
	enterApplication,
	type EnterInput,
	originalBytes,
	originalTypes,
} from './entered/enter.ts';
export { addressOfOriginal, type EnteredFor, enteredFor, originalsOf } from './entered/read.ts';
export { entranceFor, type EntranceView } from './follows/entrance.ts';
export { type Origins, originsOf } from './follows/origin.ts';
export { takeIn, takeInPreview, type TakeInRow } from './follows/take-in.ts';
export { type PeopleOfDraft, peopleOfDraft } from './members/people-of-draft.ts';
export { type Offer, type PeopleOfApplication, peopleOfApplication } from './members/people-of.ts';
export { type PossibleDuplicate, possibleDuplicates } from './possible-duplicates.ts';
export { type Prefill, prefillFor, type PrefillSource } from './prefill.ts';
export { type ThreadList, threadList, type ThreadRow, threadsPerPage } from './threads/list.ts';
export { holdThread, settleThread } from './threads/settle.ts';
export { type ThreadState, threadStates } from './threads/state.ts';
export { applicantPersonData } from './applicant-person-data.ts';

/* What is read, shaped for its screen. */
export {
	type AnnouncedDecision,
	type ApplicationForAuthor,
	applicationForAuthor,
	type MessageView,
	myApplications,
	type OwnApplicationRow,
	type VersionView,
} from './author-queries.ts';
export { type ApplicationForDesk, applicationForDesk, type DeskDetermination } from './desk-application.ts';
export { type ClosingFigures, closingFigures } from './closing-figures.ts';
export { type CallFigures, deskFigures } from './desk-figures.ts';
export {
	exportApplications,
	exportApplicationsCsv,
	exportCsv,
	type ExportedApplication,
	type ExportInput,
	exportJson,
	exportXlsx,
} from './desk-export.ts';
export {
	type DeskFilters,
	type DeskList,
	deskList,
	type DeskListInput,
	type DeskRow,
	type DeskSort,
	deskSorts,
	type ListedRow,
} from './desk-list.ts';
export type { ListScore, ListScores, ScoreDoor } from './lists/scores.ts';
export { type BudgetEffect, budgetEffect, budgetsAt } from './bulk/budget-effect.ts';
export { resumeBulkActs } from './bulk/carry-out.ts';
export { confirmBulk, undoBulk } from './bulk/confirm.ts';
export { type ReportEntry, reportEntries } from './report-entries.ts';
export { type DecisionAtStage, standingDecisions } from './standing-decisions.ts';
export { type PreviewBulkInput, previewBulk } from './bulk/preview.ts';
export { type BulkActRow, bulkActsOf, type BulkActView, bulkReport, readBulkAct } from './bulk/read.ts';
export { confirmImport, resumeImports } from './import/confirm-import.ts';
export { type ImportView, previewImport, readImportView } from './import/preview-import.ts';
export { largestImport, mostImported } from './import/read-file.ts';
export { removeView, type SavedView, saveView, type SaveViewInput, viewsOf } from './views/save-view.ts';
export { draftForWriter, type DraftRow, draftsOf, type OpenDraft } from './draft-queries.ts';
export {
	type CallOfLetters,
	callPlace,
	type DeterminedEntry,
	determinedEntries,
	type PendingDetermination,
	pendingDeterminations,
} from './for-letters.ts';
export { saveLetterRules } from './save-letter-rules.ts';
export {
	applicationHeads,
	type ApplicationHead,
	applicationsOfPerson,
	newestAnswers,
	type ToldOutcome,
	toldOutcomes,
} from './for-fulfilments.ts';
export { type OwnedCall, readOwnedCall, writeOwnedCall } from './owned-call-file.ts';
export { listedStandingCalls, standingCall } from './standing-calls.ts';
export { callsIn, callsOfEdition, type StoredCall } from './stored-call.ts';
export {
	type CallForReview,
	callForReview,
	callOfDesk,
	callsForReview,
	contentsOf,
	fileOfApplication,
	stageEntries,
	type StageEntry,
	standingApplications,
	type StandingApplication,
} from './for-review.ts';
export {
	applicationIdOf,
	numbersOf,
	type PartsOfApplication,
	partsOfCall,
	standTogether,
	type StandsTogether,
} from './for-conflicts.ts';
export { mentionsIn, supportingBodies } from './supporting-bodies.ts';
export { readerOf, recordNamedReading } from './readers.ts';
export { readableEntries, type ReadableEntry } from './readable-entries.ts';
export { type PurgeDoor, purgeAnswers } from './retention/purge-answers.ts';
export { addressOfDraftFile, addressOfFile } from './file-address.ts';
export { today, type TodayItem } from './today.ts';
export { callForVisitor, callsForVisitor, type PublicCall } from './visitor-queries.ts';

/* What other parts are given to put together. */
export { dueKinds, reviewDueKinds } from './due.ts';
export { dueHandlers } from './due-handlers.ts';
export { callJobs, messageJob, type MovedEvent, movedEvents, movedJob, purgedJob, receiptJob } from './job-names.ts';
export { jobHandlers } from './jobs.ts';
export type { DraftKey } from './load-draft.ts';
export { listPersonData } from './lists/person-data.ts';
export { recomputeFacts } from './lists/recompute-facts.ts';
export { callsPersonData } from './person-data.ts';
export { stagePersonData } from './stage-person-data.ts';
export {
	type DeskPlace,
	standingById,
	standingBySlug,
	type StandingPlace,
	standingPlaces,
	subjectOfDesk,
} from './standing-desk.ts';
export { applicationSubject, type CallPlace, callSubject, demandOwn, trackObjectId, worksOn } from './subject.ts';

/* Designs: calls that are being written part by part. */
export { archiveCall } from './designs/archive-call.ts';
export { checkDesign, type DesignFindings, type DesignSurroundings } from './designs/check-design.ts';
export { exportCall, exportDesign, readCallFile, writeCallFile } from './designs/design-files.ts';
export { designsPersonData } from './designs/person-data.ts';
export { publishDesign } from './designs/publish-design.ts';
export {
	type CallRow,
	callsForDesk,
	callsToClone,
	designForDesk,
	type NewCallRow,
	openDesignOf,
	standingDesigns,
} from './designs/queries.ts';
export { DesignConflict, discardDesign, saveDesign } from './designs/save-design.ts';
export { type Beginning, editCall, startDesign } from './designs/start-design.ts';
export { type CallTemplate, callTemplates } from './designs/templates.ts';

/* Blind review: what tells who is behind an application. */
export { findSigns, isReviewedBlind } from './identification/find-signs.ts';
export { type BlindnessForDesk, blindnessForDesk } from './identification/note-signs.ts';
