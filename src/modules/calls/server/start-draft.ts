import { and, eq } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FormEntries } from '../answers.ts';
import { windowState } from '../window.ts';
import { windowColumns } from './load.ts';
import { tokenDigest } from './load-draft.ts';
import { callSubject } from './subject.ts';
import { call, callForm, callWindow, draft } from './tables.ts';

export interface StartedDraft {
	draft: string;
	revision: number;
	answers: Answers;
	/** The secret for the cookie of a visitor; null for a person. The same one is used for all of a visitor's drafts. */
	token: string | null;
}

/**
 * Begins a draft, before or after sign-in and also before the call opens. A visitor's draft belongs to a secret: give the
 * one of his cookie, or get a new one.
 * @throws Refusal `not-found`; `window-closed` once the call takes nothing any more
 */
export async function startDraft(
	ctx: Context,
	actor: Actor,
	input: { call: string; locale: Locale; entries?: FormEntries; token?: string | null | undefined },
): Promise<StartedDraft> {
	const [found] = await ctx.db
		.select({
			callId: call.id,
			editionId: call.editionId,
			organisationId: call.organisationId,
			formVersion: call.formVersion,
			form: callForm.form,
			window: windowColumns,
		})
		.from(call)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(eq(call.id, input.call));
	if (!found) throw notFound();
	demand(ctx, actor, 'application.start', callSubject(found));
	const now = ctx.clock.edition.now();
	if (windowState(found.window, now) === 'closed') {
		const { closesAt, zone } = found.window;
		throw new Refusal('closed', 'window-closed', { params: { closesAt, zone } });
	}
	const personId = personOf(actor) ?? null;
	const token = personId === null ? input.token || newSecret() : null;
	const answers = answersFromForm(found.form, input.entries ?? []);
	const id = newId();
	await ctx.db.insert(draft).values({
		id,
		callId: found.callId,
		formVersion: found.formVersion,
		personId,
		tokenDigest: token === null ? null : tokenDigest(token),
		locale: input.locale,
		answers,
		revision: 1,
		startedAt: now,
		savedAt: now,
	});
	return { draft: id, revision: 1, answers, token };
}
