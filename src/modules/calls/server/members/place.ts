import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { numberLabel, project } from '../../projection.ts';
import { findDraft } from '../load-draft.ts';
import { loadApplication } from '../load.ts';
import { type CallPlace, demandOwn } from '../subject.ts';
import { call } from '../tables.ts';

/** A draft or an application, as its people are spoken of. */
export type Shared = { application: string; draft?: undefined } | { draft: string; application?: undefined };

/** What somebody holds, with what a mail about it says. */
export interface Held extends CallPlace {
	applicationId: string | null;
	draftId: string | null;
	personId: string;
	title: string;
	number: string;
	state: string;
	callTitle: Partial<Bilingual>;
	callSlug: string;
	contact: string | null;
}

/**
 * An application or a draft of whoever holds it, under a lock.
 * @throws Refusal `not-found`, `forbidden` for a member who only works on it, `signed-out`
 */
export async function demandHeld(ctx: Context, actor: Actor, of: Shared): Promise<Held> {
	if (of.application !== undefined) {
		const found = await loadApplication(ctx, of.application, { lock: true });
		demandOwn(ctx, actor, 'application.hold', found);
		const { callId, editionId, organisationId, personId, title, state, callTitle, callSlug, contact } = found;
		const number = numberLabel(found.numberPrefix, found.number);
		const place = { callId, editionId, organisationId, callTitle, callSlug, contact };
		return { ...place, applicationId: found.id, draftId: null, personId, title, number, state };
	}
	const found = await findDraft(ctx, of.draft, { lock: true });
	// A visitor's draft has nobody yet; the change of an application has the people of that.
	if (!found || found.personId === null) throw notFound('draft-gone');
	if (found.applicationId !== null) return demandHeld(ctx, actor, { application: found.applicationId });
	demand(ctx, actor, 'application.hold', { within: {}, owners: [found.personId] });
	const { callId, editionId, organisationId, personId, callTitle, callSlug } = found;
	const [row] = await ctx.db
		.select({ contact: call.contact })
		.from(call)
		.where(and(eq(call.id, callId)));
	return {
		callId,
		editionId,
		organisationId,
		callTitle,
		callSlug,
		contact: row?.contact ?? null,
		applicationId: null,
		draftId: found.id,
		personId,
		title: project(found.form, found.answers).title,
		number: '',
		state: 'draft',
	};
}
