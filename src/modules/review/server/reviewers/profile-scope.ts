import { type Actor, demand, personOf, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { fieldByRole, optionsOf } from '#modules/calls/form.ts';
import { type CallForReview, callsIn, type StoredCall } from '#modules/calls/server/index.ts';

/** What a profile of an edition or a standing call can say: from the forms of the calls that somebody scores there. */
export interface ProfileScope {
	/** Id of the edition, or of the standing call. */
	scope: string;
	person: string;
	calls: { slug: string; title: Bilingual; zone: string }[];
	tracks: { code: string; label: Bilingual }[];
	/** BCP 47 tags in which submissions are taken. */
	languages: string[];
}

/**
 * The place of a profile, for whoever reviews there. Two queries.
 * @throws Refusal `signed-out`; `not-found` also for whoever reviews nothing there; `forbidden`
 */
export async function profileScope(ctx: Context, actor: Actor, scope: string): Promise<ProfileScope> {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const all = await callsIn(ctx, scope);
	const calls = all.filter(({ call }) => call.stages.some((stage) => 'criteria' in stage));
	if (calls.length === 0) throw notFound();
	demand(ctx, actor, 'review.profile', subjectOf(actor, scope, calls));
	const fields = calls.map(({ call }) => call.form);
	const tracks = new Map<string, Bilingual>();
	const languages = new Set<string>();
	for (const form of fields) {
		const track = fieldByRole(form, 'track');
		if (track?.kind === 'track') for (const { id, label } of optionsOf(track)) tracks.set(id, label);
		const language = fieldByRole(form, 'language');
		if (language?.kind === 'language') for (const tag of language.languages) languages.add(tag);
	}
	return {
		scope,
		person,
		calls: calls.map(({ call }) => ({ slug: call.slug, title: call.title, zone: call.window.zone })),
		tracks: [...tracks].map(([code, label]) => ({ code, label })),
		// Where no call asks for a language, the two of the house.
		languages: languages.size > 0 ? [...languages] : ['en', 'zh'],
	};
}

/** The tracks that a call asks for, as its present form names them. One query, or two. */
export async function tracksOfCall(
	ctx: Context,
	call: Pick<CallForReview, 'callId' | 'scope'>,
): Promise<{ code: string; label: Bilingual }[]> {
	const stored = (await callsIn(ctx, call.scope)).find(({ callId }) => callId === call.callId);
	const field = stored && fieldByRole(stored.call.form, 'track');
	return field?.kind === 'track' ? optionsOf(field).map(({ id, label }) => ({ code: id, label })) : [];
}

/** An edition or standing call as far as somebody reviews in it. Pure. */
function subjectOf(actor: Actor, scope: string, calls: readonly StoredCall[]): Subject {
	const held = actor.kind === 'person' ? actor.relations : [];
	const own = (on: 'stage' | 'track', begins: readonly string[]) =>
		held.filter((one) => one.on === on && begins.some((id) => one.id.startsWith(`${id}:`))).map(({ id }) => id);
	const ids = calls.map(({ callId }) => callId);
	return {
		within: { edition: scope, call: ids, stage: own('stage', ids), track: own('track', [scope]) },
	};
}
