import { redirect } from '@sveltejs/kit';
import { addressesOf, waitingCode } from '#core/identity/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { addAddress, confirmAddress, preferAddress, provedOther, removeAddress } from '#modules/people/server/index.ts';
import { meMessages } from '#modules/people/ui/me-messages.ts';
import {
	clientOf,
	cookieOf,
	dropCookie,
	publicOrigin,
	refused,
	setCookie,
	signedInPerson,
	textOf,
} from '../../sign-in/browser.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, locale } = event.locals;
	const personId = signedInPerson(event);
	const window = cookieOf(event, 'window');
	const [addresses, waiting, other] = await Promise.all([
		addressesOf(ctx, personId),
		waitingCode(ctx, window),
		provedOther(ctx, personId, window),
	]);
	const good = waiting?.purpose === 'add-address' && waiting.personId === personId && waiting.triesLeft > 0;
	return {
		addresses: addresses.map((row) => ({ ...row, proved: row.verifiedAt !== null })),
		waiting: good && waiting.expiresAt > ctx.clock.process.now() ? { address: waiting.address } : null,
		other: other ? { address: other.address } : null,
		done: sayDone(event.url.searchParams, meMessages[locale].addresses),
	};
};

/** What the form before said, from the address of this page. */
function sayDone(search: URLSearchParams, t: (typeof meMessages)['en']['addresses']): string | null {
	for (const verb of ['added', 'removed', 'preferred'] as const) {
		const address = search.get(verb);
		if (address) return t[verb](address.slice(0, 254));
	}
	return null;
}

const back = (event: RequestEvent, search = '') =>
	redirect(303, localePath(event.locals.locale, `/me/addresses${search}`));

export const actions: Actions = {
	add: async (event) => {
		const { ctx, actor, locale, client } = event.locals;
		const personId = signedInPerson(event);
		const address = textOf(await event.request.formData(), 'address');
		try {
			const oldWindow = cookieOf(event, 'window');
			const asked = { address, locale, ip: client, origin: publicOrigin(), oldWindow };
			const { window } = await addAddress(ctx, actor, personId, asked);
			setCookie(event, 'window', window);
		} catch (thrown) {
			return refused(event, thrown, { address });
		}
		back(event);
	},

	confirm: async (event) => {
		const { ctx, actor } = event.locals;
		const personId = signedInPerson(event);
		const code = textOf(await event.request.formData(), 'code');
		let confirmed: Awaited<ReturnType<typeof confirmAddress>>;
		try {
			const input = { window: cookieOf(event, 'window'), code, ip: clientOf(event).ip };
			confirmed = await confirmAddress(ctx, actor, personId, input);
		} catch (thrown) {
			return refused(event, thrown, { code });
		}
		// The window's secret is kept: it proves the other account when the two are merged.
		back(event, confirmed.outcome === 'added' ? `?added=${encodeURIComponent(confirmed.address)}` : '');
	},

	cancel: async (event) => {
		signedInPerson(event);
		dropCookie(event, 'window');
		back(event);
	},

	remove: async (event) => {
		const { ctx, actor } = event.locals;
		const personId = signedInPerson(event);
		const address = textOf(await event.request.formData(), 'address');
		try {
			await removeAddress(ctx, actor, personId, address);
		} catch (thrown) {
			return refused(event, thrown, {});
		}
		back(event, `?removed=${encodeURIComponent(address)}`);
	},

	prefer: async (event) => {
		const { ctx, actor } = event.locals;
		const personId = signedInPerson(event);
		const address = textOf(await event.request.formData(), 'address');
		try {
			await preferAddress(ctx, actor, personId, address);
		} catch (thrown) {
			return refused(event, thrown, {});
		}
		back(event, `?preferred=${encodeURIComponent(address)}`);
	},
};
