import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { type DiscussionRole, reviewMention, reviewPost, reviewPostVersion } from '../discussion-tables.ts';
import type { PersonHere } from './names-here.ts';

/** A post with all its versions, oldest first, and who stands at which place of its texts. */
export interface StoredPost {
	id: string;
	position: number;
	person: string;
	role: DiscussionRole;
	at: number;
	takenBackAt: number | null;
	versions: { text: string; at: number }[];
	mentioned: PersonHere[];
}

/** The posts about an application at a stage, in their order. Three queries. */
export async function postsOf(ctx: Context, of: { application: string; stage: string }): Promise<StoredPost[]> {
	const posts = await ctx.db
		.select()
		.from(reviewPost)
		.where(and(eq(reviewPost.applicationId, of.application), eq(reviewPost.stageId, of.stage)))
		.orderBy(asc(reviewPost.position));
	return withTexts(ctx, posts);
}

/** One post, held until the end of the transaction; undefined when it is not there. */
export async function lockPost(ctx: Context, id: string): Promise<(StoredPost & Place) | undefined> {
	const found = await ctx.db.select().from(reviewPost).where(eq(reviewPost.id, id)).for('update');
	const [post] = await withTexts(ctx, found);
	const [row] = found;
	return post && row && { ...post, application: row.applicationId, stage: row.stageId };
}

interface Place {
	application: string;
	stage: string;
}

async function withTexts(ctx: Context, posts: (typeof reviewPost.$inferSelect)[]): Promise<StoredPost[]> {
	const ids = posts.map(({ id }) => id);
	const versions = await ctx.db
		.select()
		.from(reviewPostVersion)
		.where(inArray(reviewPostVersion.postId, ids))
		.orderBy(asc(reviewPostVersion.version));
	const mentions = await ctx.db
		.select()
		.from(reviewMention)
		.where(inArray(reviewMention.postId, ids))
		.orderBy(asc(reviewMention.place));
	const byPost = Map.groupBy(versions, ({ postId }) => postId);
	const named = Map.groupBy(mentions, ({ postId }) => postId);
	return posts.map((post) => ({
		id: post.id,
		position: post.position,
		person: post.personId,
		role: post.role,
		at: post.at,
		takenBackAt: post.takenBackAt,
		versions: (byPost.get(post.id) ?? []).map(({ text, at }) => ({ text, at })),
		mentioned: (named.get(post.id) ?? []).map(({ personId, role }) => ({ person: personId, role })),
	}));
}
