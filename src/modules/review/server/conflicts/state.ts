import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { type CallForReview, demandOwn, type StandingApplication } from '#modules/calls/server/index.ts';
import { callForReview, standingApplications } from '#modules/calls/server/index.ts';
import { isStatedKind, type StatedKind } from '../../conflict.ts';
import { endAssignments } from '../assign.ts';
import { reviewConflictStatement } from '../conflict-tables.ts';
import { reviewAssignment } from '../tables.ts';
import { closeDesk } from './close-desk.ts';
import { committeeOf, mayStateAgainst } from './committee.ts';
import { judgesOf } from './judges.ts';
import { applicationByNumber } from './by-number.ts';

const longest = 1000;

interface Statement {
	kind: string;
	text: string;
}

/**
 * Somebody who may judge in a call says that he has a conflict with one of its applications, by its number: he is not
 * asked to judge it, and if he was, he is no more and what he scored counts no more. It counts at once.
 * @throws Refusal `signed-out`, `not-found`; `invalid` (`choose-kind`, `no-such-number` at `number`, `say-why` at `text`)
 */
export async function stateOwnConflict(
	ctx: Context,
	actor: Actor,
	input: Statement & { call: string; number: string },
): Promise<void> {
	const call = await callForReview(ctx, input.call);
	const personId = await demandJudge(ctx, actor, call);
	return transaction(ctx, async (tx) => {
		const problems = problemsOf(input);
		const id = await applicationByNumber(tx, call.callId, input.number);
		const [standing] = id === undefined ? [] : await standingApplications(tx, [id], { lock: true });
		if (!standing) problems.unshift({ path: 'number', code: 'no-such-number' });
		if (problems.length > 0 || !standing) throw invalid(problems);
		await write(tx, actor, standing, { person: personId, source: 'reviewer', by: personId, ...input });
		await endAll(tx, actor, [{ application: standing.application.id, person: personId }]);
		await closeDesk(tx, call.callId, [{ application: standing.application.id, person: personId }]);
	});
}

/**
 * An applicant says that somebody of the committee has a conflict with his application, as long as the call takes
 * applications: that one is not asked to judge it. Only a chair's word ends what was assigned or shuts a desk.
 * @throws Refusal `signed-out`, `not-found`, `forbidden`; `closed` (`too-late`); `invalid` (`choose-person`, `choose-kind`, `say-why`)
 */
export async function stateAgainst(
	ctx: Context,
	actor: Actor,
	input: Statement & { application: string; person: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const { standing, call } = await ownApplication(tx, actor, input.application);
		const problems = problemsOf(input);
		const committee = await committeeOf(tx, call, 'en');
		if (!committee.some(({ person }) => person === input.person)) {
			problems.unshift({ path: 'person', code: 'choose-person' });
		}
		if (problems.length > 0) throw invalid(problems);
		const by = actor.kind === 'person' ? actor.personId : null;
		await write(tx, actor, standing, { ...input, source: 'author', by });
	});
}

/**
 * Takes a statement back: whoever may judge his own, an applicant one of his application as long as the call takes
 * applications. What it has ended stays ended.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `closed` (`too-late`)
 */
export async function takeBackStatement(ctx: Context, actor: Actor, input: { statement: string }): Promise<void> {
	return transaction(ctx, async (tx) => {
		const [found] = await tx.db
			.select()
			.from(reviewConflictStatement)
			.where(and(eq(reviewConflictStatement.id, input.statement), isNull(reviewConflictStatement.endedAt)))
			.for('update');
		if (!found) throw notFound();
		if (found.source === 'author') await ownApplication(tx, actor, found.applicationId);
		else demand(tx, actor, 'conflict.declare', { within: {}, owners: [found.personId] });
		await tx.db
			.update(reviewConflictStatement)
			.set({ endedAt: tx.clock.edition.now() })
			.where(eq(reviewConflictStatement.id, found.id));
		const call = await callForReview(tx, found.callId);
		await record(tx, actor, {
			action: 'take-back-conflict',
			subject: { type: 'application', id: found.applicationId },
			scope: call.scope,
			data: { statement: found.id, person: found.personId, kind: found.kind, source: found.source },
		});
		await closeDesk(tx, found.callId, [{ application: found.applicationId, person: found.personId }]);
	});
}

/** Ends what these people were asked to score. Part of the caller's transaction. */
export async function endAll(
	tx: Context,
	actor: Actor,
	pairs: readonly { application: string; person: string }[],
): Promise<void> {
	for (const { application, person } of pairs) {
		const present = await tx.db
			.select({
				id: reviewAssignment.id,
				application: reviewAssignment.applicationId,
				person: reviewAssignment.personId,
			})
			.from(reviewAssignment)
			.where(
				and(
					eq(reviewAssignment.applicationId, application),
					eq(reviewAssignment.personId, person),
					isNull(reviewAssignment.endedAt),
				),
			)
			.for('update');
		await endAssignments(tx, actor, present);
	}
}

/** Only who may judge in the call has anything to say here; to others it is not there. */
export async function demandJudge(ctx: Context, actor: Actor, call: CallForReview): Promise<string> {
	const personId = actor.kind === 'person' ? actor.personId : '';
	demand(ctx, actor, 'conflict.declare', { within: {}, owners: [personId] });
	if (!(await judgesOf(ctx, call)).includes(personId)) throw notFound();
	return personId;
}

async function ownApplication(ctx: Context, actor: Actor, id: string) {
	const [standing] = await standingApplications(ctx, [id]);
	if (!standing) throw notFound();
	demandOwn(ctx, actor, 'application.write', standing.application);
	const call = await callForReview(ctx, standing.application.callId);
	if (!mayStateAgainst(call, standing, ctx.clock.edition.now())) throw new Refusal('closed', 'too-late');
	return { standing, call };
}

function problemsOf({ kind, text }: Statement): Problem[] {
	const problems: Problem[] = [];
	const said = cleanText(text, { lines: true });
	if (!isStatedKind(kind)) problems.push({ path: 'kind', code: 'choose-kind' });
	else if (kind === 'other' && said === '') problems.push({ path: 'text', code: 'say-why' });
	if (said.length > longest) {
		problems.push({ path: 'text', code: 'too-many-characters', params: { characters: said.length, max: longest } });
	}
	return problems;
}

async function write(
	tx: Context,
	actor: Actor,
	standing: StandingApplication,
	of: Statement & { person: string; source: 'reviewer' | 'author'; by: string | null },
): Promise<void> {
	const { id: applicationId, callId } = standing.application;
	const kind = of.kind as StatedKind;
	const [written] = await tx.db
		.insert(reviewConflictStatement)
		.values({
			id: newId(),
			callId,
			applicationId,
			personId: of.person,
			source: of.source,
			kind,
			text: cleanText(of.text, { lines: true }),
			byPersonId: of.by,
			at: tx.clock.edition.now(),
		})
		.onConflictDoNothing()
		.returning({ id: reviewConflictStatement.id });
	if (!written) return;
	await record(tx, actor, {
		action: 'state-conflict',
		subject: { type: 'application', id: applicationId },
		scope: standing.scope,
		data: { statement: written.id, person: of.person, kind, source: of.source },
	});
}
