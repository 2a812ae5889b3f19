import { type Actor, can, closedTo, demand, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { type BudgetUse, budgetUse } from '#modules/calls/budget.ts';
import {
	applicationSubject,
	budgetsAt,
	type CallForReview,
	callForReview,
	callOfDesk,
	type StageEntry,
	stageEntries,
	standingDecisions,
	trackObjectId,
} from '#modules/calls/server/index.ts';
import type { Effect, Outcome, Reason, Stage } from '#modules/calls/stage.ts';
import type { Aggregate } from '../../aggregate.ts';
import { cutOfBudgets } from '../../cut.ts';
import { recommendationsOf } from '../meta-review/stored-meta-review.ts';
import { isRankingSecret, type RankedStage, rankStage } from '../rank.ts';
import { totalOfScore } from '../scores.ts';
import type { ScoredStage } from '../stage-at.ts';

/** A review at a glance: no names. */
export interface Glance {
	/** 0–100; null for somebody who is not competent. */
	total: number | null;
	confidence: number | null;
}

export const decisionStates = ['open', 'pending', 'announced'] as const;
/** `open`: to be decided here · `pending`: decided, and nobody was told · `announced`: made known, or gone on. */
export type DecisionState = (typeof decisionStates)[number];

export interface DecisionRow extends Omit<StageEntry, 'answers' | 'personId'> {
	/** The best first; null where this person may not read them (yet). */
	reviews: Glance[] | null;
	/** How many are still awaited. */
	missing: number;
	aggregate: Aggregate | null;
	/** An outcome of the stage, as the newest meta-review recommends it. */
	recommendation: string | null;
	decided: { outcome: string; effect: Effect; at: number } | null;
	standing: DecisionState;
}

export interface DecisionTable {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string };
	/** Where it is decided. */
	stage: Stage;
	/** Whose scores are shown: the stage itself, or the nearest one before it that has some; null without any. */
	scored: Pick<ScoredStage, 'id' | 'label' | 'confidence' | 'metaReview' | 'perApplication'> | null;
	secret: boolean;
	outcomes: Outcome[];
	reasons: Reason[];
	/** The tracks that this person sees, with how many are in each; empty in a call without. */
	tracks: { id: string; count: number }[];
	budgets: BudgetUse[];
	rows: DecisionRow[];
	/** Of all that he sees, before any filter. */
	counts: Record<DecisionState, number>;
	mayDecide: boolean;
}

export interface DecisionTableInput {
	/** Id of the edition, or of the standing call. */
	desk: string;
	call: string;
	stage: string;
	/** Only of this track. */
	track?: string | undefined;
	state?: DecisionState | undefined;
}

