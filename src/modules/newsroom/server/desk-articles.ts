import { and, desc, eq, getTableColumns, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { type Action, actions, type Actor, can, type Relation } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { forbidden, notFound, Refusal } from '#core/refusal/index.ts';
import { listEditions, organisationsById } from '#modules/editions/server/index.ts';
import type { ArticleContent, ArticleState } from '../article.ts';
import { articleChanges } from '../changes.ts';
import type { ArticleFinding } from '../complete.ts';
import type { ArticleDraft } from '../draft.ts';
import { previewContent } from '../preview-content.ts';
import { articleFor, type ArticleRow } from './article-row.ts';
import { namesOf } from './history.ts';
import { type DraftInput, readDraft } from './read-draft.ts';
import { type ArticleEdition, placeNames, type PublisherView } from './public-articles.ts';
import { articleView, type PublicArticle } from './public-article.ts';
import { subjectOfArticle } from './subject.ts';
import { findingsOf } from './surroundings.ts';
import { article } from './tables.ts';
import { contentDigest, versionOf } from './versions.ts';

/** An article in the list of the newsroom. */
export interface DeskArticle {
	id: string;
	slug: string;
	state: ArticleState;
	/** Of the draft, in each language in which it has one. */
	titles: Partial<Bilingual>;
	/** Languages of the draft that are ready. */
	ready: Locale[];
	organisation: PublisherView & { id: string };
	edition: ArticleEdition | null;
	zone: string;
	savedAt: Instant;
	savedBy: string | null;
	publishedAt: Instant | null;
	publishedVersion: number | null;
	changedAt: Instant | null;
	releaseAt: Instant | null;
	embargoUntil: Instant | null;
	releaseRefused: { code: string; at: Instant } | null;
	topics: string[];
	sample: boolean;
}

export interface DeskFilter {
	states?: readonly ArticleState[] | undefined;
	/** Slug of an edition; null for those of none. */
	edition?: string | null | undefined;
	/** Of the draft. */
	topic?: string | undefined;
	/** Words of a title or of the address. */
	words?: string | undefined;
	/** From 1. */
	page?: number | undefined;
	/** At most 200; 50 unless told otherwise. */
	limit?: number | undefined;
	/** In which names are written. */
	locale?: Locale | undefined;
}

/**
 * The articles that somebody may see at the desk, what was touched last first, and how many there are in each state (of
 * those the other filters leave). At most seven queries.
 * @throws Refusal `not-found` for an outsider, `forbidden` for somebody with another part, `signed-out`
 */
export async function articlesForDesk(
	ctx: Context,
	actor: Actor,
	filter: DeskFilter = {},
): Promise<{ articles: DeskArticle[]; total: number; counts: Record<ArticleState, number> }> {
	const limit = Math.max(1, Math.min(200, filter.limit ?? 50));
	const scope = demandNewsroom(ctx, actor);
	const edition =
		typeof filter.edition === 'string'
			? (await listEditions(ctx)).find(({ slug }) => slug === filter.edition)?.id
			: undefined;
	const words = filter.words?.trim();
	const pattern = words ? `%${words.replace(/[\\%_]/g, '\\$&')}%` : undefined;
	const title = (locale: Locale) => sql`${article.draft}->'texts'->${locale}->>'title'`;
	const others = and(
		scope,
		filter.edition === null ? sql`${article.editionId} is null` : undefined,
		typeof filter.edition === 'string' ? eq(article.editionId, edition ?? '') : undefined,
		filter.topic ? sql`${article.draft}->'topics' @> ${JSON.stringify([filter.topic])}::jsonb` : undefined,
		pattern
			? or(ilike(article.slug, pattern), sql`${title('en')} ilike ${pattern}`, sql`${title('zh')} ilike ${pattern}`)
			: undefined,
	);
	const counted = await ctx.db
		.select({ state: article.state, count: sql<number>`count(*)::int` })
		.from(article)
		.where(others)
		.groupBy(article.state);
	const counts = { draft: 0, 'in-review': 0, scheduled: 0, published: 0, retracted: 0 };
	for (const { state, count } of counted) counts[state] = count;
	const states = filter.states ?? [];
	const rows = await ctx.db
		// The texts of drafts are long, and no list shows them.
		.select({
			...getTableColumns(article),
			draft: sql<ArticleDraft>`${article.draft} #- '{texts,en,body}' #- '{texts,zh,body}'`,
		})
		.from(article)
		.where(and(others, states.length > 0 ? inArray(article.state, [...states]) : undefined))
		.orderBy(desc(article.draftAt), desc(article.position))
		.limit(limit)
		.offset((Math.max(1, Math.trunc(filter.page ?? 1)) - 1) * limit);
	const asked = states.length > 0 ? [...new Set(states)] : (Object.keys(counts) as ArticleState[]);
	const named = await namesOf(
		ctx,
		filter.locale ?? 'en',
		rows.map(({ draftPersonId }) => draftPersonId),
	);
	const places = await placeNames(ctx, rows);
	const articles = rows.map((row) => {
		return { ...deskArticle(row), ...deskPlace(row, places), savedBy: named(row.draftPersonId) };
	});
	return { articles, total: asked.reduce((sum, state) => sum + counts[state], 0), counts };
}

function deskPlace(row: ArticleRow, places: Awaited<ReturnType<typeof placeNames>>) {
	const { organisation, edition } = places(row);
	return { organisation: { ...organisation, id: row.organisationId }, edition };
}

function deskArticle(row: ArticleRow): Omit<DeskArticle, 'organisation' | 'edition' | 'savedBy'> {
	const { id, slug, state, zone, draft } = row;
	const texts = Object.entries(draft.texts);
	return {
		...{ id, slug, state, zone },
		titles: Object.fromEntries(texts.flatMap(([locale, text]) => (text?.title ? [[locale, text.title]] : []))),
		ready: texts.flatMap(([locale, text]) => (text?.ready ? [locale as Locale] : [])),
		savedAt: row.draftAt,
		publishedAt: row.publishedAt,
		publishedVersion: row.publishedVersion,
		changedAt: row.changedAt,
		releaseAt: row.releaseAt,
		embargoUntil: row.embargoUntil,
		releaseRefused: row.releaseRefused,
		topics: draft.topics,
		sample: draft.sample,
	};
}

/**
 * Which articles somebody may do this with, as a condition over `article`; undefined for all.
 * @throws Refusal `signed-out`, `not-found`, `forbidden`
 */
export function demandNewsroom(ctx: Context, actor: Actor, action: Action = 'article.read'): SQL | undefined {
	if (actor.kind === 'system') return undefined;
	if (actor.kind === 'visitor') throw new Refusal('signed-out', 'sign-in-first');
	// Everything lies in the installation: whoever holds something there may at once.
	if (can(actor, action, { within: {} }, ctx.clock) === 'yes') return undefined;
	const own = placesWith(actor.relations, action);
	const eyes = actor.seenBy && placesWith(actor.seenBy.relations, action);
	if (!own || (actor.seenBy && !eyes)) {
		const relations = actor.seenBy?.relations ?? actor.relations;
		if (relations.length === 0) throw notFound();
		throw forbidden('not-yours-to-do', { action });
	}
	return eyes ? and(own, eyes) : own;
}

function placesWith(relations: readonly Relation[], action: Action): SQL | undefined {
	const allowed = relations.filter((held) =>
		actions[action].allow.some((way) => way.relation === held.relation && way.on === held.on),
	);
	if (allowed.some(({ on }) => on === 'installation')) return sql`true`;
	const ids = (on: string) => allowed.filter((held) => held.on === on).map(({ id }) => id);
	const [organisations, editions] = [ids('organisation'), ids('edition')];
	return or(
		organisations.length > 0 ? inArray(article.organisationId, organisations) : undefined,
		editions.length > 0 ? inArray(article.editionId, editions) : undefined,
	);
}

/** A place where somebody may put an article. */
export interface NewsroomPlace {
	/** By id. */
	organisation: { id: string; slug: string; name: Partial<Bilingual> };
	edition: { id: string; slug: string; name: Partial<Bilingual>; zone: string } | null;
}

/**
 * Where somebody may begin an article: with the host of each edition, about it; and for an organisation, about none. The
 * latest edition first. Two queries.
 * @throws Refusal as `articlesForDesk`
 */
export async function newsroomPlaces(ctx: Context, actor: Actor): Promise<NewsroomPlace[]> {
	demandNewsroom(ctx, actor, 'article.write');
	const editions = await listEditions(ctx);
	const organisations = await organisationsById(
		ctx,
		editions.flatMap(({ organisationId }) => organisationId ?? []),
	);
	const may = (organisationId: string, editionId: string | null) =>
		can(actor, 'article.write', subjectOfArticle({ organisationId, editionId }), ctx.clock) === 'yes';
	const ofEditions = editions.flatMap((edition): NewsroomPlace[] => {
		const organisation = organisations.get(edition.organisationId ?? '');
		if (!organisation || !may(organisation.id, edition.id)) return [];
		const { id, slug, name, zone } = edition;
		return [{ organisation, edition: { id, slug, name, zone } }];
	});
	const ofOrganisations = [...organisations.values()].flatMap((organisation): NewsroomPlace[] =>
		may(organisation.id, null) ? [{ organisation, edition: null }] : [],
	);
	return [...ofEditions, ...ofOrganisations];
}

/** What the editor of an article shows. */
export interface ArticleForEditing extends DeskArticle {
	organisationId: string;
	editionId: string | null;
	draft: ArticleDraft;
	revision: number;
	/** What stands against publishing the draft, and what should be known. */
	findings: ArticleFinding[];
	/** Whether the draft is more than what readers have. */
	differs: boolean;
	/** Whether it is more than what goes out by itself. */
	differsFromPlanned: boolean;
	retraction: Partial<Bilingual> | null;
	may: { write: boolean; publish: boolean };
}

/** An article with its draft. A fixed number of queries. @throws Refusal `not-found`, `forbidden` */
export async function articleForEditing(
	ctx: Context,
	actor: Actor,
	articleId: string,
	locale: Locale = 'en',
): Promise<ArticleForEditing> {
	const row = await articleFor(ctx, actor, 'article.read', articleId);
	const subject = subjectOfArticle(row);
	const may = (action: Action) => can(actor, action, subject, ctx.clock) === 'yes';
	const named = await namesOf(ctx, locale, [row.draftPersonId]);
	const published = row.publishedVersion === null ? undefined : await versionOf(ctx, row.id, row.publishedVersion);
	const planned = row.releaseVersion === null ? undefined : await versionOf(ctx, row.id, row.releaseVersion);
	const says = (version: typeof published) => version !== undefined && saysTheSame(row.draft, version.content);
	return {
		...deskArticle(row),
		...deskPlace(row, await placeNames(ctx, [row])),
		organisationId: row.organisationId,
		editionId: row.editionId,
		savedBy: named(row.draftPersonId),
		draft: row.draft,
		revision: row.draftRevision,
		findings: await findingsOf(ctx, row),
		differs: published !== undefined && !says(published),
		differsFromPlanned: planned !== undefined && !says(planned),
		retraction: row.retraction,
		may: { write: may('article.write'), publish: may('article.publish') },
	};
}

function saysTheSame(draft: ArticleDraft, content: ArticleContent): boolean {
	return articleChanges(content, draft).length === 0;
}

/**
 * An article as readers will get it, from its draft (or from what is being typed: nothing is kept): what is missing is
 * empty. Languages that are not ready are shown too. A fixed number of queries.
 * @throws Refusal `not-found`, `forbidden`; `invalid` as `saveDraft`
 */
export async function articleForPreview(
	ctx: Context,
	actor: Actor,
	articleId: string,
	typed?: DraftInput,
): Promise<PublicArticle> {
	const row = await articleFor(ctx, actor, 'article.read', articleId);
	const draft = typed ? readDraft(typed, row.draft.pictures) : row.draft;
	const content = previewContent(draft);
	return articleView(ctx, row, { number: row.publishedVersion ?? 0, digest: contentDigest(draft), content });
}
