import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { reviewPost, reviewSeen } from '../discussion-tables.ts';
import { type DiscussionPlace, openDiscussion } from './open-discussion.ts';

/** Notes how far somebody has read; never takes back what he has read. Part of the caller's transaction. */
export async function noteSeen(
	tx: Context,
	seen: { application: string; stage: string; person: string; position: number },
): Promise<void> {
	await tx.db
		.insert(reviewSeen)
		.values({
			applicationId: seen.application,
			stageId: seen.stage,
			personId: seen.person,
			position: seen.position,
		})
		.onConflictDoUpdate({
			target: [reviewSeen.applicationId, reviewSeen.stageId, reviewSeen.personId],
			set: { position: sql`greatest(${reviewSeen.position}, excluded.position)` },
		});
}

/**
 * Somebody has read a discussion up to the post that he names. Reading a page notes nothing by itself.
 * @throws Refusal as `openDiscussion`
 */
export async function markSeen(ctx: Context, actor: Actor, input: DiscussionPlace & { upTo: string }): Promise<void> {
	// Whoever looks through somebody's eyes has read nothing in his place.
	if (actor.kind === 'person' && actor.seenBy) return;
	await transaction(ctx, async (tx) => {
		const { person, stage, standing } = await openDiscussion(tx, actor, input);
		const application = standing.application.id;
		const [post] = await tx.db
			.select({ position: reviewPost.position })
			.from(reviewPost)
			.where(
				and(eq(reviewPost.id, input.upTo), eq(reviewPost.applicationId, application), eq(reviewPost.stageId, stage.id)),
			);
		if (!post) return;
		await noteSeen(tx, { application, stage: stage.id, person, position: post.position });
	});
}

/** How far somebody has read the discussion of an application; 0 when not at all. One query. */
export async function seenUpTo(
	ctx: Context,
	of: { application: string; stage: string; person: string },
): Promise<number> {
	const [row] = await ctx.db
		.select({ position: reviewSeen.position })
		.from(reviewSeen)
		.where(
			and(
				eq(reviewSeen.applicationId, of.application),
				eq(reviewSeen.stageId, of.stage),
				eq(reviewSeen.personId, of.person),
			),
		);
	return row?.position ?? 0;
}

/**
 * How many posts of others somebody has not read in these discussions, by `{application}:{stage}`; those without any are
 * absent. Says nothing of whether he may read them: ask for those of his own list only. One query.
 */
export async function unreadPosts(
	ctx: Context,
	actor: Actor,
	applications: readonly string[],
): Promise<Map<string, number>> {
	const person = personOf(actor);
	if (person === undefined || applications.length === 0) return new Map();
	const rows = await ctx.db
		.select({
			application: reviewPost.applicationId,
			stage: reviewPost.stageId,
			n: sql<number>`count(*)::int`,
		})
		.from(reviewPost)
		.leftJoin(
			reviewSeen,
			and(
				eq(reviewSeen.applicationId, reviewPost.applicationId),
				eq(reviewSeen.stageId, reviewPost.stageId),
				eq(reviewSeen.personId, person),
			),
		)
		.where(
			and(
				inArray(reviewPost.applicationId, [...applications]),
				sql`${reviewPost.personId} <> ${person} and ${reviewPost.takenBackAt} is null`,
				sql`${reviewPost.position} > coalesce(${reviewSeen.position}, 0)`,
			),
		)
		.groupBy(reviewPost.applicationId, reviewPost.stageId);
	return new Map(rows.map(({ application, stage, n }) => [`${application}:${stage}`, n]));
}
