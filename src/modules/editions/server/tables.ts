import {
	bigint,
	boolean,
	foreignKey,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type {
	AssetContent,
	BundleAsset,
	BundleContact,
	BundleEdition,
	BundleLegal,
	BundleLetters,
	BundlePerson,
	BundleSession,
	BundleSite,
	KeyDateKind,
	PageGroup,
	OutcomeKind,
	PartnerKind,
	ProseText,
	Publication,
} from '../bundle/index.ts';
import type { ClosingReport } from '../closing-report.ts';
import type { Records } from '../records.ts';

/*
 * What belongs to an edition is known by its code, as in the bundle: (edition, code) is unique everywhere and foreign
 * keys go by it. Rows keep their id as long as their code, for the relations and records of other modules.
 */

/** A series of symposia. */
export const series = pgTable('series', {
	id: text().primaryKey(),
	slug: text().notNull().unique(),
	name: bilingual().notNull(),
	short: text().notNull(),
	slogan: bilingual(),
	description: bilingual(),
});

/** A body that holds, supports or is named by editions; known to all of them. */
export const organisation = pgTable('organisation', {
	id: text().primaryKey(),
	slug: text().notNull().unique(),
	name: bilingual().notNull(),
	short: text(),
	description: bilingual(),
	url: text(),
	logo: text(),
	country: text(),
});

/** One edition of a series. */
export const edition = pgTable('edition', {
	id: text().primaryKey(),
	slug: text().notNull().unique(),
	seriesId: text('series_id')
		.notNull()
		.references(() => series.id),
	year: integer().notNull(),
	name: bilingual().notNull(),
	short: text().notNull(),
	theme: bilingual(),
	summary: bilingual(),
	/** Calendar days in `zone`. */
	starts: text().notNull(),
	ends: text().notNull(),
	zone: text().notNull(),
	languages: jsonb().$type<BundleEdition['languages']>().notNull(),
	mode: text().$type<BundleEdition['mode']>().notNull(),
	state: text().$type<Publication>().notNull(),
	values: jsonb().$type<ProseText[]>().notNull(),
	contacts: jsonb().$type<BundleContact[]>().notNull(),
	/** What its country wants to read at the foot of its pages. */
	legal: jsonb().$type<BundleLegal>(),
	/** Name of the programme committee, when there is one. */
	committeeName: bilingual('committee_name'),
	/** Letterhead, signatories, seal. */
	letterhead: jsonb().$type<Omit<BundleLetters, 'texts'>>(),
	/** Since when it is closed and nothing of it may be changed; empty while it is worked on. */
	closedAt: instant('closed_at'),
});

/** Columns that everything in an edition has. */
const inEdition = () => ({
	id: text().primaryKey(),
	editionId: text('edition_id')
		.notNull()
		.references(() => edition.id),
	code: text().notNull(),
	position: integer().notNull(),
});

/** A file of an edition as it is stored: clean, measured, known by its digest; editions and drafts may share it. */
export const assetFile = pgTable('asset_file', {
	digest: digest().primaryKey(),
	mediaType: text('media_type').notNull(),
	bytes: bigint({ mode: 'number' }).notNull(),
	/** In pixels as shown; of a drawing in CSS pixels; empty for documents. */
	width: integer(),
	height: integer(),
	/** Whether its other sizes were made, or it can have none. */
	prepared: boolean().notNull().default(false),
	/** Process time. */
	addedAt: instant('added_at').notNull(),
});

/** Something outside the editions that shows a file of theirs, such as an article: the file stays as long as this does. */
export const assetHold = pgTable(
	'asset_hold',
	{
		/** Which file. */
		digest: digest()
			.notNull()
			.references(() => assetFile.digest),
		/** What holds it: `article:<id>`. */
		holder: text().notNull(),
	},
	(table) => [primaryKey({ columns: [table.holder, table.digest] }), index('asset_hold_digest').on(table.digest)],
);

/** A picture in another size or type, made from a stored one. */
export const assetRendition = pgTable(
	'asset_rendition',
	{
		source: digest()
			.notNull()
			.references(() => assetFile.digest, { onDelete: 'cascade' }),
		width: integer().notNull(),
		mediaType: text('media_type').notNull(),
		digest: digest().notNull(),
		bytes: bigint({ mode: 'number' }).notNull(),
	},
	(table) => [primaryKey({ columns: [table.source, table.width, table.mediaType] })],
);

/** The organisations that an edition names. */
export const editionOrganisation = pgTable(
	'edition_organisation',
	{
		editionId: text('edition_id')
			.notNull()
			.references(() => edition.id),
		organisationId: text('organisation_id')
			.notNull()
			.references(() => organisation.id),
		position: integer().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.editionId, table.organisationId] }),
		index('edition_organisation_organisation').on(table.organisationId),
	],
);

