import { and, eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import { fileNamed, type NamedFile } from '#modules/editions/server/index.ts';
import { publicContent } from '../public-content.ts';
import { articleFor } from './article-row.ts';
import { picturesOfVersions } from './keep-draft.ts';
import { article, articleVersion } from './tables.ts';

/**
 * What everybody gets under `/news/{slug}/pictures/{id}/{name}`: a picture or document that the public version of a
 * published article shows, in a size in which it is offered; undefined for anything else. From memory in a serving process.
 */
export async function publicPicture(
	ctx: Context,
	address: { slug: string; id: string; name: string },
): Promise<NamedFile | undefined> {
	const key = `article picture ${address.slug} ${address.id} ${address.name}`;
	return remembered(ctx, key, async () => {
		const [row] = await ctx.db
			.select({ content: articleVersion.content })
			.from(article)
			.innerJoin(
				articleVersion,
				and(eq(articleVersion.articleId, article.id), eq(articleVersion.number, article.publishedVersion)),
			)
			.where(and(eq(article.slug, address.slug), eq(article.state, 'published')));
		if (!row) return undefined;
		return fileNamed(
			ctx,
			address.name,
			publicContent(row.content).pictures.filter(({ id }) => id === address.id),
		);
	});
}

/**
 * The same for the newsroom: what the draft or any version names.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function pictureForDesk(
	ctx: Context,
	actor: Actor,
	address: { articleId: string; id: string; name: string },
): Promise<NamedFile | undefined> {
	const row = await articleFor(ctx, actor, 'article.read', address.articleId);
	const all = [...row.draft.pictures, ...(await picturesOfVersions(ctx, row.id))];
	return fileNamed(
		ctx,
		address.name,
		all.filter(({ id }) => id === address.id),
	);
}
