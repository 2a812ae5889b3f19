import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { personOf } from '#core/access/index.ts';
import {
	applicationForAuthor,
	askAgain,
	endMember,
	inviteMember,
	inviteToApply,
	offerHandOver,
	peopleOfApplication,
	withdrawInvite,
} from '#modules/calls/server/index.ts';
import { invitedFrom, inviting, refusedHere } from '../../people-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, actor, locale } = locals;
	const { application } = params;
	const [own, people] = await Promise.all([
		applicationForAuthor(ctx, actor, { application, locale }),
		peopleOfApplication(ctx, actor, { application, locale }),
	]);
	const { id, number, title, state, window } = own;
	return { of: { id, number, title, state, zone: window.zone }, people, me: personOf(actor) ?? '' };
};

const here = (event: RequestEvent) =>
	localePath(event.locals.locale, `/me/applications/${event.params.application}/people`);

/** Does what was asked and shows the page again; a refusal is said there. */
async function attempt(event: RequestEvent, form: string, work: () => Promise<unknown>, to?: string) {
	try {
		await work();
	} catch (refusal) {
		return refusedHere(event, refusal, form);
	}
	redirect(303, to ?? here(event));
}

export const actions: Actions = {
	invite: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const to = invitedFrom(await event.request.formData(), locale);
		const application = event.params.application as string;
		return inviting(event, 'invite', to, () => inviteMember(ctx, actor, { ...to, application }));
	},

	'hand-over': async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const to = invitedFrom(form, locale);
		const input = { ...to, application: event.params.application as string, staysOn: form.get('stays') === 'on' };
		return inviting(event, 'hand-over', to, () => offerHandOver(ctx, actor, input));
	},

	apply: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const to = invitedFrom(form, locale);
		const input = { ...to, application: event.params.application as string, call: String(form.get('call') ?? '') };
		return inviting(event, 'apply', to, () => inviteToApply(ctx, actor, input));
	},

	end: async (event) => {
		const { ctx, actor } = event.locals;
		const person = String((await event.request.formData()).get('person') ?? '');
		return attempt(event, 'end', () =>
			endMember(ctx, actor, { application: event.params.application as string, person }),
		);
	},

	leave: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const person = personOf(actor) ?? '';
		const application = event.params.application as string;
		const work = () => endMember(ctx, actor, { application, person });
		return attempt(event, 'leave', work, localePath(locale, '/me/applications'));
	},

	'withdraw-invite': async (event) => {
		const { ctx, actor } = event.locals;
		const invite = String((await event.request.formData()).get('invite') ?? '');
		return attempt(event, 'withdraw', () => withdrawInvite(ctx, actor, { invite }));
	},

	'ask-again': async (event) => {
		const { ctx, actor } = event.locals;
		const attestation = String((await event.request.formData()).get('attestation') ?? '');
		const application = event.params.application as string;
		return attempt(event, 'ask', () => askAgain(ctx, actor, { application, attestation, as: 'applicant' }));
	},
};
