import { redirect } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { configuredProviders, localNext, mailSignInCode, waitingCode, waitingWord } from '#core/identity/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { signInWithCode } from '#modules/people/server/index.ts';
import { problemMessages, sayProblem } from '#modules/people/ui/problem-messages.ts';
import type { Actions, PageServerLoad } from './$types';
import { clientOf, cookieOf, dropCookie, enter, publicOrigin, refused, setCookie, textOf } from './browser.ts';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const window = cookieOf(event, 'window');
	const [waiting, word] = await Promise.all([waitingCode(ctx, window), waitingWord(ctx, window)]);
	const mine = waiting?.purpose === 'sign-in' ? waiting : undefined;
	const next = localNext(event.url.searchParams.get('next')) ?? mine?.next ?? word?.next ?? '';
	const failed = event.url.searchParams.get('failed');
	const providers = configuredProviders(ctx.config);
	const expired = mine !== undefined && mine.expiresAt <= ctx.clock.process.now();
	return {
		next,
		signedIn: personOf(actor) !== undefined,
		waiting: mine && mine.triesLeft > 0 && !expired ? { address: mine.address } : null,
		address: mine?.address ?? '',
		expired: expired ? sayProblem(problemMessages[locale], 'code-expired') : null,
		providers,
		word: word
			? { provider: providers.find((one) => one.provider === word.provider)?.name ?? '', name: word.name ?? '' }
			: null,
		failed: failed ? sayProblem(problemMessages[locale], failed) : null,
		signedOut: event.url.searchParams.has('out'),
		erased: event.url.searchParams.has('erased'),
	};
};

export const actions: Actions = {
	/** Mails a code. Then the page is asked for anew, so that reloading it sends no second mail. */
	send: async (event) => {
		const { ctx, locale, client } = event.locals;
		const form = await event.request.formData();
		const address = textOf(form, 'address');
		const next = localNext(event.url.searchParams.get('next'));
		try {
			const oldWindow = cookieOf(event, 'window');
			const { window } = await mailSignInCode(ctx, {
				address,
				locale,
				ip: client,
				origin: publicOrigin(),
				next,
				oldWindow,
			});
			setCookie(event, 'window', window);
		} catch (thrown) {
			return refused(event, thrown, { address });
		}
		redirect(303, localePath(locale, `/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`));
	},

	code: async (event) => {
		const form = await event.request.formData();
		const code = textOf(form, 'code');
		let signedIn: Awaited<ReturnType<typeof signInWithCode>>;
		try {
			signedIn = await signInWithCode(event.locals.ctx, { window: cookieOf(event, 'window'), code }, clientOf(event));
		} catch (thrown) {
			return refused(event, thrown, { code });
		}
		enter(event, signedIn);
	},

	restart: async (event) => {
		const next = localNext(event.url.searchParams.get('next'));
		dropCookie(event, 'window');
		redirect(303, localePath(event.locals.locale, `/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`));
	},
};
