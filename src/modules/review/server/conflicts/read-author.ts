import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callForReview, demandOwn, standingApplications } from '#modules/calls/server/index.ts';
import type { StatedKind } from '../../conflict.ts';
import { reviewConflictStatement } from '../conflict-tables.ts';
import { type CommitteeMember, committeeOf, isJudged, mayStateAgainst } from './committee.ts';

/** What applicants say of the committee, for the page of their application. */
export interface ConflictsOfApplicant {
	application: { id: string; number: string; title: string };
	/** Whether anything can be said or taken back now; and the first instant at which it is too late. */
	may: boolean;
	until: number;
	zone: string;
	committee: CommitteeMember[];
	statements: { id: string; name: string; kind: StatedKind; text: string }[];
}

/**
 * The committee of an application by name, and with whom its people said to have a conflict; null where nobody judges.
 * Whoever looks through an applicant's eyes sees none of it: it may be about himself. A constant number of queries.
 * @throws Refusal `signed-out`, `not-found`
 */
export async function conflictsOfApplicant(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale },
): Promise<ConflictsOfApplicant | null> {
	const [standing] = await standingApplications(ctx, [input.application]);
	if (!standing) throw notFound();
	demandOwn(ctx, actor, 'application.read-own', standing.application);
	if (actor.kind === 'person' && actor.seenBy) return null;
	const call = await callForReview(ctx, standing.application.callId);
	if (!isJudged(call)) return null;
	const { application } = standing;
	const me = personOf(actor);
	const writes = application.personId === me || application.members.some(({ person, write }) => person === me && write);
	const committee = await committeeOf(ctx, call, input.locale);
	const rows = await ctx.db
		.select({
			id: reviewConflictStatement.id,
			person: reviewConflictStatement.personId,
			kind: reviewConflictStatement.kind,
			text: reviewConflictStatement.text,
		})
		.from(reviewConflictStatement)
		.where(
			and(
				eq(reviewConflictStatement.applicationId, application.id),
				eq(reviewConflictStatement.source, 'author'),
				isNull(reviewConflictStatement.endedAt),
			),
		)
		.orderBy(asc(reviewConflictStatement.position));
	const names = new Map(committee.map(({ person, name }) => [person, name]));
	return {
		application: { id: application.id, number: standing.number, title: application.title },
		may: writes && mayStateAgainst(call, standing, ctx.clock.edition.now()),
		until: call.graceEndsAt,
		zone: call.zone,
		committee: committee.filter(({ person }) => person !== me),
		statements: rows.map(({ person, ...row }) => ({ ...row, name: names.get(person) ?? '—' })),
	};
}
