import { and, eq, inArray, or } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { withoutPerson } from '../forget-person.ts';
import type { ArticleRow } from './article-row.ts';
import { personKeysOf, personsByKey } from './directory.ts';
import { tellReaders } from './release.ts';
import { article, articleCorrection, articleNote, articlePerson, articleVersion } from './tables.ts';

/** Who began, saved, planned, froze, corrected, noted something. */
const doneBy = [
	article.creatorPersonId,
	article.draftPersonId,
	article.releasePersonId,
	articleVersion.personId,
	articleCorrection.personId,
	articleNote.personId,
];

/** What the newsroom holds of a person: what he wrote and did at the desk, and the articles whose byline or quotations name him. */
export const newsroomPersonData: PersonData = {
	name: 'newsroom',
	columns: [
		'article.creator_person_id',
		'article.draft_person_id',
		'article.release_person_id',
		'article_version.person_id',
		'article_correction.person_id',
		'article_note.person_id',
		'article_person.person_id',
	],
	async export(ctx, personId) {
		const named = await ctx.db
			.select({ slug: article.slug, state: article.state, publishedAt: article.publishedAt })
			.from(articlePerson)
			.innerJoin(article, eq(article.id, articlePerson.articleId))
			.where(eq(articlePerson.personId, personId))
			.orderBy(article.position);
		const begun = await ctx.db
			.select({ slug: article.slug, state: article.state, at: article.createdAt })
			.from(article)
			.where(
				or(
					eq(article.creatorPersonId, personId),
					eq(article.draftPersonId, personId),
					eq(article.releasePersonId, personId),
				),
			)
			.orderBy(article.position);
		const versions = await ctx.db
			.select({ slug: article.slug, number: articleVersion.number, at: articleVersion.at })
			.from(articleVersion)
			.innerJoin(article, eq(article.id, articleVersion.articleId))
			.where(eq(articleVersion.personId, personId))
			.orderBy(articleVersion.at);
		const corrections = await ctx.db
			.select({ slug: article.slug, note: articleCorrection.note, at: articleCorrection.at })
			.from(articleCorrection)
			.innerJoin(article, eq(article.id, articleCorrection.articleId))
			.where(eq(articleCorrection.personId, personId))
			.orderBy(articleCorrection.position);
		const notes = await ctx.db
			.select({ slug: article.slug, text: articleNote.text, at: articleNote.at })
			.from(articleNote)
			.innerJoin(article, eq(article.id, articleNote.articleId))
			.where(eq(articleNote.personId, personId))
			.orderBy(articleNote.position);
		return { named, begun, versions, corrections, notes };
	},
	/** Texts keep the keys that they were written with: a merged record answers as the one that stayed. */
	async merge(ctx, from, into) {
		await setPerson(ctx, doneBy, from, into);
		const named = await ctx.db
			.delete(articlePerson)
			.where(eq(articlePerson.personId, from))
			.returning({ articleId: articlePerson.articleId });
		if (named.length === 0) return;
		await ctx.db
			.insert(articlePerson)
			.values(named.map(({ articleId }) => ({ articleId, personId: into })))
			.onConflictDoNothing();
		await bumpRevision(ctx, 'news');
	},
	/**
	 * He leaves bylines, and what he is quoted with stays as said by nobody, in drafts and in every version; a version that
	 * changes by this says so. Comes before the editions forget him: their codes are what texts name him by.
	 */
	async erase(ctx, personId) {
		await setPerson(ctx, doneBy, personId, null);
		const named = await ctx.db
			.delete(articlePerson)
			.where(eq(articlePerson.personId, personId))
			.returning({ articleId: articlePerson.articleId });
		const ids = named.map(({ articleId }) => articleId);
		if (ids.length === 0) return;
		// Held, so that a save that comes at the same moment is not written over.
		const rows = await ctx.db.select().from(article).where(inArray(article.id, ids)).for('update');
		for (const row of rows) {
			await forgetIn(ctx, row, personId);
			if (row.state === 'published' && row.publishedVersion !== null) {
				await tellReaders(ctx, { articleId: row.id, version: row.publishedVersion, what: 'updated' });
			}
		}
		await bumpRevision(ctx, 'news');
	},
};

async function forgetIn(ctx: Context, row: ArticleRow, personId: string): Promise<void> {
	const versions = await ctx.db.select().from(articleVersion).where(eq(articleVersion.articleId, row.id));
	const all = [...new Set([row.draft, ...versions.map(({ content }) => content)].flatMap(personKeysOf))];
	const meant = await personsByKey(ctx, all, row.editionId);
	const keys = new Set(all.filter((key) => key === personId || meant.get(key)?.personId === personId));
	const draft = withoutPerson(row.draft, keys);
	if (draft !== row.draft) {
		const draftRevision = row.draftRevision + 1;
		await ctx.db.update(article).set({ draft, draftRevision }).where(eq(article.id, row.id));
	}
	for (const version of versions) {
		const content = withoutPerson(version.content, keys);
		if (content === version.content) continue;
		await ctx.db
			.update(articleVersion)
			.set({ content, erased: true })
			.where(and(eq(articleVersion.articleId, row.id), eq(articleVersion.number, version.number)));
	}
}
