import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { answerEnquiry, handOver, readEnquiry, settleEnquiry } from '#modules/enquiries/server/index.ts';
import { sayRefusal } from '#modules/enquiries/ui/say.ts';
import { displayName } from '#modules/people/name.ts';
import { openEditionDesk } from '../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const done = ['answered', 'closed', 'reopened', 'handed'] as const;

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition } = await openEditionDesk(event, 'enquiry.answer');
	const found = await readEnquiry(ctx, actor, { edition: edition.id, enquiry: event.params.enquiry });
	return {
		slug: edition.slug,
		short: edition.short,
		zone: edition.zone,
		enquiry: {
			...found,
			answers: found.answers.map(({ by, ...answer }) => ({ ...answer, by: by ? displayName(by, locale) : null })),
		},
		roles: edition.contacts.map((one) => ({ value: one.role, label: inLocale(one.name, locale).text })),
		done: done.find((one) => one === event.url.searchParams.get('done')) ?? null,
	};
};

/** Does it and shows the enquiry as it is then; what is refused is said beside the form. */
async function act(event: RequestEvent, text: string, what: (typeof done)[number], work: () => Promise<void>) {
	const { locale } = event.locals;
	const { edition } = await openEditionDesk(event, 'enquiry.answer');
	try {
		await work();
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || !['invalid', 'conflict'].includes(thrown.kind)) throw thrown;
		return fail(thrown.status, { text, ...sayRefusal(thrown, locale) });
	}
	redirect(303, localePath(locale, `/desk/${edition.slug}/enquiries/${event.params.enquiry}?done=${what}`));
}

export const actions: Actions = {
	answer: async (event) => {
		const form = await event.request.formData();
		const text = String(form.get('text') ?? '');
		const input = { enquiry: event.params.enquiry, text, seen: Number(form.get('seen')) };
		return act(event, text, 'answered', () => answerEnquiry(event.locals.ctx, event.locals.actor, input));
	},
	close: async (event) =>
		act(event, '', 'closed', () =>
			settleEnquiry(event.locals.ctx, event.locals.actor, { enquiry: event.params.enquiry, state: 'closed' }),
		),
	reopen: async (event) =>
		act(event, '', 'reopened', () =>
			settleEnquiry(event.locals.ctx, event.locals.actor, { enquiry: event.params.enquiry, state: 'open' }),
		),
	'hand-over': async (event) => {
		const role = String((await event.request.formData()).get('role') ?? '');
		return act(event, '', 'handed', () =>
			handOver(event.locals.ctx, event.locals.actor, { enquiry: event.params.enquiry, role }),
		);
	},
};
