import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { confirmSignature, signAgain, signatureByLink, withdrawSignature } from '#modules/statements/server/index.ts';
import { saySignRefusal } from '#modules/statements/ui/say.ts';
import { textView } from '../../../../(public)/statements/views.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const outcomes = ['signed', 'known', 'again'] as const;

/** Only looks: programs that check mail open links before people do. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	// The address is a secret: it must not travel to another site, nor into an index.
	event.setHeaders({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' });
	try {
		const found = await signatureByLink(ctx, actor, event.params.secret);
		const { texts, statement, ...own } = found;
		const titles = Object.fromEntries(texts.map(({ locale: language, title }) => [language, title]));
		const present = texts.find((text) => text.locale === locale) ?? texts[0];
		return {
			own: {
				...own,
				statement,
				title: inLocale(titles, locale).text,
				changed: own.version !== statement.version,
				text: present ? textView(statement.slug, present) : null,
				done: outcomes.find((one) => event.url.searchParams.get('done') === one) ?? null,
			},
		};
	} catch (thrown) {
		if (thrown instanceof Refusal && thrown.kind === 'not-found') return { own: null };
		throw thrown;
	}
};

/** Does it; what is refused is said above the page as it is then. */
async function act<T>(event: RequestEvent, work: () => Promise<T>) {
	try {
		return { value: await work() };
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.kind === 'forbidden') throw thrown;
		// What is not there any more says so by itself.
		if (thrown.kind === 'not-found') return { refused: fail(404, { message: '' }) };
		return { refused: fail(thrown.status, { message: saySignRefusal(thrown, event.locals.locale).message }) };
	}
}

const back = (event: RequestEvent, done: (typeof outcomes)[number]) =>
	redirect(303, localePath(event.locals.locale, `/statements/signatures/${event.params.secret}?done=${done}`));

export const actions: Actions = {
	confirm: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { value, refused } = await act(event, () =>
			confirmSignature(ctx, actor, { secret: event.params.secret, locale }),
		);
		return refused ?? back(event, value ?? 'known');
	},
	again: async (event) => {
		const { ctx, actor } = event.locals;
		const digest = String((await event.request.formData()).get('digest') ?? '');
		const { refused } = await act(event, () => signAgain(ctx, actor, { secret: event.params.secret }, { digest }));
		return refused ?? back(event, 'again');
	},
	withdraw: async (event) => {
		const { ctx, actor } = event.locals;
		const { refused } = await act(event, () => withdrawSignature(ctx, actor, { secret: event.params.secret }));
		return refused ?? { withdrawn: true };
	},
};
