import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { domainOfAddress } from '../address.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { openStatement } from './load.ts';
import { pageNumber, type SignatureState, signatureStateNames } from '../signature.ts';
import { signature } from './signature-tables.ts';
import { countWhere, searchCondition } from './signatories.ts';

/** So many stand on a page of the desk, and so many can be settled at once. */
export const deskPageSize = 50;
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
