import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { minute } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { reviewPost, reviewPostVersion } from '../discussion-tables.ts';
import { mentionedIn } from '../../mention.ts';
import { demandTalk } from './demand-talk.ts';
import { type DiscussionPlace, type OpenDiscussion, openDiscussion } from './open-discussion.ts';
import { noteMentioned } from './post.ts';
import { lockPost, type StoredPost } from './posts.ts';
import { readText } from './read-text.ts';

/** So long its author may change a post or take it back. */
export const editableFor = 15 * minute;

/** Whether this post may be changed now by whoever has opened the discussion as what he is there. Pure. */
export function mayEdit(
	post: Pick<StoredPost, 'person' | 'role' | 'at' | 'takenBackAt'>,
	by: Pick<OpenDiscussion, 'person' | 'role'>,
	now: number,
): boolean {
	return post.person === by.person && post.role === by.role && post.takenBackAt === null && now < post.at + editableFor;
}

/**
 * Changes what one has said, within some minutes: a new version; the earlier one stays to be read. Who is mentioned only
 * now gets a mail now.
 * @throws Refusal as `postInDiscussion`; `closed` (`post-too-old`)
 */
export async function editPost(
	ctx: Context,
	actor: Actor,
	input: DiscussionPlace & { post: string; text: string },
): Promise<void> {
	await openDiscussion(ctx, actor, input);
	await transaction(ctx, async (tx) => {
		const { open, post } = await openOwnPost(tx, actor, input);
		const present = post.versions.at(-1)?.text ?? '';
		const { text, people, mentioned } = await readText(tx, open, input.text, post.mentioned);
		if (text === present) return;
		await tx.db
			.insert(reviewPostVersion)
			.values({ postId: post.id, version: post.versions.length + 1, text, at: tx.clock.edition.now() });
		const keys = post.mentioned.map((_, place) => String(place));
		const before = new Set(
			post.versions.flatMap((version) => mentionedIn(version.text, keys)).map((place) => post.mentioned[Number(place)]),
		);
		const known = [...before].flatMap((one) => (one ? [`${one.role}:${one.person}`] : []));
		await noteMentioned(
			tx,
			open,
			post.id,
			people,
			mentioned.filter(({ person, role }) => !known.includes(`${role}:${person}`)),
		);
		await note(tx, actor, open, post.id, 'discuss-edit');
	});
}

/**
 * Takes back what one has said, within some minutes. Its place stays with the time; chairs can still read the words.
 * @throws Refusal as `editPost`
 */
export async function takeBackPost(
	ctx: Context,
	actor: Actor,
	input: DiscussionPlace & { post: string },
): Promise<void> {
	await openDiscussion(ctx, actor, input);
	await transaction(ctx, async (tx) => {
		const { open, post } = await openOwnPost(tx, actor, input);
		await tx.db.update(reviewPost).set({ takenBackAt: tx.clock.edition.now() }).where(eq(reviewPost.id, post.id));
		await note(tx, actor, open, post.id, 'discuss-take-back');
	});
}

async function openOwnPost(tx: Context, actor: Actor, input: DiscussionPlace & { post: string }) {
	const open = await openDiscussion(tx, actor, input, { lock: true });
	demandTalk(tx, actor, open);
	const post = await lockPost(tx, input.post);
	const own = post?.person === open.person && post.role === open.role && post.takenBackAt === null;
	const here = post?.application === open.standing.application.id && post.stage === open.stage.id;
	if (!post || !own || !here) throw notFound();
	if (!mayEdit(post, open, tx.clock.edition.now())) throw new Refusal('closed', 'post-too-old');
	return { open, post };
}

function note(tx: Context, actor: Actor, open: OpenDiscussion, post: string, action: string): Promise<unknown> {
	return record(tx, actor, {
		action,
		subject: { type: 'application', id: open.standing.application.id },
		scope: open.call.scope,
		data: { stage: open.stage.id, post, as: open.role },
	});
}
