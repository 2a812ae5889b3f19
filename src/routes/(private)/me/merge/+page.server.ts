import { redirect } from '@sveltejs/kit';
import { personData } from '#app/person-data.ts';
import type { Context } from '#core/context/index.ts';
import { addressesOf, isFresh } from '#core/identity/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { Refusal, notFound } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { mergePeople, provedOther, readPerson } from '#modules/people/server/index.ts';
import { cookieOf, dropCookie, refused, signedInPerson } from '../../sign-in/browser.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, locale, sessionId } = event.locals;
	const personId = signedInPerson(event);
	const other = await provedOther(ctx, personId, cookieOf(event, 'window'));
	return {
		fresh: await isFresh(ctx, personId, sessionId),
		mine: await summary(ctx, personId, locale),
		other: other ? await summary(ctx, other.personId, locale) : null,
		done: event.url.searchParams.has('done'),
	};
};

async function summary(ctx: Context, personId: string, locale: Locale) {
	const [person, addresses] = await Promise.all([readPerson(ctx, personId), addressesOf(ctx, personId)]);
	return { name: displayName(person.names, locale), addresses: addresses.map((row) => row.address) };
}

export const actions: Actions = {
	default: async (event) => {
		const { ctx, actor, locale, sessionId } = event.locals;
		const into = signedInPerson(event);
		const window = cookieOf(event, 'window');
		try {
			if (!(await isFresh(ctx, into, sessionId))) throw new Refusal('forbidden', 'sign-in-again');
			const other = await provedOther(ctx, into, window);
			if (!other) throw notFound();
			await mergePeople(ctx, actor, personData, { from: other.personId, into, window });
		} catch (thrown) {
			return refused(event, thrown, {});
		}
		dropCookie(event, 'window');
		redirect(303, localePath(locale, '/me/merge?done'));
	},
};
