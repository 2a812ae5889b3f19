export { checkRecords } from './check-records.ts';
export { edit, type Edit } from './edit.ts';
export { bundleFromDatabase, exportBundle } from './export-bundle.ts';
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
export { editionPersonData } from './person-data.ts';
export {
	committeeOf,
	currentEdition,
	datesOf,
	type DateView,
	editionById,
	editionBySlug,
	type EditionView,
	lettersOf,
	listEditions,
	type MemberView,
	nextBoundary,
	type OfficeView,
	type OrganisationView,
	pageOf,
	pagesOf,
	partnersOf,
	pastEditions,
	publicEdition,
	sessionsOf,
	sitesOf,
	tracksOf,
	type TrackView,
} from './queries.ts';
