import { and, eq } from 'drizzle-orm';
import { type Actor, closedTo, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { assigningPair, assigningRun } from '../assigning-tables.ts';
import { stageAt } from '../stage-at.ts';
import { runOf } from './open-run.ts';
import { placesOf, swapsIn } from './pair-page.ts';
import { points, summarise } from './summarise.ts';

export interface SwapInput {
	call: string;
	stage: string;
	run: number;
	application: string;
	/** Who leaves, and who comes. */
	person: string;
	other: string;
	/** The application that goes the other way, or ''. */
	inReturn: string;
}

/**
 * Exchanges somebody in a proposal for somebody else. Conflicts, absences and loads as they are now hold; what changes of
 * the total is the chair's to judge.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`swap-gone`: it is no longer possible, `run-not-open`)
 */
export async function swapPair(ctx: Context, actor: Actor, input: SwapInput): Promise<void> {
	const at = await stageAt(ctx, input.call, input.stage);
	const { call, stage } = at;
	demand(ctx, actor, 'review.assign', call.subject);
	const closed = closedTo(actor);
	if (closed.includes(input.application) || closed.includes(input.inReturn)) throw notFound();
	await transaction(ctx, async (tx) => {
		const { id } = await runOf(tx, at, input.run);
		const [run] = await tx.db.select().from(assigningRun).where(eq(assigningRun.id, id)).for('update');
		if (run?.state !== 'ready') throw new Refusal('conflict', 'run-not-open');
		const { gathered, pairs, swaps } = await swapsIn(tx, at, run, input);
		const other = gathered.reviewerOf.get(input.other);
		const inReturn = input.inReturn === '' ? undefined : gathered.paperOf.get(input.inReturn);
		const found = swaps.find(
			(one) =>
				one.reviewer === other && one.inReturn === inReturn && (input.inReturn === '') === (inReturn === undefined),
		);
		if (!found) throw new Refusal('conflict', 'swap-gone');
		const away = async (application: string, person: string) =>
			tx.db
				.delete(assigningPair)
				.where(
					and(
						eq(assigningPair.runId, id),
						eq(assigningPair.applicationId, application),
						eq(assigningPair.personId, person),
					),
				);
		const add = (application: string, person: string) => {
			const paper = gathered.paperOf.get(application) as number;
			const reviewer = gathered.reviewerOf.get(person) as number;
			const score = points(gathered.worth(paper, reviewer));
			return { runId: id, applicationId: application, personId: person, score, origin: 'swapped' as const };
		};
		await away(input.application, input.person);
		const fresh = [add(input.application, input.other)];
		if (input.inReturn !== '') {
			await away(input.inReturn, input.other);
			fresh.push(add(input.inReturn, input.person));
		}
		await tx.db.insert(assigningPair).values(fresh);
		const after = [
			...pairs.filter(
				({ applicationId, personId }) =>
					!(applicationId === input.application && personId === input.person) &&
					!(applicationId === input.inReturn && personId === input.other),
			),
			...fresh,
		];
		const { whole: _, ...measured } = summarise(gathered, placesOf(after, gathered));
		const { summary } = run;
		const proven = summary !== null && measured.total === summary.bound;
		await tx.db
			.update(assigningRun)
			.set({ changed: true, ...(summary ? { summary: { ...summary, ...measured, proven } } : {}) })
			.where(eq(assigningRun.id, id));
		await record(tx, actor, {
			action: 'swap-reviewer',
			subject: { type: 'application', id: input.application },
			scope: call.scope,
			data: {
				stage: stage.id,
				run: run.number,
				from: input.person,
				to: input.other,
				...(input.inReturn === '' ? {} : { inReturn: input.inReturn }),
			},
		});
	});
}
