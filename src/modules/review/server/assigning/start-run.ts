import { randomInt } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, type Problem } from '#core/refusal/index.ts';
import { runAims, type RunAim, type RunOptions } from '../../assigning.ts';
import { assigningRun } from '../assigning-tables.ts';
import { solveRunJob } from '../job-names.ts';
import { stageAt } from '../stage-at.ts';

/** As it was posted. */
export interface StartRunInput {
	call: string;
	stage: string;
	aim: string;
	perPaper: string;
	minLoad: string;
	maxLoad: string;
	/** Percent; for the aim `lot` only. */
	limit: string;
	seed: string;
	weights: { text: string; topic: string; bid: string };
}

/**
 * Asks for a proposal: it is solved in the background.
 * @returns id of the run
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`whole-number`, `percent`, `choose-aim`, `min-above-max`, `weights-nothing`)
 */
export async function startRun(ctx: Context, actor: Actor, input: StartRunInput): Promise<string> {
	const { call, stage } = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', call.subject);
	const options = read(input);
	return transaction(ctx, async (tx) => {
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`assigning ${call.callId} ${stage.id}`}))`);
		const [last] = await tx.db
			.select({ number: sql<number>`coalesce(max(${assigningRun.number}), 0)::int` })
			.from(assigningRun)
			.where(and(eq(assigningRun.callId, call.callId), eq(assigningRun.stageId, stage.id)));
		const id = newId();
		const number = (last?.number ?? 0) + 1;
		await tx.db.insert(assigningRun).values({
			id,
			callId: call.callId,
			stageId: stage.id,
			number,
			state: 'waiting',
			options,
			byPersonId: personOf(actor) ?? null,
			at: tx.clock.edition.now(),
		});
		await record(tx, actor, {
			action: 'propose-assignment',
			subject: { type: 'call', id: call.callId },
			scope: call.scope,
			data: { stage: stage.id, run: number, ...options },
		});
		await tx.jobs.enqueue(tx, solveRunJob, { run: id });
		return id;
	});
}

function read(input: StartRunInput): RunOptions {
	const problems: Problem[] = [];
	const count = (path: 'perPaper' | 'minLoad' | 'maxLoad', least: number, most: number): number => {
		const value = Number(input[path].trim() === '' ? Number.NaN : input[path]);
		if (!Number.isInteger(value) || value < least || value > most)
			problems.push({ path, code: 'whole-number', params: { min: least, max: most } });
		return value;
	};
	const percent = (path: string, text: string, least: number): number => {
		const value = Number(text.trim() === '' ? Number.NaN : text);
		if (!Number.isFinite(value) || value < least || value > 100)
			problems.push({ path, code: 'percent', params: { min: least, max: 100 } });
		return value / 100;
	};
	const aim = runAims.find((one) => one === input.aim);
	if (!aim) problems.push({ path: 'aim', code: 'choose-aim' });
	const perPaper = count('perPaper', 1, 20);
	const minLoad = count('minLoad', 0, 1000);
	const maxLoad = count('maxLoad', 1, 1000);
	if (problems.length === 0 && minLoad > maxLoad) problems.push({ path: 'minLoad', code: 'min-above-max' });
	const weights = {
		text: percent('text', input.weights.text, 0),
		topic: percent('topic', input.weights.topic, 0),
		bid: percent('bid', input.weights.bid, 0),
	};
	if (weights.text + weights.topic === 0) problems.push({ path: 'text', code: 'weights-nothing' });
	const limit = aim === 'lot' ? percent('limit', input.limit, 1) : undefined;
	const seed = aim === 'lot' ? (input.seed.trim() === '' ? randomInt(2 ** 31) : Number(input.seed)) : undefined;
	if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32))
		problems.push({ path: 'seed', code: 'whole-number', params: { min: 0, max: 2 ** 32 - 1 } });
	if (problems.length > 0) throw invalid(problems);
	return { aim: aim as RunAim, perPaper, minLoad, maxLoad, weights, ...(limit ? { limit } : {}), seed };
}