/**
 * The applications of a stage with all that a decision needs: reviews, mean, adjusted rank, what was recommended, what is
 * decided, and what is used of the budgets. A chair of a track has his track, and nobody what he has a stake in. The
 * number of queries does not depend on how many there are.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function decisionTable(ctx: Context, actor: Actor, input: DecisionTableInput): Promise<DecisionTable> {
	const call = await callForReview(ctx, await callOfDesk(ctx, input.desk, input.call));
	const place = call.stages.findIndex(({ stage }) => stage.id === input.stage);
	const stage = call.stages[place]?.stage;
	if (!stage) throw notFound();
	demandSome(ctx, actor, call);
	const at = scoredAt(call, place);
	const secret = at !== undefined && (await isRankingSecret(ctx, at));
	const all = await stageEntries(ctx, call, stage.id, [], closedTo(actor));
	const may = (action: 'application.decide' | 'review.read', entry: StageEntry) =>
		can(actor, action, applicationSubject({ ...call, ...entry }), ctx.clock) === 'yes';
	const seen = all.filter((entry) => may('application.decide', entry) || may('review.read', entry));
	const budgets = budgetsAt(call.stages, stage.id);
	const ranked = at && !secret ? await rankStage(ctx, at, actor, { top: cutOfBudgets([...budgets]) }) : undefined;
	const decisions = (await standingDecisions(ctx, [call.callId])).filter((one) => one.stageId === stage.id);
	const recommended = at?.stage.metaReview
		? await recommendationsOf(ctx, { stage: at.stage.id, applications: seen.map(({ id }) => id) })
		: new Map<string, { recommendation: string | null }>();
	const byDecision = new Map(decisions.map((one) => [one.application, one]));
	const glances = ranked && at ? glancesOf(at.stage, ranked) : undefined;
	const aggregates = new Map((ranked?.aggregates ?? []).map((one) => [one.application, one]));
	const order = new Map((ranked?.aggregates ?? []).map((one, i) => [one.application, i]));
	const rows = seen.map((whole): DecisionRow => {
		const { answers: _, personId: __, ...entry } = whole;
		const decided = byDecision.get(entry.id);
		const reads = may('review.read', whole);
		return {
			...entry,
			reviews: reads && glances ? (glances.get(entry.id)?.reviews ?? []) : null,
			missing: glances?.get(entry.id)?.missing ?? 0,
			aggregate: reads ? (aggregates.get(entry.id) ?? null) : null,
			recommendation: reads ? (recommended.get(entry.id)?.recommendation ?? null) : null,
			decided: decided ? { outcome: decided.outcome, effect: decided.effect, at: decided.at } : null,
			standing: !decided ? 'open' : decided.announced || !entry.here ? 'announced' : 'pending',
		};
	});
	rows.sort((a, b) => (order.get(a.id) ?? rows.length) - (order.get(b.id) ?? rows.length));
	const ofTrack = rows.filter(({ track }) => input.track === undefined || track === input.track);
	const count = (state: DecisionState) => rows.filter(({ standing }) => standing === state).length;
	const tracks = [...new Set(rows.flatMap(({ track }) => track ?? []))].sort();
	const whole = seesAll(ctx, actor, call);
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone },
		stage,
		scored: at ? at.stage : null,
		secret,
		outcomes: stage.outcomes,
		reasons: stage.reasons,
		tracks: tracks.map((id) => ({ id, count: rows.filter(({ track }) => track === id).length })),
		budgets: budgetUse(
			// Who has one track sees its budgets, and those that all share.
			budgets.filter(({ track }) => whole || track === undefined || tracks.includes(track)),
			decisions,
		),
		rows: ofTrack.filter(({ standing }) => input.state === undefined || standing === input.state),
		counts: { open: count('open'), pending: count('pending'), announced: count('announced') },
		mayDecide: seen.some((entry) => may('application.decide', entry)),
	};
}

/** Whether somebody sees all of a call, not single tracks of it. */
function seesAll(ctx: Context, actor: Actor, call: CallForReview): boolean {
	return can(actor, 'application.decide', call.subject, ctx.clock) === 'yes';
}

/** For whoever may decide in the call or in a track of it. @throws Refusal */
function demandSome(ctx: Context, actor: Actor, call: CallForReview): void {
	demand(ctx, actor, 'application.decide', withOwnTracks(actor, call));
}

/** A call with the tracks of it in which somebody has a part: what he may do in one of them, he may do somewhere in it. */
export function withOwnTracks(actor: Actor, call: Pick<CallForReview, 'scope' | 'subject'>): Subject {
	const held = actor.kind === 'person' ? actor.relations : [];
	const begins = trackObjectId(call.scope, '');
	const track = held.filter(({ on, id }) => on === 'track' && id.startsWith(begins)).map(({ id }) => id);
	return { within: { ...call.subject.within, track } };
}

/** The stage whose scores count where it is decided: itself, or the nearest one before it. */
function scoredAt(call: CallForReview, place: number) {
	for (let at = place; at >= 0; at -= 1) {
		const stage = call.stages[at]?.stage;
		if (stage && 'criteria' in stage) return { call, stage, place: at };
	}
	return undefined;
}

function glancesOf(stage: ScoredStage, { entries, assigned }: RankedStage) {
	const answers = new Map(entries.map((entry) => [entry.id, entry.answers]));
	const found = new Map<string, { reviews: Glance[]; missing: number }>();
	for (const { application, score } of assigned) {
		const own = found.get(application) ?? { reviews: [], missing: 0 };
		found.set(application, own);
		if (!score) own.missing += 1;
		else {
			const total = totalOfScore(stage.criteria, score, answers.get(application) ?? {});
			own.reviews.push({ total, confidence: score.confidence });
		}
	}
	for (const { reviews } of found.values()) reviews.sort((a, b) => (b.total ?? -1) - (a.total ?? -1));
	return found;
}
