import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { accountAddress } from '#core/identity/tables.ts';
import type { PersonEntry } from '#modules/calls/answers.ts';
import { contentsOf, type StandingApplication } from '#modules/calls/server/index.ts';
import { isConflicted } from '../conflicts/index.ts';
import { reviewAssignment, reviewRecusal } from '../tables.ts';

/**
 * Whether somebody must not write a review of an application for another: he has a conflict of interest, was recused, or
 * scores it himself. A constant number of queries.
 */
export async function isPersonBlocked(ctx: Context, standing: StandingApplication, person: string): Promise<boolean> {
	const { application } = standing;
	if (application.personId === person || application.members.some((member) => member.person === person)) return true;
	if (await isConflicted(ctx, application.id, person)) return true;
	const [recused] = await ctx.db
		.select({ id: reviewRecusal.id })
		.from(reviewRecusal)
		.where(and(eq(reviewRecusal.applicationId, application.id), eq(reviewRecusal.personId, person)));
	if (recused) return true;
	const [asked] = await ctx.db
		.select({ id: reviewAssignment.id })
		.from(reviewAssignment)
		.where(
			and(
				eq(reviewAssignment.applicationId, application.id),
				eq(reviewAssignment.personId, person),
				isNull(reviewAssignment.endedAt),
			),
		)
		.limit(1);
	return asked !== undefined;
}

/** The same by an address: of whoever has confirmed it, and of those whom the application names by it. */
export async function isAddressBlocked(ctx: Context, standing: StandingApplication, address: string): Promise<boolean> {
	const { form, answers } = await contentsOf(ctx, standing.application);
	const named = form.fields.flatMap(({ id, kind }): string[] => {
		const answer = answers[id];
		if (kind === 'email' && typeof answer === 'string') return [answer];
		return kind === 'person-list' ? ((answer as PersonEntry[] | undefined) ?? []).map(({ email }) => email) : [];
	});
	if (named.some((one) => one.trim().toLowerCase() === address)) return true;
	const owners = await ctx.db
		.select({ person: accountAddress.personId })
		.from(accountAddress)
		.where(and(inArray(accountAddress.address, [address]), isNotNull(accountAddress.verifiedAt)));
	for (const { person } of owners) if (await isPersonBlocked(ctx, standing, person)) return true;
	return false;
}
