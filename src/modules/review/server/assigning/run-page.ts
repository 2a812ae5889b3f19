import { asc, eq } from 'drizzle-orm';
import { type Actor, closedTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { RunOptions, RunState, RunSummary } from '../../assigning.ts';
import { assigningPair, assigningReviewer, type PairOrigin } from '../assigning-tables.ts';
import { submissionsToMatch } from '../reviewers/matching.ts';
import type { ScoredStage } from '../stage-at.ts';
import { openStage, runOf, type StageAddress } from './open-run.ts';
import { openSummary } from './run-list.ts';

/** A pair as a page shows it. */
export interface ShownPair {
	person: string;
	name: string;
	score: number;
	origin: PairOrigin;
	lockPrice: number | null;
}

export interface RunPaper {
	id: string;
	number: string;
	title: string;
	pairs: ShownPair[];
	/** Of the pairs that are new. */
	sum: number;
	withoutExpert: boolean;
}

export interface RunReviewer {
	person: string;
	name: string;
	load: number;
	/** Of these new. */
	fresh: number;
	min: number;
	max: number;
	price: number | null;
	blocking: number[];
}

export interface RunPage {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string };
	stage: ScoredStage;
	number: number;
	state: RunState;
	options: RunOptions;
	summary: RunSummary | null;
	progress: number;
	changed: boolean;
	at: number;
	by: string;
	appliedAt: number | null;
	/** The weakest first. */
	papers: RunPaper[];
	reviewers: RunReviewer[];
	/** Applications that its reader may not see. */
	closed: number;
}

/** One proposal with its pairs, for whoever assigns. A constant number of queries. @throws Refusal `not-found`, `forbidden` */
export async function runPage(
	ctx: Context,
	actor: Actor,
	input: StageAddress & { run: number; locale: Locale },
): Promise<RunPage> {
	const at = await openStage(ctx, actor, input);
	const { call, stage } = at;
	const run = await runOf(ctx, at, input.run);
	const here = await submissionsToMatch(ctx, call, stage.id, input.locale);
	const pairs = await ctx.db.select().from(assigningPair).where(eq(assigningPair.runId, run.id));
	const reviewers = await ctx.db
		.select()
		.from(assigningReviewer)
		.where(eq(assigningReviewer.runId, run.id))
		.orderBy(asc(assigningReviewer.personId));
	const records = await readPeople(ctx, [
		...new Set([
			...reviewers.map(({ personId }) => personId),
			...pairs.map(({ personId }) => personId),
			...(run.byPersonId ? [run.byPersonId] : []),
		]),
	]);
	const nameOf = (id: string | null) => {
		const record = id === null ? undefined : records.get(id);
		return record ? displayName(record.names, input.locale) : '';
	};
	const closed = new Set(closedTo(actor));
	const byPaper = Map.groupBy(pairs, ({ applicationId }) => applicationId);
	const byPerson = Map.groupBy(pairs, ({ personId }) => personId);
	const { summary } = run;
	const lacking = new Set(summary?.withoutExpert);
	const papers = here
		.filter(({ id }) => !closed.has(id))
		.map(({ id, number, title }): RunPaper => {
			const own = byPaper.get(id) ?? [];
			return {
				id,
				number,
				title,
				pairs: own
					.map(({ personId, score, origin, lockPrice }) => ({
						person: personId,
						name: nameOf(personId),
						score,
						origin,
						lockPrice,
					}))
					.sort((a, b) => b.score - a.score || a.name.localeCompare(b.name)),
				sum: own.filter(({ origin }) => origin !== 'kept').reduce((sum, { score }) => sum + score, 0),
				withoutExpert: lacking.has(id),
			};
		})
		.sort((a, b) => Number(b.withoutExpert) - Number(a.withoutExpert) || a.sum - b.sum);
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone },
		stage,
		number: run.number,
		state: run.state,
		options: run.options,
		summary: summary && openSummary(summary, closed),
		progress: run.progress,
		changed: run.changed,
		at: run.at,
		by: nameOf(run.byPersonId),
		appliedAt: run.appliedAt,
		papers,
		reviewers: reviewers
			.map(({ personId, min, max, price, blocking }) => {
				const own = byPerson.get(personId) ?? [];
				const kept = own.filter(({ origin }) => origin === 'kept').length;
				return {
					person: personId,
					name: nameOf(personId),
					load: own.length,
					fresh: own.length - kept,
					// The solver was given what was left beside what he has.
					min: min + kept,
					max: max + kept,
					price,
					blocking,
				};
			})
			.sort((a, b) => b.load - a.load || a.name.localeCompare(b.name)),
		closed: here.length - papers.length,
	};
}
