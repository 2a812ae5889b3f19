import { and, eq } from 'drizzle-orm';
import { type Actor, closedTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { problemOf, swapsFor, valued } from '#solvers/assignment/index.ts';
import { pointsOf, type RunState } from '../../assigning.ts';
import { assigningLock, assigningPair, assigningReviewer } from '../assigning-tables.ts';
import { type PairReasons, whyPair } from '../reviewers/index.ts';
import type { ScoredStage } from '../stage-at.ts';
import { gather } from './gather.ts';
import { openStage, type Run, runOf, type StageAddress } from './open-run.ts';
import { points } from './summarise.ts';

/** Another reviewer for an application, and what changes. */
export interface ShownSwap {
	person: string;
	name: string;
	/** Points of the pair that would come. */
	score: number;
	/** The application that goes the other way; null: nobody else is touched. */
	inReturn: { id: string; number: string; title: string } | null;
	/** What changes of the total. */
	effect: number;
	/** What the application, and the one that goes the other way, have afterwards. */
	paperSum: number;
	returnSum: number | null;
}

export interface PairPage {
	call: { id: string; slug: string; title: Partial<Bilingual> };
	stage: ScoredStage;
	run: { number: number; state: RunState };
	application: { id: string; number: string; title: string };
	person: { id: string; name: string };
	/** How it stands in the run; null when it is no pair of it. */
	pair: { score: number; origin: string; lockPrice: number | null } | null;
	reasons: Omit<PairReasons, 'score'> & { score: number | null };
	/** Of his time in this run, and what the pair is worth beyond it. */
	price: number | null;
	lock: 'lock' | 'forbid' | null;
	/** Best first; none once the run was applied. */
	swaps: ShownSwap[];
}

/** New pairs of a run as places of what was gathered now; those of people or applications that left are left out. */
export function placesOf(
	pairs: readonly { applicationId: string; personId: string; origin: string }[],
	{ paperOf, reviewerOf }: { paperOf: ReadonlyMap<string, number>; reviewerOf: ReadonlyMap<string, number> },
): { paper: number; reviewer: number }[] {
	return pairs.flatMap(({ applicationId, personId, origin }) => {
		const paper = paperOf.get(applicationId);
		const reviewer = reviewerOf.get(personId);
		return origin === 'kept' || paper === undefined || reviewer === undefined ? [] : [{ paper, reviewer }];
	});
}

/** So many ways to exchange a pair are shown. */
const mostSwaps = 8;

/**
 * Why somebody reviews an application in a run, and who else could. A constant number of queries.
 * @throws Refusal `not-found` (also an application that is closed to the actor), `forbidden`
 */
export async function pairPage(
	ctx: Context,
	actor: Actor,
	input: StageAddress & { run: number; application: string; person: string; locale: Locale },
): Promise<PairPage> {
	const at = await openStage(ctx, actor, input);
	const { call, stage } = at;
	const run = await runOf(ctx, at, input.run);
	const { application, person } = input;
	if (closedTo(actor).includes(application)) throw notFound();
	const reasons = await whyPair(ctx, call, stage.id, { application, person }, run.options.weights);
	const [lock] = await ctx.db
		.select({ kind: assigningLock.kind })
		.from(assigningLock)
		.where(
			and(
				eq(assigningLock.callId, call.callId),
				eq(assigningLock.stageId, stage.id),
				eq(assigningLock.applicationId, application),
				eq(assigningLock.personId, person),
			),
		);
	const [reviewer] = await ctx.db
		.select({ price: assigningReviewer.price })
		.from(assigningReviewer)
		.where(and(eq(assigningReviewer.runId, run.id), eq(assigningReviewer.personId, person)));
	const { gathered, pairs, swaps } = await swapsIn(ctx, at, run, { application, person });
	const { applications, people } = gathered.scores;
	const idOf = (paper: number) => applications[paper]?.id ?? '';
	const closed = new Set(closedTo(actor));
	const shown = swaps
		.filter(({ inReturn }) => inReturn === undefined || !closed.has(idOf(inReturn)))
		.slice(0, mostSwaps);
	const records = await readPeople(ctx, [
		...new Set([person, ...shown.map(({ reviewer: other }) => people[other]?.personId ?? '')]),
	]);
	const nameOf = (id: string) => {
		const record = records.get(id);
		return record ? displayName(record.names, input.locale) : '';
	};
	const own = applications[gathered.paperOf.get(application) ?? -1];
	if (!own) throw notFound();
	const pair = pairs.find((one) => one.applicationId === application && one.personId === person);
	return {
		call: { id: call.callId, slug: call.slug, title: call.title },
		stage,
		run: { number: run.number, state: run.state },
		application: { id: application, number: own.number, title: own.title },
		person: { id: person, name: nameOf(person) },
		pair: pair ? { score: pair.score, origin: pair.origin, lockPrice: pair.lockPrice } : null,
		reasons: { ...reasons, score: reasons.score === null ? null : pointsOf(reasons.score) },
		price: reviewer?.price ?? null,
		lock: lock?.kind ?? null,
		swaps: shown.map(({ reviewer: other, inReturn, effect, paperScore, returnScore }) => {
			const given = inReturn === undefined ? undefined : applications[inReturn];
			return {
				person: people[other]?.personId ?? '',
				name: nameOf(people[other]?.personId ?? ''),
				score: points(gathered.worth(gathered.paperOf.get(application) as number, other)),
				inReturn: given ? { id: given.id, number: given.number, title: given.title } : null,
				effect: points(effect),
				paperSum: points(paperScore),
				returnSum: returnScore === undefined ? null : points(returnScore),
			};
		}),
	};
}

/** What could be exchanged for a pair of a run, as things are now: conflicts that arose since count. */
export async function swapsIn(
	ctx: Context,
	at: Awaited<ReturnType<typeof openStage>>,
	run: Run,
	{ application, person }: { application: string; person: string },
) {
	const gathered = await gather(ctx, at, run.options);
	const pairs = await ctx.db.select().from(assigningPair).where(eq(assigningPair.runId, run.id));
	const paper = gathered.paperOf.get(application);
	const reviewer = gathered.reviewerOf.get(person);
	const places = placesOf(pairs, gathered);
	const isPair = places.some((one) => one.paper === paper && one.reviewer === reviewer);
	if (run.state !== 'ready' || paper === undefined || reviewer === undefined || !isPair)
		return { gathered, pairs, swaps: [] };
	const problem = problemOf(gathered.input);
	return { gathered, pairs, swaps: swapsFor(problem, valued(problem, places), { paper, reviewer }, 200) };
}
