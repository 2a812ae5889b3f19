import { asc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { forgetErased } from './forget.ts';
import { analysis, analysisEdit, analysisRehearsed } from './tables.ts';

/** What somebody had analysed, approved or rejected in his own name, and what he changed in analyses. */
export const analysisPersonData: PersonData = {
	name: 'analyses',
	columns: [
		'analysis.person_id',
		'analysis.reviewer_person_id',
		'analysis_edit.person_id',
		'analysis_rehearsed.person_id',
	],

	async export(ctx, personId) {
		const columns = {
			article: analysis.articleId,
			version: analysis.articleVersion,
			locale: analysis.locale,
			state: analysis.state,
			at: analysis.at,
			decidedAt: analysis.decidedAt,
			reason: analysis.reason,
		};
		const ordered = asc(analysis.position);
		const generated = await ctx.db
			.select(columns)
			.from(analysis)
			.where(eq(analysis.personId, personId))
			.orderBy(ordered);
		const decided = await ctx.db
			.select(columns)
			.from(analysis)
			.where(eq(analysis.reviewerPersonId, personId))
			.orderBy(ordered);
		const edited = await ctx.db
			.select({
				analysis: analysisEdit.analysisId,
				item: analysisEdit.item,
				words: analysisEdit.words,
				at: analysisEdit.at,
			})
			.from(analysisEdit)
			.where(eq(analysisEdit.personId, personId))
			.orderBy(asc(analysisEdit.at), asc(analysisEdit.item));
		const rehearsed = await ctx.db
			.select({ article: analysisRehearsed.articleId })
			.from(analysisRehearsed)
			.where(eq(analysisRehearsed.personId, personId))
			.orderBy(asc(analysisRehearsed.articleId));
		return { generated, decided, edited, rehearsed };
	},

	merge: (ctx, from, into) => reassign(ctx, from, into),

	/**
	 * What was approved stays approved; in whose name is then not known any more. What names him by the words of an article goes.
	 * Comes after the newsroom, whose articles have lost him by then.
	 */
	async erase(ctx, personId) {
		await reassign(ctx, personId, null);
		await forgetErased(ctx);
	},
};

async function reassign(ctx: Context, from: string, into: string | null): Promise<void> {
	await setPerson(ctx, [analysis.personId, analysisEdit.personId], from, into);
	const rehearsed = eq(analysisRehearsed.personId, from);
	if (into === null) await ctx.db.delete(analysisRehearsed).where(rehearsed);
	else await ctx.db.update(analysisRehearsed).set({ personId: into }).where(rehearsed);
	const decided = await ctx.db
		.update(analysis)
		.set({ reviewerPersonId: into })
		.where(eq(analysis.reviewerPersonId, from))
		.returning({ id: analysis.id });
	if (decided.length > 0) await bumpRevision(ctx, 'news');
}
