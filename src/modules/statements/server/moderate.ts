import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { domainOfAddress } from '../address.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { showSoon } from './confirm.ts';
import { bumpStatement, openStatement, scopeOf } from './load.ts';
import { letterKeys, signatureMailKind } from './letters.ts';
import { letterHead, newSignatureLink, calledBy, signatureAddress } from './mail.ts';
import { refusedMail } from './mail-texts.ts';
import { withholdSnapshots } from './own-signature.ts';
import { pageNumber, type SignatureState, signatureStateNames } from '../signature.ts';
import { signature } from './signature-tables.ts';
import { countWhere, searchCondition } from './signatories.ts';
import { ownerOfLetter } from './whose.ts';

/** So many stand on a page of the desk, and so many can be settled at once. */
export const deskPageSize = 50;
/** The longest reason, in characters. */
export const mostReason = 500;

/** A signature for the desk. Of who is not named publicly the desk sees no more than the public, unless it asks for one. */
export interface ModeratedSignature {
	id: string;
	as: 'person' | 'organisation';
	/** Null of who is not named. */
	names: PersonNames | null;
	role: string;
	affiliation: string;
	country: string | null;
	tier: (typeof signature.$inferSelect)['tier'];
	/** Of the address only where it lies: mailboxes are nobody's business but their owners'. */
	domain: string;
	orcid: string | null;
	state: SignatureState;
	flags: (typeof signature.$inferSelect)['flags'];
	version: number;
	confirmedAt: number;
	reason: string | null;
	firstPlace: number | null;
}

export interface ModerationList {
	items: ModeratedSignature[];
	/** Of all, whatever is searched for. */
	counts: Record<SignatureState, number>;
	/** How many are in this state and are found. */
	total: number;
	page: number;
	size: number;
}

/**
 * The signatures in one state: those that wait oldest first, the odd ones before; the others newest first. Three queries
 * at most beside those that ask who may.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function listForModeration(
	ctx: Context,
	actor: Actor,
	input: { statement: string; state: SignatureState; page?: number; search?: string },
): Promise<ModerationList> {
	const row = await openStatement(ctx, actor, input.statement, 'statement.moderate');
	const counted = await ctx.db
		.select({ state: signature.state, n: sql<number>`count(*)::int` })
		.from(signature)
		.where(eq(signature.statementId, row.id))
		.groupBy(signature.state);
	const counts = Object.fromEntries(
		signatureStateNames.map((state) => [state, counted.find((one) => one.state === state)?.n ?? 0]),
	) as Record<SignatureState, number>;
	// Who is not named has nothing that a search could find.
	const search = searchCondition(input.search ?? '');
	const listed = and(eq(signature.statementId, row.id), eq(signature.state, input.state), search);
	const total = search ? await countWhere(ctx, listed) : counts[input.state];
	const page = Math.min(pageNumber(input.page), Math.max(1, Math.ceil(total / deskPageSize)));
	const found = await ctx.db
		.select()
		.from(signature)
		.where(listed)
		.orderBy(
			...(input.state === 'waiting'
				? [desc(sql`jsonb_array_length(${signature.flags})`), asc(signature.position)]
				: [desc(signature.position)]),
		)
		.limit(deskPageSize)
		.offset((page - 1) * deskPageSize);
	return { items: found.map(shownToDesk), counts, total, page, size: deskPageSize };
}

/** What the desk sees of a row. Of who is not named even the flags do not repeat the name. Pure. */
function shownToDesk(row: typeof signature.$inferSelect): ModeratedSignature {
	const { id, as, country, tier, state, version, confirmedAt, reason, firstPlace } = row;
	const shared = { id, as, country, tier, state, version, confirmedAt, reason, firstPlace };
	const domain = domainOfAddress(row.email);
	if (row.isPublic) {
		const { names, role, affiliation, orcid, flags } = row;
		return { ...shared, names, role, affiliation, orcid, flags, domain };
	}
	const flags = row.flags.map(({ code }) => ({ code, found: '' }));
	return { ...shared, names: null, role: '', affiliation: '', orcid: null, flags, domain: '' };
}

/**
 * Shows the desk who an anonymous signature is, where it cannot be judged otherwise; the ledger says who looked and why.
 * @throws Refusal `invalid` at `reason`; `not-found`, `forbidden`
 */
