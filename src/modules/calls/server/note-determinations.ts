import { and, inArray, isNull, sql } from 'drizzle-orm';
import { type Actor, can, demand, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { mayDecideAgain } from '../application-state.ts';
import { numberLabel } from '../projection.ts';
import { leadsOn, type Outcome, outcomeById, type Stage, stageAfter } from '../stage.ts';
import { attestationsMissing } from './attestations-missing.ts';
import { checkDecision, type Wanted } from './check-decision.ts';
import { type LoadedApplication, loadApplications } from './load.ts';
import { announcedEffects, type LoadedStage, presentOf, stagesOfCalls } from './load-stage.ts';
import { uncheckedOf } from './screening.ts';
import { applicationSubject, scopeOf } from './subject.ts';
import { application, determination } from './tables.ts';

/** What is decided, the same for all that are named. */
export interface Decision {
	/** The stage it was made for; without, the present one of each. Another than the present one is refused. */
	stage?: string | undefined;
	outcome: string;
	reason?: string | null;
	/** For the applicant. */
	conditions?: string | null;
	/** The track it moves to. */
	track?: string | null;
	/** For the desk. */
	note?: string | null;
	/** What is granted, in whole units. */
	amount?: number | null;
}

/** What would come, or came, of one application of a decision. */
export interface DecisionReport {
	application: string;
	/** As it is printed; empty for one that is not there. */
	number: string;
	determination: string | null;
	refusal: Refusal | null;
}

/** The ids, and the determination that was on the screen of each (null: none; absent: not asked). */
export type Named = ReadonlyMap<string, string | null | undefined>;

/** So many rows go into one statement. */
const batch = 500;

/**
 * Notes the same determination for one application or many, all or none: when one is refused nothing is written. Part of
 * the caller's transaction. The number of statements does not depend on how many they are (up to 500).
 * @param options.dryRun only says what would come of it
 */
export async function noteDeterminations(
	tx: Context,
	actor: Actor,
	named: Named,
	decision: Decision,
	options: { dryRun?: boolean } = {},
): Promise<DecisionReport[]> {
	const found = await loadApplications(tx, [...named.keys()], { lock: !options.dryRun });
	const ids = found.map(({ id }) => id);
	const stages = await stagesOfCalls(tx, [...new Set(found.map(({ callId }) => callId))]);
	const announced = await announcedEffects(tx, ids);
	const open = await uncheckedOf(tx, found, stages);
	const missing = await attestationsMissing(tx, ids);
	const wanted: Wanted = {
		reason: decision.reason || null,
		track: decision.track || null,
		amount: decision.amount ?? null,
		conditions: cleanText(decision.conditions ?? '', { lines: true }) || null,
		note: cleanText(decision.note ?? '', { lines: true }) || null,
	};
	const refusalOf = (one: LoadedApplication, all: readonly LoadedStage[]): Refusal | null => {
		if (can(actor, 'application.decide', applicationSubject(one), tx.clock) !== 'yes') {
			// The one place that knows which refusal it is.
			return refused(() => demand(tx, actor, 'application.decide', applicationSubject(one)));
		}
		const seen = named.get(one.id);
		if (seen !== undefined && seen !== one.determinationId) return new Refusal('conflict', 'decision-changed');
		if (!mayDecideAgain(one.state, announced.get(one.id) ?? null)) {
			const code = one.state === 'announced' ? 'announced-already' : 'wrong-state';
			return new Refusal('conflict', code, { params: { state: one.state } });
		}
		const { stage } = presentOf(all, one);
		if (decision.stage !== undefined && decision.stage !== stage.id) {
			return new Refusal('conflict', 'other-stage', { params: { stage: stage.id } });
		}
		const outcome = outcomeById(stage, decision.outcome);
		const problems = checkDecision(one.form, stage, outcome, wanted, one.track);
		if (problems.length > 0) return invalid(problems);
		if (outcome && leadsOn(outcome.effect)) {
			const left = open.get(one.id) ?? 0;
			if (left > 0) return invalid([{ path: 'outcome', code: 'checks-open', params: { count: left } }]);
			const lacking = missing.get(one.id) ?? 0;
			if (lacking > 0) {
				return invalid([{ path: 'outcome', code: 'attestations-missing', params: { count: lacking } }]);
			}
		}
		return null;
	};
	const noted: Noted[] = [];
	const report = [...named.keys()].map((id): DecisionReport => {
		const one = found.find((candidate) => candidate.id === id);
		if (!one) return { application: id, number: '', determination: null, refusal: notFound() };
		const all = stages.get(one.callId) ?? [];
		const refusal = refusalOf(one, all);
		// The number of what is not his to see is not told either.
		const number = refusal?.kind === 'not-found' ? '' : numberLabel(one.numberPrefix, one.number);
		if (refusal) return { application: id, number, determination: null, refusal };
		const { stage } = presentOf(all, one);
		const outcome = outcomeById(stage, decision.outcome) as Outcome;
		const determined = newId();
		noted.push({ id: determined, one, stage, outcome, next: stageAfter(all, stage.id)?.stage.id ?? null });
		return { application: id, number, determination: options.dryRun ? null : determined, refusal: null };
	});
	if (options.dryRun || noted.length < named.size) return report.map((one) => ({ ...one, determination: null }));
	for (let at = 0; at < noted.length; at += batch) await write(tx, actor, noted.slice(at, at + batch), wanted);
	return report;
}

interface Noted {
	id: string;
	one: LoadedApplication;
	stage: Stage;
	outcome: Outcome;
	/** The stage after this one. */
	next: string | null;
}

async function write(tx: Context, actor: Actor, noted: readonly Noted[], wanted: Wanted): Promise<void> {
	const at = tx.clock.edition.now();
	const silent = ({ outcome }: Noted) => outcome.effect === 'advance' && outcome.silent === true;
	await tx.db
		.update(determination)
		.set({ droppedAt: at })
		.where(
			and(
				inArray(
					determination.id,
					noted.flatMap(({ one }) => (one.state === 'decided' && one.determinationId ? [one.determinationId] : [])),
				),
				isNull(determination.announcedAt),
				isNull(determination.droppedAt),
			),
		);
	await tx.db.insert(determination).values(
		noted.map(({ id, one, stage, outcome }) => ({
			id,
			applicationId: one.id,
			stageId: stage.id,
			version: one.version,
			outcome: outcome.id,
			effect: outcome.effect,
			format: outcome.format ?? null,
			...wanted,
			trackBefore: wanted.track === null ? null : one.track,
			personId: personOf(actor) ?? null,
			at,
		})),
	);
	const moves = JSON.stringify(
		noted.map((entry) => ({ id: entry.one.id, determination: entry.id, next: silent(entry) ? entry.next : null })),
	);
	await tx.db.execute(sql`update ${application} set determination_id = m.determination,
			state = case when m.next is null then 'decided' else 'submitted' end,
			stage_id = coalesce(m.next, ${application.stageId}),
			stage_worked_at = case when m.next is null then ${application.stageWorkedAt} end,
			track = case when m.next is null then ${application.track} else coalesce(${wanted.track}, ${application.track}) end
		from jsonb_to_recordset(${moves}::jsonb) as m(id text, determination text, next text) where m.id = ${application.id}`);
	await record(
		tx,
		actor,
		...noted.map((entry) => ({
			action: 'decide',
			subject: { type: 'application', id: entry.one.id },
			scope: scopeOf(entry.one),
			data: {
				determination: entry.id,
				stage: entry.stage.id,
				outcome: entry.outcome.id,
				version: entry.one.version,
				...(wanted.reason === null ? {} : { reason: wanted.reason }),
				...(wanted.track === null ? {} : { track: wanted.track }),
				...(wanted.amount === null ? {} : { amount: wanted.amount }),
				...(entry.one.state === 'decided' ? { replaces: entry.one.determinationId } : {}),
				...(silent(entry) ? { to: entry.next } : {}),
			},
		})),
	);
}

function refused(work: () => void): Refusal {
	try {
		work();
	} catch (refusal) {
		if (refusal instanceof Refusal) return refusal;
		throw refusal;
	}
	return notFound();
}
