import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers, FileAnswer } from '../answers.ts';
import type { Form } from '../form.ts';
import { project } from '../projection.ts';
import { withoutViewers } from '../visibility.ts';
import { type WindowInstants, type WindowState, windowState } from '../window.ts';
import { type DraftKey, demandDraft, findDraft, tokenDigest } from './load-draft.ts';
import { windowColumns } from './load.ts';
import { call, callForm, callWindow, draft } from './tables.ts';

/** A draft in a list. */
export interface DraftRow {
	id: string;
	callId: string;
	callSlug: string;
	callTitle: Partial<Bilingual>;
	editionId: string | null;
	/** Set when it is a change of something submitted. */
	applicationId: string | null;
	/** Empty while there is none. */
	title: string;
	savedAt: number;
	window: WindowInstants & { zone: string };
	state: WindowState;
	/** The reader began it; he writes others with those who did. */
	own: boolean;
}

/** The drafts of a person, or of a visitor's cookie; the one saved last comes first. One query. */
export async function draftsOf(
	ctx: Context,
	actor: Actor,
	input: { call?: string; token?: string | null | undefined } = {},
): Promise<DraftRow[]> {
	const personId = personOf(actor);
	if (personId === undefined && !input.token) return [];
	const owner =
		personId !== undefined
			? or(
					eq(draft.personId, personId),
					sql`exists (select 1 from application_member am where am.draft_id = ${draft.id}
						and am.person_id = ${personId} and am.may_write and am.ended_at is null)`,
				)
			: and(isNull(draft.personId), eq(draft.tokenDigest, tokenDigest(input.token as string)));
	const rows = await ctx.db
		.select({
			id: draft.id,
			callId: draft.callId,
			callSlug: call.slug,
			callTitle: call.title,
			editionId: call.editionId,
			applicationId: draft.applicationId,
			answers: draft.answers,
			form: callForm.form,
			savedAt: draft.savedAt,
			personId: draft.personId,
			window: windowColumns,
		})
		.from(draft)
		.innerJoin(call, eq(call.id, draft.callId))
		.innerJoin(callForm, and(eq(callForm.callId, draft.callId), eq(callForm.version, draft.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, draft.callId))
		.where(and(owner, input.call === undefined ? undefined : eq(draft.callId, input.call)))
		.orderBy(desc(draft.savedAt), desc(draft.id));
	const now = ctx.clock.edition.now();
	return rows.map(({ answers, form, personId: holder, ...row }) => ({
		...row,
		own: holder === null || holder === personId,
		title: project(form, answers).title,
		state: windowState(row.window, now),
	}));
}

/** A draft as the page of its form shows it. */
export interface OpenDraft {
	id: string;
	callId: string;
	callSlug: string;
	editionId: string | null;
	applicationId: string | null;
	/** The personal link by which it may be handed in after the close. */
	lateLinkId: string | null;
	form: Form;
	answers: Answers;
	files: FileAnswer[];
	revision: number;
	savedAt: number;
	locale: Locale;
	window: WindowInstants & { zone: string };
	state: WindowState;
}

/** One draft of whoever may write it. One query. @throws Refusal `not-found`, `signed-out` */
export async function draftForWriter(ctx: Context, actor: Actor, key: DraftKey): Promise<OpenDraft> {
	const found = demandDraft(ctx, actor, key, await findDraft(ctx, key.draft));
	const { id, callId, callSlug, editionId, applicationId, lateLinkId, form, answers, files, revision, savedAt } = found;
	const { locale, window } = found;
	const shown = withoutViewers(form);
	const state = windowState(window, ctx.clock.edition.now());
	return {
		...{ id, callId, callSlug, editionId, applicationId, lateLinkId, answers, files, revision, savedAt },
		form: shown,
		locale,
		window,
		state,
	};
}
