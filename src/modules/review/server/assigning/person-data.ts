import { and, eq, inArray, sql } from 'drizzle-orm';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { assigningLock, assigningPair, assigningReviewer, assigningRun } from '../assigning-tables.ts';

/** In which proposals somebody stands, which he asked for, and what he locked. */
export const assigningPersonData: PersonData = {
	name: 'assigning',
	columns: [
		'assigning_run.by_person_id',
		'assigning_run.applied_by_person_id',
		'assigning_pair.person_id',
		'assigning_reviewer.person_id',
		'assigning_lock.person_id',
		'assigning_lock.by_person_id',
	],

	async export(ctx, personId) {
		const proposals = await ctx.db
			.select({
				call: assigningRun.callId,
				stage: assigningRun.stageId,
				run: assigningRun.number,
				min: assigningReviewer.min,
				max: assigningReviewer.max,
			})
			.from(assigningReviewer)
			.innerJoin(assigningRun, eq(assigningRun.id, assigningReviewer.runId))
			.where(eq(assigningReviewer.personId, personId));
		const pairs = await ctx.db
			.select({
				call: assigningRun.callId,
				stage: assigningRun.stageId,
				run: assigningRun.number,
				application: assigningPair.applicationId,
				score: assigningPair.score,
			})
			.from(assigningPair)
			.innerJoin(assigningRun, eq(assigningRun.id, assigningPair.runId))
			.where(eq(assigningPair.personId, personId));
		const count = async (table: typeof assigningRun | typeof assigningLock) => {
			const [row] = await ctx.db
				.select({ n: sql<number>`count(*)::int` })
				.from(table)
				.where(eq(table.byPersonId, personId));
			return row?.n ?? 0;
		};
		return { proposals, pairs, askedFor: await count(assigningRun), locked: await count(assigningLock) };
	},

	async merge(ctx, from, into) {
		// Where both stand in a proposal, that of the account that stays counts.
		for (const table of [assigningPair, assigningReviewer]) {
			const own = ctx.db.select({ run: table.runId }).from(table).where(eq(table.personId, into));
			await ctx.db.delete(table).where(and(eq(table.personId, from), inArray(table.runId, own)));
			await ctx.db.update(table).set({ personId: into }).where(eq(table.personId, from));
		}
		await ctx.db.execute(sql`delete from assigning_lock a using assigning_lock b
			where a.person_id = ${from} and b.person_id = ${into} and a.call_id = b.call_id and a.stage_id = b.stage_id
			and a.application_id = b.application_id`);
		await setPerson(
			ctx,
			[assigningLock.personId, assigningLock.byPersonId, assigningRun.byPersonId, assigningRun.appliedByPersonId],
			from,
			into,
		);
	},

	async erase(ctx, personId) {
		await ctx.db.delete(assigningPair).where(eq(assigningPair.personId, personId));
		await ctx.db.delete(assigningReviewer).where(eq(assigningReviewer.personId, personId));
		await ctx.db.delete(assigningLock).where(eq(assigningLock.personId, personId));
		await setPerson(
			ctx,
			[assigningLock.byPersonId, assigningRun.byPersonId, assigningRun.appliedByPersonId],
			personId,
			null,
		);
	},
};
