export { picturesNamed, sampleSeal, sampleSignature } from './images.ts';
export { letterFigures } from './closing-figures.ts';
export { dropLetterEdit, editLetter, type EditLetterInput, letterWording } from './edit-letter.ts';
export { issueBatch, letterJobHandlers, resumeBatches } from './issue.ts';
export { letterJobs, sendLettersJob } from './job-names.ts';
export { letterPersonData } from './person-data.ts';
export {
	cancelPlan,
	letterDueHandlers,
	planBatch,
	type PlanBatchInput,
	type PlannedBatch,
	plansOf,
} from './plan-batch.ts';
export {
	type LetterRecipient,
	prepareBatch,
	type PreparedBatch,
	previewLetter,
	previewPdf,
	verifyUrlOf,
} from './prepare-batch.ts';
export {
	batchesOf,
	type BatchProgress,
	batchWithLetters,
	letterOfEdition,
	lettersOfApplication,
	lettersOfPerson,
	type OpenLetter,
	openLetter,
	resumeBatch,
} from './queries.ts';
export { renderLetter } from './render.ts';
export { revokeLetter } from './revoke.ts';
export { type RulesTrial, saveLetterRules, tryLetterRules, wordingsOf } from './rules.ts';
export { paces, sendBatch, type SendBatchInput, type SentBatch } from './send-batch.ts';
export type { LetterState } from './tables.ts';
export { type LetterFacts, type Verification, verifyReference } from './verify.ts';
