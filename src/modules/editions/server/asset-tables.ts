import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type { AssetContent, BundleAsset } from '../bundle/index.ts';
import { inEdition } from './tables.ts';

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