/** A picture or document of an edition: what is said of it, and which file it is. */
export const asset = pgTable(
	'asset',
	{
		...inEdition(),
		file: text().notNull(),
		kind: text().$type<BundleAsset['kind']>().notNull(),
		decorative: boolean().notNull(),
		alternative: bilingual(),
		caption: bilingual(),
		credit: bilingual(),
		licence: text(),
		sample: boolean().notNull(),
		digest: digest()
			.notNull()
			.references(() => assetFile.digest),
		/** What the file is, as records carry it. */
		content: jsonb().$type<AssetContent>().notNull(),
	},
	(table) => [unique('asset_code').on(table.editionId, table.code), index('asset_digest').on(table.digest)],
);

/** A track, or (`outside`) a subject that is welcome without one. */
export const track = pgTable(
	'track',
	{
		...inEdition(),
		outside: boolean().notNull(),
		name: bilingual().notNull(),
		short: bilingual(),
		description: bilingual(),
		subjects: jsonb().$type<ProseText[]>().notNull(),
		draft: boolean().notNull(),
	},
	(table) => [unique('track_code').on(table.editionId, table.code)],
);

/** A place where the edition happens. */
export const site = pgTable(
	'site',
	{
		...inEdition(),
		name: bilingual().notNull(),
		kind: text().$type<BundleSite['kind']>().notNull(),
		zone: text(),
		city: bilingual(),
		description: bilingual(),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [unique('site_code').on(table.editionId, table.code)],
);

/** A room of a site; its code is `<site>/<room>`. */
export const room = pgTable(
	'room',
	{
		...inEdition(),
		siteCode: text('site_code').notNull(),
		name: bilingual().notNull(),
		seats: integer(),
		trackCode: text('track_code'),
	},
	(table) => [
		unique('room_code').on(table.editionId, table.code),
		foreignKey({ columns: [table.editionId, table.siteCode], foreignColumns: [site.editionId, site.code] }),
		foreignKey({ columns: [table.editionId, table.trackCode], foreignColumns: [track.editionId, track.code] }),
	],
);

/** An organisation beside the edition, in order of protocol within its kind; its code is `<kind>/<organisation>`. */
export const partner = pgTable(
	'partner',
	{
		...inEdition(),
		organisationId: text('organisation_id')
			.notNull()
			.references(() => organisation.id),
		kind: text().$type<PartnerKind>().notNull(),
	},
	(table) => [
		unique('partner_code').on(table.editionId, table.code),
		index('partner_organisation').on(table.organisationId),
	],
);

/** A person as an edition names them on its pages, with the titles of that year. */
export const editionPerson = pgTable(
	'edition_person',
	{
		...inEdition(),
		/** The record of the person; made with the first import that names them. */
		personId: text('person_id'),
		names: jsonb().$type<BundlePerson['names']>().notNull(),
		honours: jsonb().$type<string[]>().notNull(),
		positions: jsonb().$type<BundlePerson['positions']>().notNull(),
		orcid: text(),
		/** The code of an asset. */
		portrait: text(),
		reading: bilingual(),
		sample: boolean().notNull(),
	},
	(table) => [
		unique('edition_person_code').on(table.editionId, table.code),
		index('edition_person_person').on(table.personId),
	],
);

/** An office of the programme committee. */
export const committeeOffice = pgTable(
	'committee_office',
	{ ...inEdition(), name: bilingual().notNull(), plural: bilingual() },
	(table) => [unique('committee_office_code').on(table.editionId, table.code)],
);

/** One person in one office; its code is `<office>/<person>`. With a `reading` it is not shown until confirmed. */
export const committeeRole = pgTable(
	'committee_role',
	{
		...inEdition(),
		officeCode: text('office_code').notNull(),
		personCode: text('person_code').notNull(),
		reading: bilingual(),
	},
	(table) => [
		unique('committee_role_code').on(table.editionId, table.code),
		foreignKey({
			columns: [table.editionId, table.officeCode],
			foreignColumns: [committeeOffice.editionId, committeeOffice.code],
		}),
		foreignKey({
			columns: [table.editionId, table.personCode],
			foreignColumns: [editionPerson.editionId, editionPerson.code],
		}),
	],
);

/** A date of the edition: as written (local) and as the instants it means. */
export const keyDate = pgTable(
	'key_date',
	{
		...inEdition(),
		label: bilingual().notNull(),
		kind: text().$type<KeyDateKind>().notNull(),
		localAt: text('local_at'),
		localOn: text('local_on'),
		localUntil: text('local_until'),
		latest: boolean().notNull(),
		callSlug: text('call_slug'),
		/** The end of that call's window which this date is. */
		windowEnd: text('window_end').$type<'opens' | 'closes'>(),
		note: bilingual(),
		/** A moment; the start of a day; for 'on or before' the end of the day. */
		at: instant().notNull(),
		/** The end of the last day, when it lasts for days. */
		endsAt: instant('ends_at'),
	},
	(table) => [
		unique('key_date_code').on(table.editionId, table.code),
		index('key_date_at').on(table.editionId, table.at),
	],
);

/** A session of the programme's skeleton. */
export const programmeSession = pgTable(
	'programme_session',
	{
		...inEdition(),
		kind: text().$type<BundleSession['kind']>().notNull(),
		title: bilingual().notNull(),
		description: bilingual(),
		localOn: text('local_on'),
		localUntil: text('local_until'),
		part: text().$type<NonNullable<BundleSession['part']>>(),
		starts: text(),
		ends: text(),
		trackCode: text('track_code'),
		siteCode: text('site_code'),
		/** `<site>/<room>`. */
		roomCode: text('room_code'),
		followsCode: text('follows_code'),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [
		unique('programme_session_code').on(table.editionId, table.code),
		foreignKey({ columns: [table.editionId, table.trackCode], foreignColumns: [track.editionId, track.code] }),
		foreignKey({ columns: [table.editionId, table.siteCode], foreignColumns: [site.editionId, site.code] }),
		foreignKey({ columns: [table.editionId, table.roomCode], foreignColumns: [room.editionId, room.code] }),
	],
);

/** An earlier edition of which nothing but the year is held. */
export const pastEdition = pgTable(
	'past_edition',
	{
		...inEdition(),
		year: integer().notNull(),
		name: bilingual().notNull(),
		short: text().notNull(),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [unique('past_edition_code').on(table.editionId, table.code)],
);

/** The wording of one letter. */
export const letterText = pgTable(
	'letter_text',
	{ ...inEdition(), subject: bilingual().notNull(), body: bilingual().notNull() },
	(table) => [unique('letter_text_code').on(table.editionId, table.code)],
);

/** A page of the edition's public site, Markdown. */
export const page = pgTable(
	'page',
	{
		...inEdition(),
		title: bilingual().notNull(),
		summary: bilingual(),
		body: bilingual().notNull(),
		state: text().$type<Publication>().notNull(),
		menu: text().$type<'main' | 'footer' | 'none'>().notNull(),
		group: text().$type<PageGroup>().notNull().default('symposium'),
	},
	(table) => [unique('page_code').on(table.editionId, table.code)],
);

/** What came of an edition: a statement, a consensus, a body, a report. */
export const outcome = pgTable(
	'outcome',
	{
		...inEdition(),
		kind: text().$type<OutcomeKind>().notNull(),
		title: bilingual().notNull(),
		localOn: text('local_on'),
		summary: bilingual(),
		text: bilingual(),
		url: text(),
		/** Slug of the statement that it is. */
		statement: text(),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [unique('outcome_code').on(table.editionId, table.code)],
);

/** A figure about an edition that no record holds. */
export const outcomeFigure = pgTable(
	'outcome_figure',
	{ ...inEdition(), value: bilingual().notNull(), label: bilingual().notNull(), note: bilingual() },
	(table) => [unique('outcome_figure_code').on(table.editionId, table.code)],
);

/** A picture of an edition; its code is the asset's. */
export const outcomePicture = pgTable('outcome_picture', { ...inEdition(), caption: bilingual() }, (table) => [
	unique('outcome_picture_code').on(table.editionId, table.code),
]);

/** The report of a closed edition, as it was computed when it was closed. It goes when the edition is opened again. */
export const editionClosing = pgTable('edition_closing', {
	editionId: text('edition_id')
		.primaryKey()
		.references(() => edition.id),
	at: instant().notNull(),
	report: jsonb().$type<ClosingReport>().notNull(),
});

/** What an import left behind: the state of the files that the next one compares with. */
export const bundleImport = pgTable(
	'bundle_import',
	{
		id: text().primaryKey(),
		editionId: text('edition_id')
			.notNull()
			.references(() => edition.id),
		number: integer().notNull(),
		at: instant().notNull(),
		/** The records of the files as they were. */
		base: jsonb().$type<Records>().notNull(),
	},
	(table) => [uniqueIndex('bundle_import_number').on(table.editionId, table.number)],
);
