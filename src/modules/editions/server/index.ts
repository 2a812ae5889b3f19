export { checkRecords } from './check-records.ts';
export { committeeOf, type MemberView, type OfficeView } from './committee-query.ts';
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
export type { OrganisationView } from './organisation-columns.ts';
export { editionPersonData } from './person-data.ts';
export { editionSubject, subjectOfEdition } from './subject.ts';
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