export async function revealSignature(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signature: string; reason: string },
): Promise<{ names: PersonNames; role: string; affiliation: string; domain: string }> {
	const reason = readReason(input.reason);
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const [found] = await tx.db
			.select()
			.from(signature)
			.where(and(eq(signature.id, input.signature), eq(signature.statementId, row.id)));
		if (!found) throw notFound();
		await record(tx, actor, {
			action: 'reveal',
			subject: { type: 'signature', id: found.id },
			scope: scopeOf(row),
			data: { statement: row.id, reason },
		});
		const { names, role, affiliation } = found;
		return { names, role, affiliation, domain: domainOfAddress(found.email) };
	});
}

function readReason(text: string): string {
	const reason = cleanText(text, { lines: false });
	if (reason === '') throw invalid([{ path: 'reason', code: 'reason-missing' }]);
	if (reason.length > mostReason) throw invalid([{ path: 'reason', code: 'too-long', params: { max: mostReason } }]);
	return reason;
}

/**
 * Accepts signatures: they are public from now on.
 * @returns how many were not so already
 * @throws Refusal `invalid` (`none-chosen`); `not-found`, `forbidden`
 */
export async function acceptSignatures(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signatures: readonly string[] },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const at = tx.clock.edition.now();
		const changed = await tx.db
			.update(signature)
			.set({ state: 'public', publicAt: at, reason: null })
			.where(chosen(row.id, input.signatures, ['waiting', 'refused']))
			.returning({ id: signature.id });
		if (changed.length === 0) return 0;
		await record(tx, actor, ...changed.map(({ id }) => event(row, 'accept', id)));
		await showSoon(tx, row.id);
		return changed.length;
	});
}

/**
 * Refuses signatures: they go from the public at once, and each signer is told the reason.
 * @returns how many were not refused already
 * @throws Refusal `invalid` (`none-chosen`, `reason-missing` at `reason`); `not-found`, `forbidden`
 */
export async function refuseSignatures(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signatures: readonly string[]; reason: string },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const reason = readReason(input.reason);
		const which = chosen(row.id, input.signatures, ['waiting', 'public']);
		const before = await tx.db.select().from(signature).where(which).for('update');
		if (before.length === 0) return 0;
		await tx.db.update(signature).set({ state: 'refused', publicAt: null, firstPlace: null, reason }).where(which);
		const heads = { en: await letterHead(tx, row, 'en'), zh: await letterHead(tx, row, 'zh') };
		for (const one of before) {
			if (one.publicAt !== null && one.isPublic) await withholdSnapshots(tx, row.id, one.position, one.publicAt);
			const secret = await newSignatureLink(tx, one.id);
			await queueMail(tx, {
				key: letterKeys.refused(digestOf(secret)),
				kind: signatureMailKind,
				to: { name: '', address: one.email },
				locale: one.locale,
				...refusedMail.fill(one.locale, {
					...heads[one.locale],
					name: calledBy(one.contact?.signer ?? one.names, one.locale),
					reason,
					link: signatureAddress(tx, one.locale, secret),
				}),
				...(await ownerOfLetter(tx, one.personId, one.email)),
			});
		}
		await record(tx, actor, ...before.map(({ id }) => event(row, 'refuse', id)));
		await bumpStatement(tx, row.id);
		return before.length;
	});
}

/**
 * Puts somebody among the first signatories, at a place, or takes him out of them (`null`). Only who is named can stand there.
 * @throws Refusal `invalid` (`not-named`) at `place`; `not-found`, `forbidden`
 */
export async function placeFirst(
	ctx: Context,
	actor: Actor,
	input: { statement: string; signature: string; place: number | null },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.moderate');
		const [found] = await tx.db
			.select({ named: signature.isPublic, state: signature.state })
			.from(signature)
			.where(and(eq(signature.id, input.signature), eq(signature.statementId, row.id)));
		if (!found) throw notFound();
		if (input.place !== null && !(found.named && found.state === 'public')) {
			throw invalid([{ path: 'place', code: 'not-named' }]);
		}
		await tx.db.update(signature).set({ firstPlace: input.place }).where(eq(signature.id, input.signature));
		await record(tx, actor, { ...event(row, 'place', input.signature), data: { place: input.place } });
		await bumpStatement(tx, row.id);
	});
}

function chosen(statementId: string, ids: readonly string[], states: SignatureState[]) {
	if (ids.length === 0) throw invalid([{ path: 'signatures', code: 'none-chosen' }]);
	return and(
		eq(signature.statementId, statementId),
		inArray(signature.id, ids.slice(0, deskPageSize)),
		inArray(signature.state, states),
	);
}

function event(row: Parameters<typeof scopeOf>[0] & { id: string }, action: string, id: string) {
	return { action, subject: { type: 'signature', id }, scope: scopeOf(row), data: { statement: row.id } };
}
