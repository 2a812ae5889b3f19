import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import type { RecordChange } from '../merge.ts';
import { inOrder, plain, type Records, type RecordValue, recordKinds, splitKey } from '../records.ts';
import { demandNotClosed } from './frozen.ts';
import { type Columns, type Part, type PartContext, parts } from './parts.ts';
import { edition, editionOrganisation, organisation, series } from './tables.ts';

/** The columns that every part of an edition has. */
type PartTable = PgTable & { id: PgColumn; editionId: PgColumn; code: PgColumn; position: PgColumn };

/** The row of an edition. */
export type EditionRow = typeof edition.$inferSelect;

/** An edition by its slug, locked until the end of the transaction. */
export async function lockEdition(ctx: Context, slug: string): Promise<EditionRow | undefined> {
	const [row] = await ctx.db.select().from(edition).where(eq(edition.slug, slug)).for('update');
	return row;
}

/**
 * All that the database holds of an edition, as records (without its calls, which are another module's). Positions are
 * counted anew, so that two equal orders are equal records. A fixed number of queries.
 */
export async function readRecords(ctx: Context, row: EditionRow): Promise<Records> {
	const records: Records = {};
	const [ownSeries] = await ctx.db.select().from(series).where(eq(series.id, row.seriesId));
	if (ownSeries) records.series = seriesValue(ownSeries);
	const { id, seriesId: _, committeeName, letterhead, closedAt: __, ...own } = row;
	records.edition = plain({ format: 1, ...own, series: ownSeries?.slug });
	if (committeeName) records.committee = { name: committeeName };
	if (letterhead) records.letterhead = plain(letterhead);

	const named = await ctx.db
		.select({ organisation, position: editionOrganisation.position })
		.from(editionOrganisation)
		.innerJoin(organisation, eq(organisation.id, editionOrganisation.organisationId))
		.where(eq(editionOrganisation.editionId, id));
	for (const one of named) {
		records[`organisation/${one.organisation.slug}`] = {
			...organisationValue(one.organisation),
			position: one.position,
		};
	}
	const rowsOf = new Map<PgTable, Columns[]>();
	for (const part of parts) {
		const table = part.table as PartTable;
		const rows = rowsOf.get(table) ?? ((await ctx.db.select().from(table).where(eq(table.editionId, id))) as Columns[]);
		rowsOf.set(table, rows);
		for (const found of rows) {
			if (part.holds && !part.holds(found)) continue;
			const { id: _, editionId: __, code, ...columns } = found;
			records[`${part.kind}/${code}`] = plain(part.toValue ? part.toValue(columns) : columns);
		}
	}
	return renumber(records);
}

/** The series and organisations of a bundle that the database knows already, from other editions. */
export async function readShared(ctx: Context, file: Records): Promise<Records> {
	const records: Records = {};
	const slug = String(file.series?.id);
	const [known] = await ctx.db.select().from(series).where(eq(series.slug, slug));
	if (known) records.series = seriesValue(known);
	const slugs = inOrder(file, 'organisation').map((one) => one.code);
	if (slugs.length > 0) {
		const rows = await ctx.db.select().from(organisation).where(inArray(organisation.slug, slugs));
		for (const row of rows) records[`organisation/${row.slug}`] = organisationValue(row);
	}
	return records;
}

/**
 * Writes changes that fit together. Organisations and series are shared: they are written, but never removed.
 * @param edition the row, or undefined for an edition that is new
 * @returns the edition's id
 * @throws Refusal `closed` (`edition-closed`)
 */
export async function writeRecords(
	ctx: Context,
	before: EditionRow | undefined,
	after: Records,
	changes: readonly RecordChange[],
): Promise<string> {
	if (before) demandNotClosed(before);
	const changed = new Map(changes.map((change) => [change.key, change]));
	const of = (kind: string) => changes.filter((change) => splitKey(change.key).kind === kind);
	const written = (kind: string) => of(kind).filter((change) => change.kind !== 'remove');

	if (changed.has('series')) await upsertSeries(ctx, after.series as RecordValue);
	const editionKeys = ['series', 'edition', 'committee', 'letterhead'];
	const id = before?.id ?? newId();
	if (editionKeys.some((key) => changed.has(key))) await upsertEdition(ctx, id, after);

	const organisationIds = await writeOrganisations(ctx, id, of('organisation'));
	const about: PartContext = { zone: String(after.edition?.zone), organisationIds };
	const zoneMoved = before !== undefined && before.zone !== about.zone;
	for (const part of parts) {
		// The instants of dates follow the zone of the edition.
		const records =
			part.kind === 'date' && zoneMoved
				? inOrder(after, 'date')
				: written(part.kind).map(({ key, value }) => ({ code: splitKey(key).code, value: value as RecordValue }));
		await upsertPart(ctx, part, id, records, about);
	}
	for (const part of [...parts].reverse()) {
		const codes = of(part.kind).flatMap(({ key, kind }) => (kind === 'remove' ? [splitKey(key).code] : []));
		if (codes.length === 0) continue;
		const table = part.table as PartTable;
		await ctx.db.delete(table).where(and(eq(table.editionId, id), inArray(table.code, codes)));
	}
	const gone = of('organisation').flatMap(
		({ key, kind }) => organisationIds.get(kind === 'remove' ? splitKey(key).code : '') ?? [],
	);
	if (gone.length > 0) {
		await ctx.db
			.delete(editionOrganisation)
			.where(and(eq(editionOrganisation.editionId, id), inArray(editionOrganisation.organisationId, gone)));
	}
	return id;
}

