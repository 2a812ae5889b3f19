import { eq, like, or } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { slugOf } from '#core/text/index.ts';
import { editionById } from '#modules/editions/server/index.ts';
import { emptyDraft } from '../draft.ts';
import { inLedger } from './article-row.ts';
import { keepPersons } from './keep-draft.ts';
import { type DraftInput, readDraft, readSlug, readZone } from './read-draft.ts';
import { demandPlace } from './subject.ts';
import { article } from './tables.ts';

/** Addresses below `/news` that are no articles. */
export const reservedArticleSlugs: readonly string[] = [
	'archive',
	'atom',
	'editions',
	'feed',
	'feeds',
	'headlines',
	'json',
	'organisations',
	'page',
	'pictures',
	'print',
	'rss',
	'search',
	'sitemap',
	'topics',
];

export interface NewArticle {
	/** Who publishes, by id. */
	organisation: string;
	/** The edition that it is about, by id. */
	edition?: string | null | undefined;
	/** Last part of its address; without it one is made from the title. */
	slug?: string | undefined;
	/** Zone in which its times are said; without it that of the edition, or UTC. */
	zone?: string | undefined;
	content?: DraftInput | undefined;
}

/**
 * Begins an article as a draft.
 * @throws Refusal as `demandPlace`; `invalid` `no-slug`, `slug-taken`, `no-such-zone`, and as `readDraft`
 */
export async function createArticle(
	ctx: Context,
	actor: Actor,
	input: NewArticle,
): Promise<{ articleId: string; slug: string; revision: number }> {
	const place = { organisationId: input.organisation, editionId: input.edition ?? null };
	await demandPlace(ctx, actor, place);
	const edition = place.editionId === null ? undefined : await editionById(ctx, place.editionId);
	const zone = input.zone === undefined ? (edition?.zone ?? 'UTC') : readZone(input.zone);
	const draft = input.content === undefined ? emptyDraft() : readDraft({ ...input.content, pictures: [] }, []);
	return transaction(ctx, async (tx) => {
		const slug =
			input.slug === undefined || input.slug.trim() === ''
				? await freeSlug(tx, draft.texts.en?.title ?? '')
				: await demandFreeSlug(tx, readSlug(input.slug));
		const [id, at, personId] = [newId(), ctx.clock.edition.now(), personOf(actor) ?? null];
		const row = { id, ...place, draft, zone };
		const made = await tx.db
			.insert(article)
			.values({
				...row,
				slug,
				state: 'draft',
				draftRevision: 1,
				draftAt: at,
				draftPersonId: personId,
				topics: [],
				locales: [],
				createdAt: at,
				creatorPersonId: personId,
			})
			.onConflictDoNothing({ target: article.slug })
			.returning({ id: article.id });
		// Two at once may have chosen the same.
		if (made.length === 0) throw invalid([{ path: 'slug', code: 'slug-taken' }]);
		await keepPersons(tx, row, [draft]);
		await record(tx, actor, { action: 'create-article', ...inLedger(row), data: { slug } });
		return { articleId: id, slug, revision: 1 };
	});
}

/** A slug that no other article has. @throws Refusal `invalid` `slug-taken` */
export async function demandFreeSlug(ctx: Context, slug: string, own?: string): Promise<string> {
	const [row] = await ctx.db.select({ id: article.id }).from(article).where(eq(article.slug, slug));
	if ((row && row.id !== own) || reservedArticleSlugs.includes(slug)) {
		throw invalid([{ path: 'slug', code: 'slug-taken' }]);
	}
	return slug;
}

async function freeSlug(ctx: Context, title: string): Promise<string> {
	const base = slugOf(title, 54) || 'article';
	const rows = await ctx.db
		.select({ slug: article.slug })
		.from(article)
		.where(or(eq(article.slug, base), like(article.slug, `${base}-%`)));
	const taken = new Set([...rows.map(({ slug }) => slug), ...reservedArticleSlugs]);
	if (!taken.has(base)) return base;
	let number = 2;
	while (taken.has(`${base}-${number}`)) number += 1;
	return `${base}-${number}`;
}
