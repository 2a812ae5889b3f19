import { and, eq, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FormEntries } from '../answers.ts';
import { takesApplications, windowState } from '../window.ts';
import { asRemembered } from './as-remembered.ts';
import { carriedAnswers, copyCarriedFiles } from './follows/carried.ts';
import { originOfApplication } from './follows/origin.ts';
import { takesAnybody } from './hand-in.ts';
import { windowColumns } from './load.ts';
import { tokenDigest } from './load-draft.ts';
import { demandPlace } from './per-person.ts';
import { callSubject } from './subject.ts';
import { call, callForm, callWindow, draft } from './tables.ts';
import type { PublicCall } from './visitor-queries.ts';
import { lateWay } from './windows/late-link.ts';

export interface StartedDraft {
	draft: string;
	revision: number;
	answers: Answers;
	/** The earlier application that it is made from. */
	followsId: string | null;
	/** The secret for the cookie of a visitor; null for a person. The same one is used for all of a visitor's drafts. */
	token: string | null;
}

/**
 * Begins a draft, before or after sign-in and also before the call opens. A visitor's draft belongs to a secret: give the
 * one of his cookie, or get a new one.
 * In a call that follows another it begins with what comes along from the earlier application.
 * @param input.follows the earlier application, where a person has several
 * @throws Refusal `not-found`; `window-closed` once the call takes nothing any more; `conflict` (`per-person`, and what
 *   `originOfApplication` throws) for a person who can't apply; a visitor is told when he hands it in
 */
export async function startDraft(
	ctx: Context,
	actor: Actor,
	input: {
		call: string;
		locale: Locale;
		entries?: FormEntries;
		token?: string | null | undefined;
		follows?: string | null | undefined;
		/** The secret of a personal link, by which it may be begun after the close. */
		late?: string | null | undefined;
		/** The call as `callForVisitor` reads it, where it is at hand: most drafts are begun by one statement then. */
		known?: PublicCall | undefined;
	},
): Promise<StartedDraft> {
	const begun = input.known && (await startTyped(ctx, actor, { ...input, known: input.known }));
	if (begun) return begun;
	const [found] = await ctx.db
		.select({
			callId: call.id,
			editionId: call.editionId,
			organisationId: call.organisationId,
			formVersion: call.formVersion,
			form: callForm.form,
			settings: call.settings,
			window: windowColumns,
		})
		.from(call)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(eq(call.id, input.call));
	if (!found) throw notFound();
	demand(ctx, actor, 'application.start', callSubject(found));
	const now = ctx.clock.edition.now();
	const way = await lateWay(ctx, found.callId, input.late);
	if (windowState(found.window, now) === 'closed' && !way) {
		const { closesAt, zone } = found.window;
		throw new Refusal('closed', 'window-closed', { params: { closesAt, zone } });
	}
	const personId = personOf(actor) ?? null;
	const token = personId === null ? input.token || newSecret() : null;
	const id = newId();
	const { perPerson, follows } = found.settings;
	if (personId !== null && perPerson !== undefined) await demandPlace(ctx, personId, found.callId, perPerson);
	const origin = personId === null ? null : await originOfApplication(ctx, personId, found, input.follows);
	const followsId = origin?.id ?? null;
	if (followsId !== null && personId !== null && !input.entries) {
		const begun = await draftFrom(ctx, personId, found.callId, followsId);
		if (begun) return begun;
	}
	const answers =
		origin && !input.entries
			? await copyCarriedFiles(ctx, found.form, carriedAnswers(follows, origin, found.form), {
					draftId: id,
					applicationId: null,
				})
			: answersFromForm(found.form, input.entries ?? []);
	await ctx.db.insert(draft).values({
		id,
		callId: found.callId,
		formVersion: found.formVersion,
		personId,
		followsId,
		lateLinkId: way?.id ?? null,
		tokenDigest: token === null ? null : tokenDigest(token),
		locale: input.locale,
		answers,
		revision: 1,
		startedAt: now,
		savedAt: now,
	});
	return { draft: id, revision: 1, answers, followsId, token };
}

/**
 * Begins with what was posted by one statement, in time, in a call that anybody may apply to.
 * @returns undefined where it is not so, or the call has become another one: nothing was begun
 */
async function startTyped(
	ctx: Context,
	actor: Actor,
	{
		known: of,
		locale,
		entries,
		...input
	}: {
		known: PublicCall;
		locale: Locale;
		entries?: FormEntries;
		token?: string | null | undefined;
		late?: string | null | undefined;
	},
): Promise<StartedDraft | undefined> {
	const now = ctx.clock.edition.now();
	if (!entries || input.late || !takesAnybody(of) || !takesApplications(windowState(of.window, now))) return undefined;
	demand(ctx, actor, 'application.start', callSubject({ ...of, callId: of.id }));
	const personId = personOf(actor) ?? null;
	const token = personId === null ? input.token || newSecret() : null;
	const answers = answersFromForm(of.form, entries);
	const time = sql`${new Date(now).toISOString()}::timestamptz`;
	const [row] = await many<{ id: string }>(
		ctx.db,
		sql`insert into draft (id, call_id, form_version, person_id, token_digest, locale, answers, revision, started_at, saved_at)
			select ${newId()}::text, c.id, c.form_version, ${personId}::text, ${token === null ? null : tokenDigest(token)}::char(64),
				${locale}::text, ${JSON.stringify(answers)}::jsonb, 1, ${time}, ${time}
			from call c join call_window w on w.call_id = c.id where ${asRemembered(of, now)}
			returning id`,
	);
	return row && { draft: row.id, revision: 1, answers, followsId: null, token };
}

/** What this person has begun already with an earlier application. */
async function draftFrom(
	ctx: Context,
	personId: string,
	callId: string,
	followsId: string,
): Promise<StartedDraft | undefined> {
	const [row] = await ctx.db
		.select({ draft: draft.id, revision: draft.revision, answers: draft.answers })
		.from(draft)
		.where(and(eq(draft.personId, personId), eq(draft.callId, callId), eq(draft.followsId, followsId)));
	return row && { ...row, followsId, token: null };
}
