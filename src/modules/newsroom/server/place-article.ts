import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { articleFor, inLedger } from './article-row.ts';
import { demandFreeSlug } from './create-article.ts';
import { noteMove } from './note-move.ts';
import { readSlug, readZone } from './read-draft.ts';
import { demandPlace, subjectOfArticle } from './subject.ts';
import { article } from './tables.ts';

export interface ArticlePlacing {
	articleId: string;
	slug?: string | undefined;
	organisation?: string | undefined;
	edition?: string | null | undefined;
	zone?: string | undefined;
}

/**
 * Says where an article lies: its address (until it is published), who publishes it, of which edition it tells, and the
 * zone of its times. Of an article that is public or planned this needs the right to publish, here and there.
 * @throws Refusal as `demandPlace`; `conflict` `slug-fixed`; `invalid` `no-slug`, `slug-taken`, `no-such-zone`
 */
export async function placeArticle(ctx: Context, actor: Actor, input: ArticlePlacing): Promise<{ slug: string }> {
	return transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.write', input.articleId, { hold: true });
		const isPublic = row.publishedVersion !== null;
		const action = isPublic || row.state === 'scheduled' ? 'article.publish' : 'article.write';
		demand(tx, actor, action, subjectOfArticle(row));
		const slug = input.slug === undefined ? row.slug : readSlug(input.slug);
		if (slug !== row.slug) {
			if (isPublic) throw new Refusal('conflict', 'slug-fixed');
			await demandFreeSlug(tx, slug, row.id);
		}
		const place = {
			organisationId: input.organisation ?? row.organisationId,
			editionId: input.edition === undefined ? row.editionId : input.edition,
		};
		const moves = place.organisationId !== row.organisationId || place.editionId !== row.editionId;
		if (moves) await demandPlace(tx, actor, place, action);
		const zone = input.zone === undefined ? row.zone : readZone(input.zone);
		if (!moves && slug === row.slug && zone === row.zone) return { slug };
		await tx.db
			.update(article)
			.set({ slug, zone, ...place })
			.where(eq(article.id, row.id));
		await noteMove(tx, { ...row, zone, ...place });
		await record(tx, actor, {
			action: 'place-article',
			...inLedger({ ...row, ...place }),
			data: { slug, zone, ...place },
		});
		return { slug };
	});
}

/**
 * Says until when nothing of an article may be told outside the newsroom, or (`until: null`) that it is free.
 * @throws Refusal `conflict` `article-published`, `scheduled-before-embargo`
 */
export async function setEmbargo(
	ctx: Context,
	actor: Actor,
	{ articleId, until }: { articleId: string; until: Instant | null },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.publish', articleId, { hold: true });
		if (row.publishedVersion !== null) throw new Refusal('conflict', `article-${row.state}`);
		if (until !== null && row.releaseAt !== null && row.releaseAt < until) {
			throw new Refusal('conflict', 'scheduled-before-embargo', { params: { at: row.releaseAt } });
		}
		if (until === row.embargoUntil) return;
		await tx.db.update(article).set({ embargoUntil: until }).where(eq(article.id, row.id));
		await record(tx, actor, { action: 'embargo-article', ...inLedger(row), data: { until } });
	});
}
