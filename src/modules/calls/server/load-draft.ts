import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { FileAnswer } from '../answers.ts';
import type { WindowInstants } from '../window.ts';
import { takesApplications, windowState } from '../window.ts';
import { windowColumns } from './load.ts';
import { application, call, callForm, callWindow, draft } from './tables.ts';

/** How a draft is named by whoever writes it: its id, and the secret of a visitor's cookie. */
export interface DraftKey {
	draft: string;
	/** The secret cookie of somebody who has not signed in. */
	token?: string | null | undefined;
}

/** What is stored of a secret cookie. */
export function tokenDigest(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/**
 * A draft with the form that it answers, its window and its files, in one statement; undefined when it is not there
 * (any more). The caller decides what he may do with `demandDraft`.
 */
export async function findDraft(ctx: Context, id: string, options: { lock?: boolean } = {}) {
	const query = ctx.db
		.select({
			id: draft.id,
			callId: draft.callId,
			formVersion: draft.formVersion,
			applicationId: draft.applicationId,
			personId: draft.personId,
			tokenDigest: draft.tokenDigest,
			locale: draft.locale,
			answers: draft.answers,
			revision: draft.revision,
			savedAt: draft.savedAt,
			editionId: call.editionId,
			organisationId: call.organisationId,
			callSlug: call.slug,
			callTitle: call.title,
			numberPrefix: call.numberPrefix,
			form: callForm.form,
			settings: call.settings,
			followsId: draft.followsId,
			lateLinkId: draft.lateLinkId,
			window: windowColumns,
			applicationState: application.state,
			holderId: application.personId,
			/** Who may write it beside the one who holds it. */
			writers: sql<string[]>`(select coalesce(jsonb_agg(am.person_id), '[]') from application_member am
				where (am.draft_id = ${draft.id} or am.application_id = ${draft.applicationId}) and am.may_write and am.ended_at is null)`,
			files: sql<
				FileAnswer[]
			>`(select coalesce(jsonb_agg(jsonb_build_object('file', f.id, 'name', f.name, 'type', f.media_type, 'bytes', f.bytes) || f.measures), '[]')
				from application_file f where f.draft_id = ${draft.id} or f.application_id = ${draft.applicationId})`,
		})
		.from(draft)
		.innerJoin(call, eq(call.id, draft.callId))
		.innerJoin(callForm, and(eq(callForm.callId, draft.callId), eq(callForm.version, draft.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, draft.callId))
		.leftJoin(application, eq(application.id, draft.applicationId))
		.where(eq(draft.id, id));
	const [row] = await (options.lock ? query.for('update', { of: draft }) : query);
	return row;
}

export type LoadedDraft = NonNullable<Awaited<ReturnType<typeof findDraft>>>;

/**
 * Lets pass whoever holds the cookie of an unclaimed draft, the person whose draft it is, and who writes it with him.
 * @throws Refusal `signed-out` for a visitor whatever he asked for, `not-found` for another person
 */
export function demandDraft(ctx: Context, actor: Actor, key: DraftKey, found: LoadedDraft | undefined): LoadedDraft {
	const unclaimed = found !== undefined && found.personId === null;
	if (unclaimed && key.token && found.tokenDigest === tokenDigest(key.token)) return found;
	if (found === undefined || found.personId === null) {
		if (personOf(actor) === undefined) throw new Refusal('signed-out', 'sign-in-first');
		throw notFound('draft-gone');
	}
	demand(ctx, actor, 'application.write', { within: {}, owners: [found.holderId ?? found.personId, ...found.writers] });
	return found;
}

/** Whether a number can be that of a revision as it is stored. */
export function isRevision(revision: number): boolean {
	return Number.isInteger(revision) && Math.abs(revision) < 2 ** 31;
}

/** The files of a draft by their id, as `answersFromForm` wants them. */
export function filesById(files: readonly FileAnswer[]): Map<string, FileAnswer> {
	return new Map(files.map((file) => [file.file, file]));
}

/**
 * Whether applications are taken now (edition time).
 * @throws Refusal `window-not-open`, `window-closed`, with the instant and the zone of the call
 */
export function demandOpen(window: WindowInstants & { zone: string }, now: number): void {
	const state = windowState(window, now);
	if (takesApplications(state)) return;
	const { zone, opensAt, closesAt } = window;
	if (state === 'not-yet-open') throw new Refusal('closed', 'window-not-open', { params: { opensAt, zone } });
	throw new Refusal('closed', 'window-closed', { params: { closesAt, zone } });
}

/**
 * Takes the lock of the change that is being written of an application, if there is one. Whoever locks both takes this
 * one before that of the application, as `submit` must, or two of them would wait for each other.
 * @returns its id
 */
export async function lockChangeOf(ctx: Context, applicationId: string): Promise<string | undefined> {
	const [row] = await ctx.db
		.select({ id: draft.id })
		.from(draft)
		.where(eq(draft.applicationId, applicationId))
		.for('update');
	return row?.id;
}
