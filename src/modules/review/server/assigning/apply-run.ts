import { and, eq, ne } from 'drizzle-orm';
import { type Actor, actorFor, can, demand, personOf, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { assignPairs } from '../assign.ts';
import { assigningPair, assigningRun } from '../assigning-tables.ts';
import { applyRunJob } from '../job-names.ts';
import { panelOf } from '../panel.ts';
import { stageAt } from '../stage-at.ts';
import { runOf } from './open-run.ts';

/** So many pairs are assigned in one transaction; all of a person's are in one, so that he gets one mail. */
const perTransaction = 200;

/**
 * Makes the pairs of a proposal assignments: in the background, as if they were assigned by hand. Everybody concerned gets
 * one mail. What has changed since (a conflict, a decision, somebody who left) is left out.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`run-not-open`)
 */
export async function applyRun(
	ctx: Context,
	actor: Actor,
	input: { call: string; stage: string; run: number },
): Promise<void> {
	const at = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', at.call.subject);
	await transaction(ctx, async (tx) => {
		const { id, number } = await runOf(tx, at, input.run);
		const begun = await tx.db
			.update(assigningRun)
			.set({
				state: 'applying',
				progress: 0,
				appliedByPersonId: personOf(actor) ?? null,
				appliedAt: tx.clock.edition.now(),
			})
			.where(and(eq(assigningRun.id, id), eq(assigningRun.state, 'ready')))
			.returning({ id: assigningRun.id });
		if (begun.length === 0) throw new Refusal('conflict', 'run-not-open');
		await record(tx, actor, {
			action: 'apply-assignment',
			subject: { type: 'call', id: at.call.callId },
			scope: at.call.scope,
			data: { stage: at.stage.id, run: number },
		});
		await tx.jobs.enqueue(tx, applyRunJob, { run: id });
	});
}

/** Assigns what a run proposes. A job; done again it goes on where it ended, since what is assigned stays assigned. */
export async function carryOutRun(ctx: Context, data: JobData): Promise<void> {
	const [run] = await ctx.db
		.select()
		.from(assigningRun)
		.where(eq(assigningRun.id, String(data.run)));
	if (run?.state !== 'applying') return;
	const at = await stageAt(ctx, run.callId, run.stageId);
	// In the name of whoever pressed the button, with the rights that he has now.
	const actor = run.appliedByPersonId
		? await actorFor(ctx, run.appliedByPersonId, 'command')
		: system('apply-assignment');
	if (can(actor, 'review.assign', at.call.subject, ctx.clock) !== 'yes') {
		await ctx.db
			.update(assigningRun)
			.set({ state: 'ready', appliedAt: null, appliedByPersonId: null })
			.where(eq(assigningRun.id, run.id));
		return;
	}
	const panel = new Set(await panelOf(ctx, at.call, at.stage.id));
	const rows = await ctx.db
		.select({ application: assigningPair.applicationId, person: assigningPair.personId })
		.from(assigningPair)
		.where(and(eq(assigningPair.runId, run.id), ne(assigningPair.origin, 'kept')));
	const byPerson = [...Map.groupBy(rows, ({ person }) => person).values()].filter(([one]) =>
		panel.has(one?.person ?? ''),
	);
	let done = 0;
	while (byPerson.length > 0) {
		const piece = byPerson.splice(0, 1).flat();
		while (byPerson[0] && piece.length + byPerson[0].length <= perTransaction) piece.push(...(byPerson.shift() ?? []));
		done += piece.length;
		await transaction(ctx, async (tx) => {
			await assignPairs(tx, actor, at, piece);
			await tx.db
				.update(assigningRun)
				.set({ progress: Math.floor((100 * done) / rows.length) })
				.where(eq(assigningRun.id, run.id));
		});
	}
	await ctx.db.update(assigningRun).set({ state: 'applied', progress: 100 }).where(eq(assigningRun.id, run.id));
}
