import { eq } from 'drizzle-orm';
import { type Context, transaction } from '#core/context/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import type { RunSummary } from '../../assigning.ts';
import { assigningPair, assigningReviewer, assigningRun } from '../assigning-tables.ts';
import { stageAt } from '../stage-at.ts';
import { gather } from './gather.ts';
import { solveAside } from './solve-aside.ts';
import type { Solved, SolveTask } from './solve-task.ts';
import { points, summarise } from './summarise.ts';

/** So many rows go into one statement. */
const perStatement = 2000;

/**
 * Solves a run and stores what it came to. A job; done again it begins again.
 * @param solver how: in a thread of its own, in tests in this one
 */
export async function solveRun(
	ctx: Context,
	data: JobData,
	solver: (task: SolveTask, progress: (percent: number) => void) => Promise<Solved> = solveAside,
): Promise<void> {
	const [run] = await ctx.db
		.select()
		.from(assigningRun)
		.where(eq(assigningRun.id, String(data.run)));
	if (!run || (run.state !== 'waiting' && run.state !== 'solving')) return;
	const change = (values: Partial<typeof assigningRun.$inferInsert>) =>
		ctx.db.update(assigningRun).set(values).where(eq(assigningRun.id, run.id));
	await change({ state: 'solving', progress: 1 });
	const began = ctx.clock.process.now();
	try {
		const at = await stageAt(ctx, run.callId, run.stageId);
		const gathered = await gather(ctx, at, run.options);
		let writing = Promise.resolve<unknown>(undefined);
		let written = 0;
		const { aim, limit = 1, seed = 0 } = run.options;
		const solved = await solver({ input: gathered.input, aim, limit, seed }, (percent) => {
			// A statement for each tenth is enough for whoever waits.
			if (percent < written + 10) return;
			written = percent;
			writing = writing.then(() => change({ progress: percent })).catch(() => undefined);
		});
		await writing;
		const seconds = (ctx.clock.process.now() - began) / 1000;
		const { people, applications } = gathered.scores;
		const pairs =
			solved.kind === 'found'
				? Array.from(solved.paper, (paper, k) => ({ paper, reviewer: solved.reviewer[k] as number }))
				: [];
		const { whole, ...measured } = summarise(gathered, pairs);
		const summary: RunSummary = {
			...measured,
			bound: solved.kind === 'found' ? points(solved.bound) : 0,
			proven: solved.kind === 'found' && Math.round(solved.bound) === whole,
			worstBound: solved.kind === 'found' && solved.worstBound !== null ? points(solved.worstBound) : null,
			...(solved.kind === 'found' && solved.without
				? { without: { total: points(solved.without.total), worst: points(solved.without.worst) } }
				: {}),
			...(solved.kind === 'found' && solved.fair ? { fair: inPoints(solved.fair) } : {}),
			...(solved.kind === 'found' && solved.expected !== undefined ? { expected: points(solved.expected) } : {}),
			curve:
				solved.kind === 'found'
					? solved.curve.map(({ min, max, total, worst, idle }) => ({
							min,
							max,
							total: total === undefined ? null : points(total),
							worst: worst === undefined ? null : points(worst),
							idle: idle ?? null,
						}))
					: [],
			lostLocks: gathered.lostLocks,
			blocking:
				solved.kind === 'none'
					? solved.blocking.map(({ papers, reviewers, ...rest }) => ({
							...rest,
							applications: papers.map((paper) => applications[paper]?.id ?? ''),
							people: reviewers.length,
						}))
					: [],
			missing: solved.kind === 'none' ? solved.missing : 0,
			seconds,
		};
		const locked = new Map(
			gathered.locks.map(({ paper, reviewer }) => [`${paper} ${reviewer}`, undefined as number | undefined]),
		);
		if (solved.kind === 'found')
			for (const { paper, reviewer, price } of solved.locks) locked.set(`${paper} ${reviewer}`, price);
		const pairRows = [
			...pairs.map((pair) => ({ ...pair, origin: locked.has(`${pair.paper} ${pair.reviewer}`) ? 'locked' : 'solved' })),
			...gathered.kept.map((pair) => ({ ...pair, origin: 'kept' })),
		].map(({ paper, reviewer, origin }) => {
			const price = origin === 'locked' ? locked.get(`${paper} ${reviewer}`) : undefined;
			return {
				runId: run.id,
				applicationId: applications[paper]?.id ?? '',
				personId: people[reviewer]?.personId ?? '',
				score: points(gathered.worth(paper, reviewer)),
				origin: origin as 'solved' | 'locked' | 'kept',
				lockPrice: price === undefined ? null : points(price),
			};
		});
		const blocked = solved.kind === 'none' ? solved.blocking.map(({ reviewers }) => new Set(reviewers)) : [];
		const { min, max } = gathered.input as { min: Int32Array; max: Int32Array };
		const reviewerRows = people.map(({ personId }, j) => ({
			runId: run.id,
			personId,
			min: min[j] as number,
			max: max[j] as number,
			price: solved.kind === 'found' ? points(solved.prices[j] as number) : null,
			blocking: blocked.flatMap((set, place) => (set.has(j) ? [place] : [])),
		}));
		await transaction(ctx, async (tx) => {
			await tx.db.delete(assigningPair).where(eq(assigningPair.runId, run.id));
			await tx.db.delete(assigningReviewer).where(eq(assigningReviewer.runId, run.id));
			for (let k = 0; k < pairRows.length; k += perStatement)
				await tx.db.insert(assigningPair).values(pairRows.slice(k, k + perStatement));
			for (let k = 0; k < reviewerRows.length; k += perStatement)
				await tx.db.insert(assigningReviewer).values(reviewerRows.slice(k, k + perStatement));
			await tx.db
				.update(assigningRun)
				.set({ state: solved.kind === 'found' ? 'ready' : 'no-solution', progress: 100, summary })
				.where(eq(assigningRun.id, run.id));
		});
	} catch (error) {
		ctx.log.error('assigning-failed', { run: run.id, error });
		await change({ state: 'failed' });
	}
}

function inPoints(fair: NonNullable<Extract<Solved, { kind: 'found' }>['fair']>): NonNullable<RunSummary['fair']> {
	const { worst, others, withWorst, withOthers } = fair;
	return {
		worst: points(worst),
		others: others === null ? null : points(others),
		withWorst: points(withWorst),
		withOthers: points(withOthers),
	};
}
