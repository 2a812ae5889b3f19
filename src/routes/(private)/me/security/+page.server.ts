import { redirect } from '@sveltejs/kit';
import { demand } from '#core/access/index.ts';
import {
	configuredProviders,
	createToken,
	endOtherSessions,
	endSession,
	identitiesOf,
	passkeysOf,
	removePasskey,
	revokeToken,
	singleScopes,
	sessionsOf,
	tokenDays,
	tokenScopeNames,
	tokensOf,
	unlinkIdentity,
} from '#core/identity/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { meMessages } from '#modules/people/ui/me-messages.ts';
import { refused, signedInPerson, textOf } from '../../sign-in/browser.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, sessionId, locale } = event.locals;
	const personId = signedInPerson(event);
	const [person, sessions, passkeys, identities, tokens] = await Promise.all([
		readPerson(ctx, personId),
		sessionsOf(ctx, personId),
		passkeysOf(ctx, personId),
		identitiesOf(ctx, personId),
		tokensOf(ctx, personId),
	]);
	const now = ctx.clock.process.now();
	const providers = configuredProviders(ctx.config);
	return {
		zone: person.zone ?? 'UTC',
		sessions: sessions.map((one) => ({ ...one, current: one.id === sessionId })),
		passkeys,
		identities: identities.map((one) => ({
			...one,
			name: providers.find((known) => known.provider === one.provider)?.name ?? one.provider,
		})),
		providers: providers.filter((one) => !identities.some((own) => own.provider === one.provider)),
		tokens: tokens.map((one) => ({ ...one, expired: one.expiresAt <= now })),
		scopes: tokenScopeNames,
		single: singleScopes,
		days: tokenDays,
		done: sayDone(event.url.searchParams, meMessages[locale].security),
	};
};

/** What the form before did, from the address of this page. */
function sayDone(search: URLSearchParams, t: (typeof meMessages)['en']['security']): string | null {
	const others = search.get('others');
	if (others !== null) return t.endedOthers(Number(others) || 0);
	if (search.has('passkey')) return t.passkeyAdded;
	const verbs = { ended: t.ended, unlinked: t.unlinked, linked: t.linked, revoked: t.revoked, gone: t.passkeyRemoved };
	for (const [verb, sentence] of Object.entries(verbs)) if (search.has(verb)) return sentence;
	return null;
}

/** The person, who may change how he signs in: by his session, never by a token. */
function securing(event: RequestEvent): string {
	const personId = signedInPerson(event);
	demand(event.locals.ctx, event.locals.actor, 'person.secure-own', { within: {}, owners: [personId] });
	return personId;
}

const back = (event: RequestEvent, search: string) =>
	redirect(303, localePath(event.locals.locale, `/me/security?${search}`));

/** An action that takes one thing away by its id. */
function removing(take: (event: RequestEvent, personId: string, id: string) => Promise<boolean>, search: string) {
	return async (event: RequestEvent) => {
		const personId = securing(event);
		const id = textOf(await event.request.formData(), 'id');
		if (!(await take(event, personId, id))) return refused(event, notFound(), {});
		back(event, search);
	};
}

export const actions: Actions = {
	end: removing((event, personId, id) => endSession(event.locals.ctx, personId, id), 'ended'),
	passkey: removing((event, personId, id) => removePasskey(event.locals.ctx, personId, id), 'gone'),
	unlink: removing((event, personId, id) => unlinkIdentity(event.locals.ctx, personId, id), 'unlinked'),
	revoke: removing((event, personId, id) => revokeToken(event.locals.ctx, personId, id), 'revoked'),

	others: async (event) => {
		const count = await endOtherSessions(event.locals.ctx, securing(event), event.locals.sessionId);
		back(event, `others=${count}`);
	},

	token: async (event) => {
		const personId = securing(event);
		const form = await event.request.formData();
		const values = {
			name: textOf(form, 'name'),
			scopes: form.getAll('scopes').map(String),
			days: textOf(form, 'days'),
		};
		try {
			const { token } = await createToken(event.locals.ctx, personId, { ...values, days: Number(values.days) });
			// Shown in this answer alone.
			return { token, values: { name: '', scopes: [] as string[], days: '' }, errors: [] };
		} catch (thrown) {
			return refused(event, thrown, values);
		}
	},
};
