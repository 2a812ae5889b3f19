import { desc, eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { violates } from '#core/database/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { type Problem, Refusal, invalid } from '#core/refusal/index.ts';
import type { Call } from '#modules/calls/call.ts';
import type { Option } from '#modules/calls/form.ts';
import type { AssetContent, Bundle } from '../bundle/index.ts';
import { type Choice, type MergeConflict, type MergeResult, mergeRecords, same } from '../merge.ts';
import { bundleOf, callRecord, type Records, recordsOf, splitKey } from '../records.ts';
import { announceChanges } from './announce-changes.ts';
import { keepAssetFile } from './asset-files.ts';
import { checkRecords } from './check-records.ts';
import { holdShared } from './edition-lock.ts';
import { type LoadedBundle, type LocatedFinding, loadBundle } from './load-bundle.ts';
import { linkPersons } from './persons.ts';
import { personsNamed, recordChange } from './record-change.ts';
import { noteStaleTranslations } from './stale-translations.ts';
import { type EditionRow, lockEdition, readRecords, readShared, writeRecords } from './store.ts';
import { editionSubject } from './subject.ts';
import { bundleImport } from './tables.ts';
import { writeCalls } from './write-calls.ts';

/** The calls belong to another module; whoever imports hands over its door. */
export interface CallsDoor {
	/** Creates a call of an edition or brings it to this; the tracks become the options of its track fields. */
	save(
		ctx: Context,
		actor: Actor,
		input: { edition: string; organisation: string; call: Call; tracks: Option[]; outside: Option[] },
	): Promise<unknown>;
	/** The calls of an edition as they stand. */
	read(ctx: Context, editionId: string): Promise<Call[]>;
	/** Moves when a call opens or closes (wall clock of its window); refuses what people counted on unless accepted. */
	moveWindow(
		ctx: Context,
		actor: Actor,
		input: {
			edition: string;
			call: string;
			opens?: string;
			closes?: string;
			accept: readonly string[] | 'all';
		},
	): Promise<unknown>;
}

export interface ImportOptions {
	calls: CallsDoor;
	/** Compare only, change nothing. */
	dryRun?: boolean;
	/** For each conflict, by its id, which side it shall have. */
	resolve?: Readonly<Record<string, Choice>>;
}

export interface ImportReport extends MergeResult {
	/** Undefined for a dry run on an edition that is not there yet. */
	editionId: string | undefined;
	slug: string;
	created: boolean;
	/** Whether anything was written to the edition. */
	applied: boolean;
	/** Texts that wait for their translation. */
	warnings: LocatedFinding[];
}

/** Files and desk changed the same things differently; `report.conflicts` says which. Nothing was written. */
export class ImportConflict extends Refusal {
	readonly report: ImportReport;

	constructor(report: ImportReport) {
		super('conflict', 'import-conflicts', {
			params: { count: report.conflicts.length },
			problems: report.conflicts.map(({ id }) => ({ path: id, code: 'changed-on-both-sides' })),
		});
		this.name = 'ImportConflict';
		this.report = report;
	}
}

/**
 * Brings an edition to what its files say: adds, changes and removes what only the files changed since the last import,
 * keeps what only the desk changed, refuses what both changed unless `resolve` chooses. Importing the same files again
 * writes nothing. One transaction, one ledger event.
 * @throws Refusal `invalid` with a problem for each error of the bundle (path `file:line`); ImportConflict
 */
export async function importBundle(
	ctx: Context,
	actor: Actor,
	folder: string,
	options: ImportOptions,
): Promise<ImportReport> {
	const { bundle, errors, warnings, files } = await loadBundle(folder);
	if (!bundle) throw invalid(errors.map(problemOf));
	return refuseTakenSlug(bundle.edition.slug, () => importInto(ctx, actor, { bundle, warnings, files }, options));
}

/** What has a desk of this name already, a standing call, keeps it. @throws Refusal `invalid` (`slug-taken`) */
export async function refuseTakenSlug<T>(slug: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!violates(error, 'desk_slug')) throw error;
		throw invalid([{ path: 'slug', code: 'slug-taken', params: { slug } }]);
	}
}

function importInto(
	ctx: Context,
	actor: Actor,
	{ bundle, warnings, files }: Pick<LoadedBundle, 'warnings' | 'files'> & { bundle: Bundle },
	options: ImportOptions,
): Promise<ImportReport> {
	return transaction(ctx, async (tx) => {
		const { slug } = bundle.edition;
		// Two first imports of one edition wait for each other; later ones wait at its row.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`edition:${slug}`}))`);
		const row = await lockEdition(tx, slug);
		if (row) demand(tx, actor, 'edition.edit', await editionSubject(tx, row.id));
		else demand(tx, actor, 'installation.operate', { within: {} });

		const file = recordsOf(bundle);
		if (!options.dryRun) await holdShared(tx, Object.keys(file));
		const last = row && (await lastImport(tx, row.id));
		const database = await databaseRecords(tx, row, file, options.calls);
		const merged = mergeRecords(last?.base ?? {}, file, database, options.resolve);
		const report: ImportReport = {
			...merged,
			editionId: row?.id,
			slug,
			created: row === undefined,
			applied: false,
			warnings,
		};
		if (options.dryRun) return report;
		if (report.conflicts.length > 0) throw new ImportConflict(report);

		await keepFiles(tx, report, files);
		const editionId = await apply(tx, actor, row, database, report, options.calls);
		if (!last || !same(last.base, file)) {
			await rememberImport(tx, editionId, (last?.number ?? 0) + 1, file);
		}
		return { ...report, editionId, applied: report.changes.length > 0 };
	});
}

