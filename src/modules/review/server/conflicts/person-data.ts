import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { PersonData } from '#core/person-data/index.ts';
import { byNumber } from '../by-number.ts';
import { reviewConflictStatement, reviewConflictVerdict, reviewDeclaration } from '../conflict-tables.ts';

const statementColumns = {
	application: reviewConflictStatement.applicationId,
	kind: reviewConflictStatement.kind,
	source: reviewConflictStatement.source,
	text: reviewConflictStatement.text,
	at: reviewConflictStatement.at,
	endedAt: reviewConflictStatement.endedAt,
};

/** What somebody declared of his conflicts of interest, what was stated of him and by him, and what chairs found. */
export const conflictPersonData: PersonData = {
	name: 'conflicts of interest',
	columns: [
		'review_declaration.person_id',
		'review_conflict_statement.person_id',
		'review_conflict_statement.by_person_id',
		'review_conflict_verdict.person_id',
		'review_conflict_verdict.by_person_id',
	],

	async export(ctx, personId) {
		const declared = await ctx.db
			.select({
				about: reviewDeclaration.about,
				kind: reviewDeclaration.kind,
				name: reviewDeclaration.name,
				identifier: reviewDeclaration.identifier,
				year: reviewDeclaration.year,
				at: reviewDeclaration.at,
				endedAt: reviewDeclaration.endedAt,
			})
			.from(reviewDeclaration)
			.where(eq(reviewDeclaration.personId, personId))
			.orderBy(asc(reviewDeclaration.position));
		const statements = (column: typeof reviewConflictStatement.personId | typeof reviewConflictStatement.byPersonId) =>
			ctx.db
				.select(statementColumns)
				.from(reviewConflictStatement)
				.where(eq(column, personId))
				.orderBy(asc(reviewConflictStatement.position));
		const verdicts = await ctx.db
			.select({
				application: reviewConflictVerdict.applicationId,
				kind: reviewConflictVerdict.kind,
				verdict: reviewConflictVerdict.verdict,
				reason: reviewConflictVerdict.reason,
				at: reviewConflictVerdict.at,
			})
			.from(reviewConflictVerdict)
			.where(eq(reviewConflictVerdict.personId, personId))
			.orderBy(asc(reviewConflictVerdict.position));
		const [given] = await ctx.db
			.select({ n: sql<number>`count(*)::int` })
			.from(reviewConflictVerdict)
			.where(eq(reviewConflictVerdict.byPersonId, personId));
		const about = await statements(reviewConflictStatement.personId);
		return {
			declared,
			// Who stated it of him is the other's: an applicant's word is not his.
			stated: await byNumber(
				ctx,
				about.filter(({ source }) => source !== 'author'),
			),
			statedByHim: await byNumber(ctx, await statements(reviewConflictStatement.byPersonId)),
			verdicts: await byNumber(ctx, verdicts),
			verdictsGiven: given?.n ?? 0,
		};
	},

	async merge(ctx, from, into) {
		await endDoubles(ctx, from, into);
		const of = { from, into };
		await move(ctx, reviewDeclaration, 'person_id', of);
		for (const table of [reviewConflictStatement, reviewConflictVerdict]) {
			await move(ctx, table, 'person_id', of);
			await move(ctx, table, 'by_person_id', of);
		}
	},

	/** That there is a conflict stays, as nobody's: assignments and decisions rest on it. The words go. */
	async erase(ctx, personId) {
		await ctx.db.delete(reviewDeclaration).where(eq(reviewDeclaration.personId, personId));
		await ctx.db
			.update(reviewConflictStatement)
			.set({ text: '', byPersonId: null })
			.where(eq(reviewConflictStatement.byPersonId, personId));
		await ctx.db
			.update(reviewConflictStatement)
			.set({ text: '', personId: sql`'erased-' || ${reviewConflictStatement.id}` })
			.where(eq(reviewConflictStatement.personId, personId));
		await ctx.db
			.update(reviewConflictVerdict)
			.set({ byPersonId: null })
			.where(eq(reviewConflictVerdict.byPersonId, personId));
		await ctx.db
			.update(reviewConflictVerdict)
			.set({ reason: '', personId: sql`'erased-' || ${reviewConflictVerdict.id}` })
			.where(eq(reviewConflictVerdict.personId, personId));
	},
};

/** Where both accounts are said to have the same conflict, that of the one that stays counts. */
async function endDoubles(ctx: Context, from: string, into: string): Promise<void> {
	const now = new Date(ctx.clock.edition.now()).toISOString();
	await ctx.db.execute(sql`update review_conflict_statement a set ended_at = ${now}
		from review_conflict_statement b where a.person_id = ${from} and b.person_id = ${into}
		and a.application_id = b.application_id and a.source = b.source and a.kind = b.kind
		and a.ended_at is null and b.ended_at is null`);
}

type Moved = typeof reviewDeclaration | typeof reviewConflictStatement | typeof reviewConflictVerdict;

async function move(
	ctx: Context,
	table: Moved,
	column: 'person_id' | 'by_person_id',
	of: { from: string; into: string },
): Promise<void> {
	const name = sql.identifier(column);
	await ctx.db.execute(sql`update ${table} set ${name} = ${of.into} where ${name} = ${of.from}`);
}
