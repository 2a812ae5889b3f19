import { and, desc, eq, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import type { Draft } from '../editing.ts';
import { same } from '../merge.ts';
import { overlaid, withWindows } from '../overlay.ts';
import { plain, recordKinds, type Records, type RecordValue, splitKey } from '../records.ts';
import { draftAside, editionChange, editionChangeRecord, editionDraft } from './desk-tables.ts';
import { type DraftRow, draftRows, EditConflict, withNames } from './draft-rows.ts';
import { holdEdition, publishedRecords } from './edition-lock.ts';
import type { CallsDoor } from './import-bundle.ts';
import { recordDigest } from './record-digest.ts';
import { asProblems, newProblems } from './record-problems.ts';
import { editionSubject } from './subject.ts';

export interface DraftInput {
	/** As in the records of a bundle: `page/about`. Calls are edited in their own module. */
	key: string;
	/** The record as it shall be; null when it shall go. What the schemas fill in may be left out. */
	value: RecordValue | null;
	/** Version of the draft that the writer has seen; 0 when there was none. */
	version: number;
	/**
	 * `recordDigest` of the published record that the writer has seen; the form showed `merged`. With it a draft goes on from
	 * what is published now: fields that were published meanwhile are no longer in dispute.
	 */
	base?: string;
}

/**
 * Keeps what somebody wrote at a record. The edition with all its drafts must be as sound as it was before. A text that
 * is what is published already leaves no draft (its version is then 0).
 * @throws EditConflict when somebody saved or published in between; Refusal `invalid` with problems at the record's fields
 * (`key:path` where another record would break). What was typed is then put aside for this person.
 */
export async function saveDraft(
	ctx: Context,
	actor: Actor,
	editionId: string,
	input: DraftInput,
	options: { calls: Pick<CallsDoor, 'read'>; locale?: Locale },
): Promise<Draft> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	demandEditable(input.key);
	try {
		return await transaction(ctx, (tx) => save(tx, actor, editionId, input, options));
	} catch (error) {
		if (error instanceof Refusal && ['conflict', 'invalid'].includes(error.kind)) {
			await putAside(ctx, actor, editionId, input);
		}
		throw error;
	}
}

async function save(
	ctx: Context,
	actor: Actor,
	editionId: string,
	input: DraftInput,
	{ calls, locale = 'en' }: { calls: Pick<CallsDoor, 'read'>; locale?: Locale },
): Promise<Draft> {
	const { key } = input;
	const row = await holdEdition(ctx, editionId, 'share');
	const published = await publishedRecords(ctx, row, calls);
	const rows = await draftRows(ctx, editionId);
	const present = rows.find((one) => one.key === key);
	const seenPublished = recordDigest(published[key]);
	const conflict = async (now: DraftRow | undefined) => {
		const [draft] = await withNames(ctx, now ? [now] : [], locale);
		const who = draft ? { by: draft.savedByName, at: draft.savedAt } : await lastChangeOf(ctx, editionId, key, locale);
		return new EditConflict(who, draft, published[key]);
	};
	if ((present?.version ?? 0) !== input.version) throw await conflict(present);
	// Over a draft that was begun before somebody published, its writer goes on; publishing compares field by field.
	if (!present && input.base !== undefined && input.base !== seenPublished) throw await conflict(undefined);

	const others = rows.filter((one) => one.key !== key);
	const value = normal(published, others, present, input, row.slug);
	const about = { editionId, key };
	await ctx.db.delete(draftAside).where(and(mine(about), eq(draftAside.personId, personOf(actor) ?? '')));
	if (same(value ?? undefined, published[key])) {
		if (present) await ctx.db.delete(editionDraft).where(itself({ ...about, version: present.version }));
		return unchanged(ctx, actor, key, value, locale);
	}
	const sawPresent = present === undefined || input.base === seenPublished;
	const written = {
		value,
		base: sawPresent ? (published[key] ?? null) : present.base,
		version: sql<number>`nextval('edition_draft_version')::int`,
		personId: personOf(actor) ?? null,
		savedAt: ctx.clock.edition.now(),
		refused: null,
	};
	const [saved] = present
		? await ctx.db
				.update(editionDraft)
				.set(written)
				.where(itself({ ...about, version: present.version }))
				.returning()
		: await ctx.db
				.insert(editionDraft)
				.values({ ...about, ...written })
				.onConflictDoNothing()
				.returning();
	if (!saved) throw await conflict((await draftRows(ctx, editionId, [key]))[0]);
	const [draft] = await withNames(ctx, [saved], locale);
	return draft as Draft;
}

