/* The door of the module for other modules, routes and the command line. */

/* What happens. */
export { assign, type Assigned, type AssignInput, type NotAssigned, unassign } from './assign.ts';
export { recuse, recuseByChair } from './recuse.ts';
export {
	declareConflict,
	endDeclaration,
	institutionKinds,
	type OwnDeclaration,
	personKinds,
} from './conflicts/declare.ts';
export { type DecidedConflicts, decideConflicts, type NotDecided } from './conflicts/decide.ts';
export { stateAgainst, stateOwnConflict, takeBackStatement } from './conflicts/state.ts';
export { saveScore, type SaveScoreInput } from './save-score.ts';
export { sayNotCompetent } from './say-not-competent.ts';
export { ScoreConflict } from './score-conflict.ts';

/* Reviews that somebody else writes for a reviewer. */
export {
	acceptSubReview,
	declineSubReview,
	invitationByLink,
	type SubReviewInvitation,
} from './sub-reviews/answer.ts';
export { askSubReviewer, endSubReview } from './sub-reviews/ask.ts';
export { exportSubReviewCredits, type SubReviewCredits, subReviewCredits } from './sub-reviews/credits.ts';
export { mySubReviews, type SubReviewTask } from './sub-reviews/mine.ts';
export { type SubReviewRow, subReviewsOf, takeSubReview } from './sub-reviews/of-reviewer.ts';
export { fileForSubReviewer, saveSubReview, type SubReviewPage, subReviewPage } from './sub-reviews/write.ts';

export { castBallot, type CastBallotInput } from './ballots/cast-ballot.ts';

/* What is read, shaped for its screen. */
export { myReviews, type ReviewTask, type ReviewWork } from './my-reviews.ts';
export type { Attested } from './attested.ts';
export type { ReviewKey } from './open-assignment.ts';
export type { ReviewVersion } from './own-versions.ts';
export type { PeerReview } from './peer-reviews.ts';
export { fileForReviewer } from './review-files.ts';
export { type ReviewPage, reviewPage } from './review-page.ts';
export {
	type ReadScore,
	type ScoresOfApplication,
	scoresOfApplication,
	type ScoresOfStage,
} from './scores-of-application.ts';
export { pseudonymHash, pseudonymsOf } from './pseudonyms.ts';
export { isAllIn, isStageSecret } from './all-in.ts';
export { reviewerLetters } from './reviewer-letters.ts';
export { reviewsForApplicant, type StageForApplicant } from './reviews-for-applicant.ts';
export { recusalCount } from './recusal-count.ts';
export { conflictPersonData } from './conflicts/person-data.ts';
export type { CommitteeMember } from './conflicts/committee.ts';
export { type ConflictPair, conflictsOf, isConflicted } from './conflicts/pairs.ts';
export { type ConflictsOfApplicant, conflictsOfApplicant } from './conflicts/read-author.ts';
export { type ConflictList, type ConflictRow, conflictsForDesk, conflictTabs } from './conflicts/read-desk.ts';
export { judgedCalls } from './conflicts/judged-calls.ts';
export { type OwnConflicts, ownConflicts } from './conflicts/read-own.ts';
export { partsOfStage, type StagePart } from './stage-parts.ts';
export { type BoardRow, type PanelMember, type StageBoard, stageBoard } from './stage-board.ts';
export { type BallotPage, ballotPage } from './ballots/ballot-page.ts';
export { type StageBallots, stageBallots } from './ballots/stage-ballots.ts';
export { exportStage } from './stage-export.ts';
export {
	type JurorOfRanking,
	type RankedApplication,
	type StageRanking,
	stageRanking,
} from './ranking/stage-ranking.ts';

