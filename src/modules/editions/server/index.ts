export { beginnings } from './beginnings.ts';
export { checkRecords } from './check-records.ts';
export { closeEdition, mostReason, reopenEdition, reportOf } from './close-edition.ts';
export { type ClosingDoor, closingMatters, closingReport } from './closing-matters.ts';
export { committeeOf, type MemberView, type OfficeView } from './committee-query.ts';
export { type CreatedEdition, createEdition } from './create-edition.ts';
export { discardDrafts } from './discard-drafts.ts';
export { EditConflict } from './draft-rows.ts';
export { editionDueHandlers } from './due.ts';
export { editingPersonData } from './editing-person-data.ts';
export { type AboutAsset, type AssetUpload, removeAsset, saveAsset, usersOf } from './save-asset.ts';
export { type AssetView, assetsForEditing } from './assets-for-editing.ts';
export { forgetUnusedAssetFiles, heldAssetFiles, holdAssetFiles, keepAssetFile } from './asset-files.ts';
export { maxAssetBytes, type ReadAsset, readAsset } from './asset-content.ts';
export { assetForEditing, fileNamed, type NamedFile, publicAsset } from './asset-serving.ts';
export { type DirectoryEntry, directoryEntries } from './directory.ts';
export { bundleFromDatabase } from './bundle-from-database.ts';
export { type EditionFile, editionFiles, exportZip } from './edition-files.ts';
export { exportBundle } from './export-bundle.ts';
export { digestOfLetterImage, letterImages } from './letter-images.ts';
export { prepareRenditions } from './renditions.ts';
export { withUnpackedBundle } from './unpack-bundle.ts';
export { type HistoryInput, historyOf } from './history.ts';
export {
	type CallsDoor,
	type Choice,
	ImportConflict,
	importBundle,
	type ImportOptions,
	type ImportReport,
	type MergeConflict,
} from './import-bundle.ts';
export { formatFindings, loadBundle, type LoadedBundle, type LocatedFinding } from './load-bundle.ts';
export type { OrganisationView } from './organisation-columns.ts';
export { letterLogoOf, organisationBySlug, type OrganisationName, organisationsById } from './organisations.ts';
export { editionPersonData } from './person-data.ts';
export { type EditionPlan, planEdition } from './plan-edition.ts';
export { previewEdition } from './preview-edition.ts';
export { publishEdition } from './publish-edition.ts';
export { publishDrafts, type PublishOptions } from './publish-drafts.ts';
export { editionSubject, subjectOfEdition } from './subject.ts';
export { lastPublished, type PublicationChange, publicationsOf } from './public-changes.ts';
export {
	currentEdition,
	datesOf,
	type DateView,
	editionById,
	editionBySlug,
	type EditionView,
	lettersOf,
	listEditions,
	nextBoundary,
	pageOf,
	pagesOf,
	partnersOf,
	pastEditions,
	type PublicEdition,
	publicEdition,
	sessionsOf,
	sitesOf,
	tracksOf,
	type TrackView,
} from './queries.ts';
export { recordDigest } from './record-digest.ts';
export { recordsForEditing } from './records-for-editing.ts';
export { type DraftInput, saveDraft } from './save-draft.ts';
export { schedulePublication } from './schedule-publication.ts';
export { type NamedSupporter, supportersNamed } from './supporters.ts';
export { confirmTranslation, translationsOf } from './translations.ts';
export { undoChange } from './undo-change.ts';