const mine = ({ editionId, key }: { editionId: string; key: string }) =>
	and(eq(draftAside.editionId, editionId), eq(draftAside.key, key));

const itself = ({ editionId, key, version }: { editionId: string; key: string; version: number }) =>
	and(eq(editionDraft.editionId, editionId), eq(editionDraft.key, key), eq(editionDraft.version, version));

/** Only what is a record of an edition and belongs to its site; a call is edited where its applications are known. */
function demandEditable(key: string): void {
	const { kind, code } = splitKey(key);
	const single = ['series', 'edition', 'committee', 'letterhead'].includes(kind);
	const known = (recordKinds as readonly string[]).includes(kind) && (code === '') === single;
	if (!known || kind === 'call') throw invalid([{ path: '', code: 'not-editable-here' }]);
}

/** The text with what the schemas fill in, at its place in the list. @throws Refusal `invalid` */
function normal(
	published: Records,
	others: readonly DraftRow[],
	present: DraftRow | undefined,
	{ key, value }: DraftInput,
	slug: string,
): RecordValue | null {
	const before = overlaid(published, present ? [...others, present] : others);
	// The slug is in addresses that people hold.
	if (key === 'edition' && value?.slug !== slug) throw invalid([{ path: 'slug', code: 'not-editable-here' }]);
	const after = { ...before };
	if (value === null) delete after[key];
	else after[key] = { ...positionFor(before, key), ...plain(value) };
	const { whole, problems } = newProblems(withWindows(published, before), withWindows(published, after));
	if (problems.length > 0) throw invalid(asProblems(problems, key));
	return value === null ? null : ((whole?.[key] ?? after[key]) as RecordValue);
}

/** Where a record stands when its writer says nothing: where it stood, or at the end of its list. */
function positionFor(records: Records, key: string): { position?: number } {
	const position = records[key]?.position;
	if (typeof position === 'number') return { position };
	const { kind, code } = splitKey(key);
	if (code === '') return {};
	return { position: Object.keys(records).filter((one) => splitKey(one).kind === kind).length };
}

async function unchanged(ctx: Context, actor: Actor, key: string, value: RecordValue | null, locale: Locale) {
	const now = ctx.clock.edition.now();
	const row = { key, value, base: value, version: 0, personId: personOf(actor) ?? null, savedAt: now } as DraftRow;
	const [draft] = await withNames(ctx, [{ ...row, publishAt: null, refused: null }], locale);
	return draft as Draft;
}

/** Who published this record last, and when. */
async function lastChangeOf(
	ctx: Context,
	editionId: string,
	key: string,
	locale: Locale,
): Promise<{ by: string; at: number }> {
	const [last] = await ctx.db
		.select({ personId: editionChange.personId, at: editionChange.at })
		.from(editionChange)
		.innerJoin(editionChangeRecord, eq(editionChangeRecord.changeId, editionChange.id))
		.where(and(eq(editionChange.editionId, editionId), eq(editionChangeRecord.key, key)))
		.orderBy(desc(editionChange.number))
		.limit(1);
	const [draft] = await withNames(ctx, last ? [{ ...({} as DraftRow), personId: last.personId }] : [], locale);
	return { by: draft?.savedByName ?? '', at: last?.at ?? ctx.clock.edition.now() };
}

/** What was typed stays with its writer, whatever becomes of the page it was typed on. */
async function putAside(ctx: Context, actor: Actor, editionId: string, { key, value }: DraftInput): Promise<void> {
	const personId = personOf(actor);
	if (personId === undefined) return;
	const row = { value: value && plain(value), at: ctx.clock.edition.now() };
	await ctx.db
		.insert(draftAside)
		.values({ editionId, key, personId, ...row })
		.onConflictDoUpdate({ target: [draftAside.editionId, draftAside.key, draftAside.personId], set: row });
}