/* Discussion, meta-review. */
export { postInDiscussion } from './discussion/post.ts';
export { editPost, takeBackPost } from './discussion/edit-post.ts';
export { markSeen, unreadPosts } from './discussion/seen.ts';
export { unreadOfMine } from './discussion/unread-of-mine.ts';
export type { DiscussionPlace } from './discussion/open-discussion.ts';
export { discussionPage, type DiscussionView, type PostView, type ShownPart } from './discussion/discussion-page.ts';
export type { NameHere } from './discussion/names-here.ts';
export { type RebuttalPage, rebuttalPage } from './rebuttal/rebuttal-page.ts';
export { type OwnRebuttal, rebuttalsOf } from './rebuttal/rebuttals-of.ts';
export { saveRebuttal } from './rebuttal/save-rebuttal.ts';
export type { ReadRebuttal } from './rebuttal/rebuttal-for-panel.ts';
export { aroundReviews, type AroundReviews, type MarkableReview } from './discussion/around.ts';
export { sumUp } from './meta-review/sum-up.ts';
export type { MetaReviewView } from './meta-review/read-meta-review.ts';
export { recommendationsOf } from './meta-review/stored-meta-review.ts';
export { markReview } from './marks/mark-review.ts';
export { marksByReviewer, marksOf } from './marks/read-marks.ts';
export {
	type ApplicationProgress,
	type ReminderProgress,
	type ReviewerProgress,
	stageProgress,
	type StageProgress,
} from './reminders/progress.ts';
export { type AskPreview, previewAsk } from './reminders/preview-ask.ts';
export { remindNow } from './reminders/remind-now.ts';

/* Reviewers: what they say of themselves, what they would like to review. */
export { type BidList, bidList, type BidRow } from './bids/bid-list.ts';
export { type MyBidding, myPanels } from './bids/my-biddings.ts';
export { saveBids } from './bids/save-bids.ts';
export {
	acceptReviewing,
	declineReviewing,
	readReviewerInvitation,
	type ReviewerInvitationPage,
} from './reviewers/answer-invitation.ts';
export { inviteReviewers, type NotInvited } from './reviewers/invite-reviewers.ts';
export { type InvitationRow, type ReviewerRow, type ReviewersDesk, reviewersDesk } from './reviewers/reviewers-desk.ts';
export { setReviewerRole } from './reviewers/set-role.ts';
export { storeReviewer } from './reviewers/store-reviewer.ts';
export { withdrawReviewerInvitation } from './reviewers/withdraw-invitation.ts';
export { type ProfilePage, profilePage } from './reviewers/profile.ts';
export { saveProfile, type SavedProfile, type SaveProfileInput } from './reviewers/save-profile.ts';

/* Proposals of who reviews what. */
export {
	applyRun,
	assigningPersonData,
	type LockRow,
	type PairPage,
	pairPage,
	type RunList,
	runList,
	type RunPage,
	runPage,
	type RunPaper,
	type RunReviewer,
	type RunRow,
	setLock,
	type ShownPair,
	type ShownSwap,
	startRun,
	type StartRunInput,
	swapPair,
} from './assigning/index.ts';

/* Decisions of a stage, and what can be said of it afterwards. */
export {
	type DecisionRow,
	type DecisionState,
	decisionStates,
	decisionTable,
	type DecisionTable,
	type DecisionTableInput,
	type Glance,
} from './decisions/decision-table.ts';
export {
	type CallReport,
	type CallReportInput,
	callReport,
	type ReviewerLoad,
	type StageFigures,
} from './report/call-report.ts';
export { exportReport, type ReportFigure, reportFigures } from './report/report-csv.ts';

/* What other parts are given to put together. */
export { listScores } from './list-scores.ts';
export { discussionJobHandlers } from './discussion/jobs.ts';
export { reviewDueHandlers } from './due-handlers.ts';
export { discussionPersonData } from './discussion-person-data.ts';
export { assignedJob, reviewJobs } from './job-names.ts';
export { reviewJobHandlers } from './jobs.ts';
export { reviewPersonData } from './person-data.ts';
export { reviewerPersonData } from './reviewers/person-data.ts';
export { stageObjectId } from './stage-at.ts';
