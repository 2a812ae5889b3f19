import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { type StandingApplication, standingApplications } from '#modules/calls/server/index.ts';
import { isRecusalReason } from '../recusal.ts';
import { endAssignments } from './assign.ts';
import { closeDesk } from './conflicts/close-desk.ts';
import { openAssignment, type ReviewKey } from './open-assignment.ts';
import { reviewAssignment, reviewRecusal } from './tables.ts';

interface Why {
	reason: string;
	text: string;
}

const mostText = 2000;

/**
 * Somebody who was asked to score an application says that he must not: it vanishes from his list, what he scored counts
 * no more, and he can't be asked again.
 * @throws Refusal `signed-out`, `not-found`; `invalid` (`choose-reason` at `reason`, `say-why` at `text`)
 */
export async function recuse(ctx: Context, actor: Actor, input: Why & ReviewKey): Promise<void> {
	await openAssignment(ctx, actor, input);
	return transaction(ctx, async (tx) => {
		const { standing } = await openAssignment(tx, actor, input, { lock: true });
		await writeRecusal(tx, actor, standing, personOf(actor) as string, 'self', input);
	});
}

/**
 * A chair notes that somebody must not score an application, whether he was asked to or not.
 * @throws Refusal `not-found`, `forbidden`; `invalid` as `recuse`
 */
export async function recuseByChair(
	ctx: Context,
	actor: Actor,
	input: Why & { application: string; person: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const [standing] = await standingApplications(tx, [input.application], { lock: true });
		if (!standing) throw notFound();
		demand(tx, actor, 'review.assign', standing.subject);
		await writeRecusal(tx, actor, standing, input.person, 'chair', input);
	});
}

async function writeRecusal(
	tx: Context,
	actor: Actor,
	standing: StandingApplication,
	personId: string,
	source: 'self' | 'chair',
	why: Why,
): Promise<void> {
	const { reason } = why;
	const text = cleanText(why.text, { lines: true });
	const problems: Problem[] = [];
	if (!isRecusalReason(reason)) problems.push({ path: 'reason', code: 'choose-reason' });
	else if (reason === 'other' && text === '') problems.push({ path: 'text', code: 'say-why' });
	if (text.length > mostText) {
		problems.push({ path: 'text', code: 'too-many-characters', params: { characters: text.length, max: mostText } });
	}
	if (problems.length > 0 || !isRecusalReason(reason)) throw invalid(problems);
	const { id: applicationId, callId } = standing.application;
	const written = await tx.db
		.insert(reviewRecusal)
		.values({
			id: newId(),
			callId,
			applicationId,
			personId,
			source,
			reason,
			text,
			byPersonId: personOf(actor) ?? null,
			at: tx.clock.edition.now(),
		})
		.onConflictDoNothing()
		.returning({ id: reviewRecusal.id });
	// Whoever must not judge one finalist ranks none: his ballot goes as a whole.
	const finals = standing.stages.flatMap(({ stage }) =>
		'method' in stage && stage.method === 'ballots' ? [stage.id] : [],
	);
	const present = await tx.db
		.select({ id: reviewAssignment.id, application: reviewAssignment.applicationId, person: reviewAssignment.personId })
		.from(reviewAssignment)
		.where(
			and(
				or(
					eq(reviewAssignment.applicationId, applicationId),
					and(eq(reviewAssignment.callId, callId), inArray(reviewAssignment.stageId, finals)),
				),
				eq(reviewAssignment.personId, personId),
				isNull(reviewAssignment.endedAt),
			),
		)
		.for('update');
	await endAssignments(tx, actor, present);
	const [recusal] = written;
	if (!recusal) return;
	await record(tx, actor, {
		action: 'recuse',
		subject: { type: 'application', id: applicationId },
		scope: standing.scope,
		data: { recusal: recusal.id, person: personId, source, reason, assignments: present.length },
	});
	await closeDesk(tx, callId, [{ application: applicationId, person: personId }]);
}
