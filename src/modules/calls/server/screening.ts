import { and, desc, eq, inArray } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { stateAfter } from '../application-state.ts';
import { beginWork } from './begin-work.ts';
import { type LoadedApplication, loadApplication } from './load.ts';
import { type LoadedStage, presentOf, stageOfApplication } from './load-stage.ts';
import { screeningTick } from './stage-tables.ts';
import { applicationSubject, scopeOf } from './subject.ts';

/** A check of a screening as it stands: who ticked it last, or took the tick back. */
export interface Tick {
	stage: string;
	check: string;
	ticked: boolean;
	personId: string | null;
	at: number;
}

/** The checks of applications as they stand. One query. */
export async function ticksOf(
	ctx: Context,
	applicationIds: readonly string[],
): Promise<(Tick & { application: string })[]> {
	return ctx.db
		.selectDistinctOn([screeningTick.applicationId, screeningTick.stageId, screeningTick.check], {
			application: screeningTick.applicationId,
			stage: screeningTick.stageId,
			check: screeningTick.check,
			ticked: screeningTick.ticked,
			personId: screeningTick.personId,
			at: screeningTick.at,
		})
		.from(screeningTick)
		.where(inArray(screeningTick.applicationId, [...applicationIds]))
		.orderBy(screeningTick.applicationId, screeningTick.stageId, screeningTick.check, desc(screeningTick.position));
}

/** How many checks of their present stage are not ticked, for those that are in a screening. At most one query. */
export async function uncheckedOf(
	ctx: Context,
	found: readonly LoadedApplication[],
	stages: ReadonlyMap<string, readonly LoadedStage[]>,
): Promise<Map<string, number>> {
	const screened = found.flatMap((one) => {
		const { stage } = presentOf(stages.get(one.callId) ?? [], one);
		return stage.kind === 'screening' && stage.checks.length > 0 ? [{ id: one.id, stage }] : [];
	});
	if (screened.length === 0) return new Map();
	const ticks = await ticksOf(
		ctx,
		screened.map(({ id }) => id),
	);
	return new Map(
		screened.map(({ id, stage }) => {
			const ticked = new Set(
				ticks.filter((one) => one.application === id && one.stage === stage.id && one.ticked).map(({ check }) => check),
			);
			return [id, stage.checks.filter((check) => !ticked.has(check.id)).length];
		}),
	);
}

/**
 * Ticks what of a screening's list holds for an application, and takes other ticks back. What stays as it was is not
 * noted again.
 * @param input.ticked all that are ticked now
 * @returns how many changed
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`unknown-check`); `conflict` (`no-screening`, `wrong-state`)
 */
export async function screen(
	ctx: Context,
	actor: Actor,
	input: { application: string; ticked: readonly string[] },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'application.screen', applicationSubject(found));
		const { stage } = await stageOfApplication(tx, found);
		if (stage.kind !== 'screening') throw new Refusal('conflict', 'no-screening');
		if (stateAfter(found.state, 'decide') === null || found.state === 'announced') {
			throw new Refusal('conflict', 'wrong-state', { params: { state: found.state } });
		}
		const wanted = new Set(input.ticked);
		const known = new Set(stage.checks.map(({ id }) => id));
		if ([...wanted].some((id) => !known.has(id))) throw invalid([{ path: 'checks', code: 'unknown-check' }]);
		const present = await tx.db
			.selectDistinctOn([screeningTick.check], { check: screeningTick.check, ticked: screeningTick.ticked })
			.from(screeningTick)
			.where(and(eq(screeningTick.applicationId, found.id), eq(screeningTick.stageId, stage.id)))
			.orderBy(screeningTick.check, desc(screeningTick.position));
		const ticked = new Set(present.filter((one) => one.ticked).map(({ check }) => check));
		const changes = [...known].filter((id) => wanted.has(id) !== ticked.has(id));
		if (changes.length === 0) return 0;
		const at = tx.clock.edition.now();
		await tx.db.insert(screeningTick).values(
			changes.map((check) => ({
				id: newId(),
				applicationId: found.id,
				stageId: stage.id,
				check,
				ticked: wanted.has(check),
				personId: personOf(actor) ?? null,
				at,
			})),
		);
		await beginWork(tx, [found.id]);
		await record(tx, actor, {
			action: 'screen',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: {
				stage: stage.id,
				ticked: changes.filter((id) => wanted.has(id)),
				unticked: changes.filter((id) => !wanted.has(id)),
			},
		});
		return changes.length;
	});
}
