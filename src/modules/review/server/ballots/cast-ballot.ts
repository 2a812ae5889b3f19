import { inArray, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { beginWork } from '#modules/calls/server/index.ts';
import { placePoint, readPlaces } from '../../ballot.ts';
import { demandScoring } from '../hand-in.ts';
import { reviewAssignment, reviewScore } from '../tables.ts';
import { openBallot } from './open-ballot.ts';

export interface CastBallotInput {
	/** Any of the juror's assignments at the stage. */
	assignment: string;
	/** As the form posted it: `place.{assignment}`. */
	entries: Iterable<readonly [name: string, value: string]>;
	/** The revision that the page began from. */
	revision: number;
}

/**
 * Casts a ballot: a place for each finalist, kept as the score of each assignment, a new version that counts from now on.
 * It may be changed until the stage closes or one of the finalists is decided. The ledger does not say the order.
 * @throws Refusal `signed-out`, `not-found`; `forbidden` (`not-all-finalists`); `invalid` at `place.{assignment}`
 *   (`place-missing`, `place-out-of-range`, `place-twice`); `closed` (`scoring-not-open`, `scoring-over`); `conflict`
 *   (`ballot-changed`)
 */
export async function castBallot(ctx: Context, actor: Actor, input: CastBallotInput): Promise<void> {
	// Outside the transaction: what it notes of a try must stay though it is refused.
	await openBallot(ctx, actor, input);
	return transaction(ctx, async (tx) => {
		const { open, finalists, votes, time, revision } = await openBallot(tx, actor, input, { lock: true });
		const { call, stage } = open;
		demandScoring(time, call.zone);
		if (!votes) throw new Refusal('forbidden', 'not-all-finalists');
		const { places, problems } = readPlaces(finalists, new Map(input.entries));
		if (problems.length > 0) throw invalid(problems);
		if (input.revision !== revision) throw new Refusal('conflict', 'ballot-changed');
		const at = tx.clock.edition.now();
		const keys = finalists.map(({ key }) => key);
		await tx.db
			.update(reviewAssignment)
			.set({ draft: null, revision: sql`${reviewAssignment.revision} + 1` })
			.where(inArray(reviewAssignment.id, keys));
		await tx.db.insert(reviewScore).values(
			finalists.map(({ key, standing }) => ({
				id: newId(),
				assignmentId: key,
				points: { [placePoint]: places.get(key) as number },
				comments: {},
				version: standing.application.version,
				at,
			})),
		);
		await beginWork(
			tx,
			finalists.map(({ application }) => application),
		);
		await record(tx, actor, {
			action: 'ballot',
			subject: { type: 'call', id: call.callId },
			scope: call.scope,
			data: { stage: stage.id, finalists: finalists.length },
		});
	});
}
