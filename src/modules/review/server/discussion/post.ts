import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { reviewMention, reviewPost, reviewPostVersion } from '../discussion-tables.ts';
import { demandTalk } from './demand-talk.ts';
import { mentionJob } from './job-names.ts';
import type { PersonHere } from './names-here.ts';
import { type DiscussionPlace, type OpenDiscussion, openDiscussion } from './open-discussion.ts';
import { readText } from './read-text.ts';
import { noteSeen } from './seen.ts';

/**
 * Says something about an application to the members who have scored it and to its chairs. Who is mentioned gets a mail
 * that says no more than the number. The same said twice in a row is said once.
 * @returns the id of the post
 * @throws Refusal as `openDiscussion` and `demandTalk`; `invalid` at `text` (`post-empty`, `too-many-characters`)
 */
export async function postInDiscussion(
	ctx: Context,
	actor: Actor,
	input: DiscussionPlace & { text: string },
): Promise<string> {
	// Outside the transaction: what it notes of a try must stay though it is refused.
	await openDiscussion(ctx, actor, input);
	return transaction(ctx, async (tx) => {
		const open = await openDiscussion(tx, actor, input, { lock: true });
		demandTalk(tx, actor, open);
		const { standing, call, stage, person, role } = open;
		const application = standing.application.id;
		const { text, people, mentioned } = await readText(tx, open, input.text);
		const [last] = await tx.db
			.select({ id: reviewPost.id, person: reviewPost.personId, role: reviewPost.role, text: reviewPostVersion.text })
			.from(reviewPost)
			.innerJoin(reviewPostVersion, eq(reviewPostVersion.postId, reviewPost.id))
			.where(and(eq(reviewPost.applicationId, application), eq(reviewPost.stageId, stage.id)))
			.orderBy(desc(reviewPost.position), desc(reviewPostVersion.version))
			.limit(1);
		if (last?.person === person && last.role === role && last.text === text) return last.id;
		const id = newId();
		const at = tx.clock.edition.now();
		const [written] = await tx.db
			.insert(reviewPost)
			.values({ id, callId: call.callId, stageId: stage.id, applicationId: application, personId: person, role, at })
			.returning({ position: reviewPost.position });
		await tx.db.insert(reviewPostVersion).values({ postId: id, version: 1, text, at });
		await noteMentioned(tx, open, id, people, mentioned);
		await noteSeen(tx, { application, stage: stage.id, person, position: written?.position ?? 0 });
		await record(tx, actor, {
			action: 'discuss',
			subject: { type: 'application', id: application },
			scope: call.scope,
			data: { stage: stage.id, post: id, as: role },
		});
		return id;
	});
}

/** Keeps who is mentioned in a post, and tells by mail those who are new in it. Part of the caller's transaction. */
export async function noteMentioned(
	tx: Context,
	open: OpenDiscussion,
	post: string,
	people: readonly PersonHere[],
	told: readonly PersonHere[],
): Promise<void> {
	if (people.length > 0) {
		await tx.db
			.insert(reviewMention)
			.values(people.map(({ person, role }, place) => ({ postId: post, place, personId: person, role })))
			.onConflictDoNothing();
	}
	await tx.jobs.enqueueAll(
		tx,
		mentionJob,
		told.filter(({ person }) => person !== open.person).map(({ person, role }) => ({ post, person, role })),
	);
}
