import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type EnquiryState, enquiryStates, pageSize } from '../enquiry.ts';
import { demandDesk } from './load.ts';
import { enquiry, enquiryAnswer } from './tables.ts';

export interface EnquiryList {
	items: {
		id: string;
		reference: string;
		role: string;
		name: string;
		subject: string;
		state: EnquiryState;
		at: number;
	}[];
	/** How many there are in each state, of this role if one is asked for. */
	counts: Record<EnquiryState, number>;
	page: number;
	pages: number;
}

/**
 * The enquiries of an edition in one state: the open ones oldest first, the others newest first. Two queries.
 * @param input.page from 1
 * @throws Refusal `not-found`, `forbidden`
 */
export async function listEnquiries(
	ctx: Context,
	actor: Actor,
	input: { edition: string; state: EnquiryState; role?: string | undefined; page?: number },
): Promise<EnquiryList> {
	await demandDesk(ctx, actor, input.edition);
	const ofRole = and(
		eq(enquiry.editionId, input.edition),
		input.role === undefined ? undefined : eq(enquiry.role, input.role),
	);
	const rows = await ctx.db
		.select({ state: enquiry.state, n: sql<number>`count(*)::int` })
		.from(enquiry)
		.where(ofRole)
		.groupBy(enquiry.state);
	const counts = Object.fromEntries(
		enquiryStates.map((state) => [state, rows.find((row) => row.state === state)?.n ?? 0]),
	) as Record<EnquiryState, number>;
	const pages = Math.max(1, Math.ceil(counts[input.state] / pageSize));
	const page = Math.min(Math.max(1, input.page ?? 1), pages);
	const items = await ctx.db
		.select({
			id: enquiry.id,
			reference: enquiry.reference,
			role: enquiry.role,
			name: enquiry.name,
			subject: enquiry.subject,
			state: enquiry.state,
			at: enquiry.at,
		})
		.from(enquiry)
		.where(and(ofRole, eq(enquiry.state, input.state)))
		.orderBy(input.state === 'open' ? asc(enquiry.position) : desc(enquiry.position))
		.limit(pageSize)
		.offset((page - 1) * pageSize);
	return { items, counts, page, pages };
}

/** How many wait for an answer. One query; the caller has asked whether the desk may be seen. */
export async function openEnquiries(ctx: Context, editionId: string): Promise<number> {
	const [row] = await ctx.db
		.select({ n: sql<number>`count(*)::int` })
		.from(enquiry)
		.where(and(eq(enquiry.editionId, editionId), eq(enquiry.state, 'open')));
	return row?.n ?? 0;
}

/**
 * One enquiry with its answers and who of the desk gave them. Three queries.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function readEnquiry(ctx: Context, actor: Actor, input: { edition: string; enquiry: string }) {
	await demandDesk(ctx, actor, input.edition);
	const [found] = await ctx.db
		.select()
		.from(enquiry)
		.where(and(eq(enquiry.id, input.enquiry), eq(enquiry.editionId, input.edition)));
	if (!found) throw notFound();
	const answers = await ctx.db
		.select({
			id: enquiryAnswer.id,
			personId: enquiryAnswer.personId,
			text: enquiryAnswer.text,
			at: enquiryAnswer.at,
		})
		.from(enquiryAnswer)
		.where(eq(enquiryAnswer.enquiryId, found.id))
		.orderBy(asc(enquiryAnswer.position));
	const people = await readPeople(
		ctx,
		answers.flatMap(({ personId }) => personId ?? []),
	);
	const { receivedAt: _, personId: __, position: ___, ...shown } = found;
	return {
		...shown,
		answers: answers.map(({ personId, ...answer }) => ({
			...answer,
			by: personId ? (people.get(personId)?.names ?? null) : null,
		})),
	};
}
