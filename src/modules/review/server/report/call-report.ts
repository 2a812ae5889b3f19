import { type Actor, can, closedTo, demand } from '#core/access/index.ts';
import { dayOf } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import {
	applicationSubject,
	type CallForReview,
	callForReview,
	callOfDesk,
	callsForVisitor,
	reportEntries,
	standingDecisions,
	trackObjectId,
} from '#modules/calls/server/index.ts';
import { type Effect, leadsOn, type Stage } from '#modules/calls/stage.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { Agreement } from '#solvers/ranking/index.ts';
import { byDays, type Fate, foldSmall, median, type Share, sharesBy } from '../../report.ts';
import { isRankingSecret, isScored, rankStage } from '../rank.ts';
import { type AssignedScore, assignedScores } from '../scores.ts';

/** The work of one reviewer at a stage. */
export interface ReviewerLoad {
	name: string;
	assigned: number;
	done: number;
	notCompetent: number;
	/** From assignment to hand-in, in days; null without any. */
	medianDays: number | null;
}

export interface StageFigures {
	stage: Pick<Stage, 'id' | 'label'>;
	loads: ReviewerLoad[];
	/** Reviews that came within how many days (`dayBounds`), and the middle in days. */
	days: number[];
	medianDays: number | null;
	/** Null while scores are secret. */
	agreement: Agreement | null;
	secret: boolean;
}

export interface CallReport {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string; scope: string };
	window: { opensAt: number; closesAt: number; graceEndsAt: number };
	total: Share;
	byTrack: Share[];
	byCountry: Share[];
	byStudent: Share[];
	/** First submissions by calendar day in the zone of the call. */
	byDay: { day: string; count: number }[];
	stages: StageFigures[];
	/** Small rows are put together; false for whoever may and wants to see them. */
	folded: boolean;
	mayUnfold: boolean;
}

export interface CallReportInput {
	/** Id of the edition, or of the standing call. */
	desk: string;
	call: string;
	locale: Locale;
	/** Shows small rows by themselves, to whoever sees the whole call. */
	unfold?: boolean | undefined;
}

/**
 * What can be said of a call afterwards, in figures. A chair of a track has the figures of his track, and in nobody's
 * figures is what he has a stake in himself. The number of queries does not depend on how many applications there are.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function callReport(ctx: Context, actor: Actor, input: CallReportInput): Promise<CallReport> {
	const call = await callForReview(ctx, await callOfDesk(ctx, input.desk, input.call));
	const held = actor.kind === 'person' ? actor.relations : [];
	const begins = trackObjectId(call.scope, '');
	const tracks = held.filter(({ on, id }) => on === 'track' && id.startsWith(begins)).map(({ id }) => id);
	demand(ctx, actor, 'review.read', { within: { ...call.subject.within, track: tracks } });
	const whole = can(actor, 'review.read', call.subject, ctx.clock) === 'yes';
	const [visited] = await callsForVisitor(ctx, call.editionId ?? call.callId).then((all) =>
		all.filter(({ id }) => id === call.callId),
	);
	if (!visited) throw notFound();
	const all = await reportEntries(ctx, { callId: call.callId, form: visited.form }, closedTo(actor));
	const seen = all.filter(
		({ id, track }) =>
			whole || can(actor, 'review.read', applicationSubject({ ...call, id, personId: '', track }), ctx.clock) === 'yes',
	);
	const effects = new Map((await standingDecisions(ctx, [call.callId])).map((one) => [one.application, one.effect]));
	const entries = seen.map((entry) => ({ ...entry, fate: fateOf(effects.get(entry.id)) }));
	const unfold = whole && input.unfold === true;
	const shown = (shares: Share[]) => (unfold ? shares : foldSmall(shares));
	const days = new Map<string, number>();
	for (const { submittedAt } of entries) {
		const day = dayOf(submittedAt, call.zone);
		days.set(day, (days.get(day) ?? 0) + 1);
	}
	const [total] = sharesBy(entries, () => '');
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone, scope: call.scope },
		window: visited.window,
		total: total ?? { id: '', count: 0, taken: 0, waiting: 0, refused: 0, open: 0 },
		byTrack: shown(sharesBy(entries, ({ track }) => track ?? '')),
		byCountry: shown(sharesBy(entries, ({ country }) => country ?? '')),
		byStudent: shown(sharesBy(entries, ({ student }) => (student === null ? '' : student ? 'yes' : 'no'))),
		byDay: [...days].sort().map(([day, count]) => ({ day, count })),
		stages: await stageFigures(ctx, actor, call, new Set(entries.map(({ id }) => id)), input.locale),
		folded: !unfold,
		mayUnfold: whole,
	};
}

function fateOf(effect: Effect | undefined): Fate {
	if (effect === undefined) return 'open';
	if (leadsOn(effect)) return 'taken';
	return effect === 'waitlist' ? 'waiting' : 'refused';
}

const day = 86_400_000;

/** Loads, times and agreement of each stage with scores. One query for all, and what a ranking costs for each stage. */
async function stageFigures(
	ctx: Context,
	actor: Actor,
	call: CallForReview,
	seen: ReadonlySet<string>,
	locale: Locale,
): Promise<StageFigures[]> {
	const scored = call.stages.flatMap(({ stage }, place) => (isScored(stage) ? [{ stage, place }] : []));
	const assigned = (await assignedScores(ctx, { call: call.callId })).filter(({ application }) =>
		seen.has(application),
	);
	const people = await readPeople(ctx, [...new Set(assigned.map(({ person }) => person))]);
	const figures: StageFigures[] = [];
	for (const { stage, place } of scored) {
		const at = { call, stage, place };
		const own = assigned.filter((one) => one.stage === stage.id);
		const secret = await isRankingSecret(ctx, at);
		const spans = own.flatMap(({ at: asked, score }) => (score ? [score.at - asked] : []));
		const middle = median(spans);
		figures.push({
			stage: { id: stage.id, label: stage.label },
			loads: [...Map.groupBy(own, ({ person }) => person)]
				.map(([person, list]) => {
					const record = people.get(person);
					return loadOf(record ? displayName(record.names, locale) : '', list);
				})
				.sort((a, b) => b.assigned - a.assigned || a.name.localeCompare(b.name)),
			days: byDays(spans),
			medianDays: middle === null ? null : middle / day,
			agreement: secret ? null : (await rankStage(ctx, at, actor)).ranking.agreement,
			secret,
		});
	}
	return figures;
}

function loadOf(name: string, list: readonly AssignedScore[]): ReviewerLoad {
	const spans = list.flatMap(({ at, score }) => (score ? [score.at - at] : []));
	const middle = median(spans);
	return {
		name,
		assigned: list.length,
		done: spans.length,
		notCompetent: list.filter(({ score }) => score?.notCompetent).length,
		medianDays: middle === null ? null : middle / day,
	};
}