/** The files that changed records name must lie in the store before a row names them. */
async function keepFiles(
	ctx: Context,
	{ changes }: Pick<ImportReport, 'changes'>,
	files: ReadonlyMap<string, () => Promise<Buffer>>,
): Promise<void> {
	for (const { key, value } of changes) {
		if (splitKey(key).kind !== 'asset' || !value) continue;
		const content = value.content as AssetContent;
		const read = files.get(content.digest);
		if (read) await keepAssetFile(ctx, content, read);
	}
}

async function apply(
	ctx: Context,
	actor: Actor,
	row: EditionRow | undefined,
	database: Records,
	report: ImportReport,
	calls: CallsDoor,
): Promise<string> {
	if (row && report.changes.length === 0) return row.id;
	const after: Records = { ...database };
	for (const { key, value } of report.changes) {
		if (value) after[key] = value;
		else delete after[key];
	}
	// Each side was whole; what they make together may point at something that the other has removed.
	const checked = checkRecords(after);
	if (!checked.bundle) {
		throw invalid(
			checked.errors.map(({ part, path, code, params }) => ({ path: [part, ...path].join('.'), code, params })),
		);
	}
	const persons = row && (await personsNamed(ctx, row.id, report.changes));
	const editionId = await writeRecords(ctx, row, after, report.changes);
	await linkPersons(ctx, actor, editionId);
	const changed = { before: database, bundle: checked.bundle, changes: report.changes };
	// Files were read by people before they came here, and a dry run says what they change.
	await writeCalls(ctx, actor, editionId, changed, { calls, accept: 'all' });
	if (row) await noteStaleTranslations(ctx, editionId, database, report.changes);
	await recordChange(ctx, actor, editionId, {
		kind: row ? 'import' : 'created',
		before: row ? database : {},
		changes: report.changes,
		...(persons ? { persons } : {}),
	});
	await record(ctx, actor, {
		action: 'import',
		subject: { type: 'edition', id: editionId },
		scope: editionId,
		data: summary(report),
	});
	await announceChanges(ctx, editionId, report.changes);
	return editionId;
}

/** Only the newest is ever compared with; what was before stands in the ledger, without persons. */
export async function rememberImport(ctx: Context, editionId: string, number: number, base: Records): Promise<void> {
	await ctx.db.delete(bundleImport).where(eq(bundleImport.editionId, editionId));
	await ctx.db.insert(bundleImport).values({ id: newId(), editionId, number, at: ctx.clock.edition.now(), base });
}

/** The newest import of an edition. */
export async function lastImport(
	ctx: Context,
	editionId: string,
): Promise<{ number: number; base: Records } | undefined> {
	const [row] = await ctx.db
		.select({ number: bundleImport.number, base: bundleImport.base })
		.from(bundleImport)
		.where(eq(bundleImport.editionId, editionId))
		.orderBy(desc(bundleImport.number))
		.limit(1);
	return row;
}

/** The edition as it stands, calls included; for a bundle also what other editions brought of its series and organisations. */
export async function databaseRecords(
	ctx: Context,
	row: EditionRow | undefined,
	file: Records,
	calls: CallsDoor,
): Promise<Records> {
	const shared = await readShared(ctx, file);
	if (!row) return shared;
	const own = await readRecords(ctx, row);
	const { tracks } = bundleOf(own);
	for (const call of await calls.read(ctx, row.id)) own[`call/${call.slug}`] = callRecord(call, tracks);
	return { ...shared, ...own };
}

/** Keys of persons are made of their names and stay out of the ledger, which keeps what it has for ever. */
function summary({ changes, created, kept }: ImportReport): Record<string, unknown> {
	const kinds: Record<string, number> = {};
	const keys: string[] = [];
	for (const { key, kind } of changes) {
		const of = splitKey(key).kind;
		kinds[`${of}.${kind}`] = (kinds[`${of}.${kind}`] ?? 0) + 1;
		if (of !== 'person' && of !== 'role') keys.push(key);
	}
	return created ? { created, kinds } : { kinds, keys, kept: kept.length };
}

function problemOf({ file, line, path, code, params }: LocatedFinding): Problem {
	return { path: `${file}:${line}`, code, params: { ...params, at: path } };
}

export type { Choice, MergeConflict };
