import { and, eq } from 'drizzle-orm';
import { type Actor, demand, system } from '#core/access/index.ts';
import { type DueHandler, schedule, unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { infoRequestAfter, infoRequestStateAt } from '../info-request.ts';
import { dueKinds } from './due.ts';
import { stageNoticeJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { dueOf } from './request-info.ts';
import { infoRequest } from './stage-tables.ts';
import { applicationSubject, scopeOf } from './subject.ts';

/** A request with its application, for the desk. @throws Refusal `not-found`, `forbidden` */
async function requestForDesk(tx: Context, actor: Actor, input: { application: string; request: string }) {
	const found = await loadApplication(tx, input.application, { lock: true });
	demand(tx, actor, 'application.request', applicationSubject(found));
	const [request] = await tx.db
		.select()
		.from(infoRequest)
		.where(and(eq(infoRequest.id, input.request), eq(infoRequest.applicationId, found.id)));
	if (!request) throw notFound();
	return { found, request, standing: infoRequestStateAt(request, tx.clock.edition.now()) };
}

/**
 * Moves the date of a request; one that has expired is open again. The applicant is told by mail.
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`bad-due` at `due`); `conflict` (`request-ended`, `request-open`)
 */
export async function extendRequest(
	ctx: Context,
	actor: Actor,
	input: { application: string; request: string; due: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const { found, request, standing } = await requestForDesk(tx, actor, input);
		const state = infoRequestAfter(standing, 'extend');
		if (state === null) throw new Refusal('conflict', 'request-ended');
		const dueAt = dueOf(input.due, found.window.zone, tx.clock.edition.now());
		if (dueAt === undefined) throw invalid([{ path: 'due', code: 'bad-due' }]);
		const [other] = await tx.db
			.select({ id: infoRequest.id })
			.from(infoRequest)
			.where(and(eq(infoRequest.applicationId, found.id), eq(infoRequest.state, 'open')));
		if (other && other.id !== request.id) throw new Refusal('conflict', 'request-open');
		await tx.db.update(infoRequest).set({ state, dueAt, endedAt: null }).where(eq(infoRequest.id, request.id));
		await schedule(tx, {
			at: dueAt,
			kind: dueKinds.requestExpires,
			subject: request.id,
			payload: { scope: scopeOf(found) },
		});
		await record(tx, actor, {
			action: 'extend-request',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { request: request.id, from: request.dueAt, dueAt },
		});
		await tx.jobs.enqueue(tx, stageNoticeJob, { kind: 'request-extended', id: request.id, dueAt });
	});
}

/**
 * Waits for a request no longer.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`request-ended`)
 */
export async function closeRequest(
	ctx: Context,
	actor: Actor,
	input: { application: string; request: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const { found, request, standing } = await requestForDesk(tx, actor, input);
		const state = infoRequestAfter(standing, 'close');
		if (state === null) throw new Refusal('conflict', 'request-ended');
		await tx.db
			.update(infoRequest)
			.set({ state, endedAt: tx.clock.edition.now() })
			.where(eq(infoRequest.id, request.id));
		await unschedule(tx, dueKinds.requestExpires, request.id);
		await record(tx, actor, {
			action: 'close-request',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { request: request.id },
		});
	});
}

/** At its date a request that was not answered expires. */
export const expireRequest: DueHandler = async (ctx, item) => {
	const { scope } = item.payload as { scope: string };
	const [expired] = await ctx.db
		.update(infoRequest)
		.set({ state: 'expired', endedAt: item.at })
		.where(and(eq(infoRequest.id, item.subject), eq(infoRequest.state, 'open'), eq(infoRequest.dueAt, item.at)))
		.returning({ application: infoRequest.applicationId });
	if (!expired) return;
	await record(ctx, system('due-list'), {
		action: 'expire-request',
		subject: { type: 'application', id: expired.application },
		scope,
		data: { request: item.subject },
	});
	await bumpRevision(ctx, scope);
};
