import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { toCsv } from '#core/spreadsheet/index.ts';
import { callForReview, callOfDesk } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { messages } from '../../ui/sub-review-messages.ts';
import { reviewSubReview } from '../sub-review-tables.ts';
import { reviewAssignment } from '../tables.ts';

/** Somebody who wrote reviews for others, with how many of them were handed in. */
export interface SubReviewCredit {
	name: string;
	reviews: number;
}

/** Who is thanked at a call for writing reviews for others, and how many of them want no thanks by name. */
export interface SubReviewCredits {
	named: SubReviewCredit[];
	/** How many people more, and how many reviews they wrote. */
	unnamed: { people: number; reviews: number };
}

/**
 * The credits of a call: never for which application or for whom. Three queries.
 * @param input.desk id of the edition, or of the standing call
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function subReviewCredits(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; locale: Locale },
): Promise<SubReviewCredits> {
	const call = await callForReview(ctx, await callOfDesk(ctx, input.desk, input.call));
	demand(ctx, actor, 'review.assign', call.subject);
	const rows = await ctx.db
		.select({ person: reviewSubReview.personId, mayBeNamed: reviewSubReview.mayBeNamed, name: reviewSubReview.name })
		.from(reviewSubReview)
		.innerJoin(reviewAssignment, eq(reviewAssignment.id, reviewSubReview.assignmentId))
		.where(and(eq(reviewAssignment.callId, call.callId), isNotNull(reviewSubReview.creditedAt)))
		.orderBy(asc(reviewSubReview.creditedAt));
	const people = await readPeople(
		ctx,
		rows.flatMap(({ person }) => person ?? []),
	);
	const named = new Map<string, SubReviewCredit>();
	const unnamed = new Set<string>();
	let left = 0;
	rows.forEach(({ person, mayBeNamed, name }, i) => {
		const known = person === null ? undefined : people.get(person);
		if (!mayBeNamed || person === null) {
			unnamed.add(person ?? `erased ${i}`);
			left += 1;
			return;
		}
		const credit = named.get(person) ?? { name: known ? displayName(known.names, input.locale) : name, reviews: 0 };
		credit.reviews += 1;
		named.set(person, credit);
	});
	return {
		named: [...named.values()].sort((a, b) => a.name.localeCompare(b.name, input.locale)),
		unnamed: { people: unnamed.size, reviews: left },
	};
}

/** The credits as a table with named columns. An event in the ledger. @throws as `subReviewCredits` */
export async function exportSubReviewCredits(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; locale: Locale },
): Promise<string> {
	const { named, unnamed } = await subReviewCredits(ctx, actor, input);
	const callId = await callOfDesk(ctx, input.desk, input.call);
	const { scope } = await callForReview(ctx, callId);
	const words = messages[input.locale].credits;
	await record(ctx, actor, {
		action: 'export-credits',
		subject: { type: 'call', id: callId },
		scope,
		data: { people: named.length + unnamed.people },
	});
	return toCsv(
		[words.name, words.reviews],
		[
			...named.map(({ name, reviews }) => [name, reviews]),
			...(unnamed.people > 0 ? [[words.unnamed(unnamed.people), unnamed.reviews]] : []),
		],
	);
}