/** A row of a series as its record. */
export function seriesValue(row: typeof series.$inferSelect): RecordValue {
	const { id: _, slug, ...value } = row;
	return plain({ ...value, id: slug });
}

/** A row of an organisation as its record. */
export function organisationValue(row: typeof organisation.$inferSelect): RecordValue {
	const { id: _, slug: __, ...value } = row;
	return plain(value);
}

async function upsertSeries(ctx: Context, value: RecordValue): Promise<void> {
	const { id: slug, ...columns } = value;
	const row = { slogan: null, description: null, ...columns };
	await ctx.db
		.insert(series)
		.values({ id: newId(), slug: String(slug), ...row } as typeof series.$inferInsert)
		.onConflictDoUpdate({ target: series.slug, set: row });
}

async function upsertEdition(ctx: Context, id: string, after: Records): Promise<void> {
	const { format: _, slug, series: seriesSlug, ...value } = after.edition as RecordValue;
	const [own] = await ctx.db
		.select({ id: series.id })
		.from(series)
		.where(eq(series.slug, String(seriesSlug)));
	const row = {
		theme: null,
		summary: null,
		legal: null,
		...value,
		seriesId: own?.id,
		committeeName: after.committee?.name ?? null,
		letterhead: after.letterhead ?? null,
	};
	await ctx.db
		.insert(edition)
		.values({ id, slug: String(slug), ...row } as typeof edition.$inferInsert)
		.onConflictDoUpdate({ target: edition.id, set: row as Partial<typeof edition.$inferInsert> });
}

/** Writes organisations and which of them the edition names. @returns row ids by slug, of all that there are */
async function writeOrganisations(
	ctx: Context,
	editionId: string,
	changes: readonly RecordChange[],
): Promise<Map<string, string>> {
	const values = changes.flatMap(({ key, value }) => (value ? [{ slug: splitKey(key).code, ...value }] : []));
	if (values.length > 0) {
		await ctx.db
			.insert(organisation)
			.values(
				values.map(({ position: _, ...value }: Columns) => ({
					id: newId(),
					...value,
				})) as (typeof organisation.$inferInsert)[],
			)
			.onConflictDoUpdate({ target: organisation.slug, set: excluded(organisation, ['id', 'slug']) });
	}
	const rows = await ctx.db.select({ id: organisation.id, slug: organisation.slug }).from(organisation);
	const ids = new Map(rows.map((row) => [row.slug, row.id]));
	if (values.length > 0) {
		await ctx.db
			.insert(editionOrganisation)
			.values(
				values.map((value: Columns) => ({
					editionId,
					organisationId: ids.get(String(value.slug)) as string,
					position: Number(value.position),
				})),
			)
			.onConflictDoUpdate({
				target: [editionOrganisation.editionId, editionOrganisation.organisationId],
				set: excluded(editionOrganisation, ['editionId', 'organisationId']),
			});
	}
	return ids;
}

async function upsertPart(
	ctx: Context,
	part: Part,
	editionId: string,
	records: readonly { code: string; value: RecordValue }[],
	about: PartContext,
): Promise<void> {
	if (records.length === 0) return;
	const table = part.table as PartTable;
	const names = Object.keys(getTableColumns(table));
	const rows = records.map(({ code, value }) => {
		const columns = part.toColumns ? part.toColumns(value, code, about) : value;
		// Every column is written, so that a field which is gone is gone.
		const all = Object.fromEntries(names.map((name) => [name, columns[name] ?? null]));
		return { ...all, id: newId(), editionId, code };
	});
	await ctx.db
		.insert(table)
		.values(rows as never)
		.onConflictDoUpdate({
			target: [table.editionId, table.code],
			set: excluded(table, ['id', 'editionId', 'code', ...(part.keeps ?? [])]),
		});
}

/** `set column = excluded.column` for all columns but those named. */
function excluded(table: PgTable, but: readonly string[]): Record<string, SQL> {
	return Object.fromEntries(
		Object.entries(getTableColumns(table))
			.filter(([name]) => !but.includes(name))
			.map(([name, column]) => [name, sql.raw(`excluded."${column.name}"`)]),
	);
}

function renumber(records: Records): Records {
	for (const kind of recordKinds) {
		const lists = new Map<string, number>();
		for (const { code, value } of inOrder(records, kind)) {
			if (value.position === undefined) continue;
			// Rooms are counted within their site.
			const list = kind === 'room' ? code.slice(0, code.indexOf('/')) : '';
			const position = lists.get(list) ?? 0;
			lists.set(list, position + 1);
			value.position = position;
		}
	}
	return records;
}
