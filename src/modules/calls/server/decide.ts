import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { mayDecideAgain, stateAfterUndecide } from '../application-state.ts';
import { type Form, fieldByRole, optionsOf } from '../form.ts';
import { type Outcome, outcomeById, type Stage } from '../stage.ts';
import { loadApplication } from './load.ts';
import { decidingStage, lastAnnounced } from './load-stage.ts';
import { applicationSubject, scopeOf } from './subject.ts';
import { application, determination } from './tables.ts';

export interface DecideInput {
	application: string;
	/** The last stage of the call unless told otherwise. */
	stage?: string;
	outcome: string;
	reason?: string | null;
	/** For the author. */
	conditions?: string | null;
	/** The track it moves to. */
	track?: string | null;
	/** For the desk. */
	note?: string | null;
	/** What is granted, in whole units. */
	amount?: number | null;
	/** The determination that was on the screen (null: none). When another was noted since, this one is refused. */
	seen?: string | null;
}

const mostText = 5000;

/**
 * Notes a determination. The applicant learns nothing until it is announced; until then another one may replace it, and
 * the desk sees both in the history.
 * @returns the id of the determination
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `outcome`, `reason`, `conditions`, `track`; `conflict`
 *   (`decision-changed`, `announced-already`, `wrong-state`)
 */
export async function decide(ctx: Context, actor: Actor, input: DecideInput): Promise<string> {
	return transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'application.decide', applicationSubject(found));
		if (input.seen !== undefined && input.seen !== found.determinationId) {
			throw new Refusal('conflict', 'decision-changed');
		}
		const announced = await lastAnnounced(tx, found.id);
		if (!mayDecideAgain(found.state, announced?.effect ?? null)) {
			const code = found.state === 'announced' ? 'announced-already' : 'wrong-state';
			throw new Refusal('conflict', code, { params: { state: found.state } });
		}
		const { stage } = await decidingStage(tx, found.callId, input.stage);
		const outcome = outcomeById(stage, input.outcome);
		const wanted = {
			reason: input.reason || null,
			track: input.track || null,
			amount: input.amount ?? null,
			conditions: cleanText(input.conditions ?? '', { lines: true }) || null,
			note: cleanText(input.note ?? '', { lines: true }) || null,
		};
		const problems = checkDecision(found.form, stage, outcome, wanted, found.track);
		if (outcome === undefined || problems.length > 0) throw invalid(problems);

		const id = newId();
		const at = tx.clock.edition.now();
		await tx.db
			.update(determination)
			.set({ droppedAt: at })
			.where(
				and(
					eq(determination.applicationId, found.id),
					isNull(determination.announcedAt),
					isNull(determination.droppedAt),
				),
			);
		await tx.db.insert(determination).values({
			id,
			applicationId: found.id,
			stageId: stage.id,
			version: found.version,
			outcome: outcome.id,
			effect: outcome.effect,
			format: outcome.format ?? null,
			...wanted,
			trackBefore: wanted.track === null ? null : found.track,
			personId: personOf(actor) ?? null,
			at,
		});
		await tx.db.update(application).set({ state: 'decided', determinationId: id }).where(eq(application.id, found.id));
		await record(tx, actor, {
			action: 'decide',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: {
				determination: id,
				stage: stage.id,
				outcome: outcome.id,
				version: found.version,
				...(wanted.reason === null ? {} : { reason: wanted.reason }),
				...(wanted.track === null ? {} : { track: wanted.track }),
				...(found.state === 'decided' ? { replaces: found.determinationId } : {}),
			},
		});
		return id;
	});
}

/**
 * Takes a determination back that was not announced yet.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`wrong-state`, `decision-changed`)
 */
export async function undecide(
	ctx: Context,
	actor: Actor,
	input: { application: string; seen?: string | null },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'application.decide', applicationSubject(found));
		if (input.seen !== undefined && input.seen !== found.determinationId) {
			throw new Refusal('conflict', 'decision-changed');
		}
		if (found.state !== 'decided' || found.determinationId === null) {
			throw new Refusal('conflict', 'wrong-state', { params: { state: found.state } });
		}
		const before = await lastAnnounced(tx, found.id);
		await tx.db
			.update(determination)
			.set({ droppedAt: tx.clock.edition.now() })
			.where(eq(determination.id, found.determinationId));
		await tx.db
			.update(application)
			.set({ state: stateAfterUndecide(before), determinationId: before?.id ?? null })
			.where(eq(application.id, found.id));
		await record(tx, actor, {
			action: 'undecide',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { determination: found.determinationId },
		});
	});
}

interface Wanted {
	reason: string | null;
	track: string | null;
	amount: number | null;
	conditions: string | null;
	note: string | null;
}

function checkDecision(
	form: Form,
	stage: Stage,
	outcome: Outcome | undefined,
	wanted: Wanted,
	track: string | null,
): Problem[] {
	if (!outcome) return [{ path: 'outcome', code: 'unknown-outcome' }];
	const problems: Problem[] = [];
	const problem = (path: string, code: string, params?: Problem['params']) =>
		problems.push(params ? { path, code, params } : { path, code });
	for (const need of outcome.needs) if (wanted[need] === null) problem(need, `${need}-needed`);
	if (wanted.reason !== null && !stage.reasons.some((reason) => reason.id === wanted.reason)) {
		problem('reason', 'unknown-reason');
	}
	if (wanted.track !== null) {
		const field = fieldByRole(form, 'track');
		const known = field?.kind === 'track' && optionsOf(field).some((option) => option.id === wanted.track);
		if (!known) problem('track', 'unknown-track');
		else if (wanted.track === track) problem('track', 'same-track');
	}
	for (const part of ['conditions', 'note'] as const) {
		const length = wanted[part]?.length ?? 0;
		if (length > mostText) problem(part, 'too-many-characters', { characters: length, max: mostText });
	}
	return problems;
}
