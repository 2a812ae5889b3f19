import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { endMember, inviteMember, peopleOfDraft, withdrawInvite } from '#modules/calls/server/index.ts';
import { callPath } from '../../call-path.ts';
import { invitedFrom, inviting, refusedHere } from '../../people-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, actor, locale } = locals;
	const people = await peopleOfDraft(ctx, actor, { draft: params.draft, locale });
	return { people, path: `${await callPath(ctx, people.call)}/apply?draft=${params.draft}` };
};

async function attempt(event: RequestEvent, form: string, work: () => Promise<unknown>) {
	try {
		await work();
	} catch (refusal) {
		return refusedHere(event, refusal, form);
	}
	redirect(303, localePath(event.locals.locale, `/me/applications/drafts/${event.params.draft}`));
}

export const actions: Actions = {
	invite: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const to = invitedFrom(await event.request.formData(), locale);
		const draft = event.params.draft as string;
		return inviting(event, 'invite', to, () => inviteMember(ctx, actor, { ...to, draft }));
	},
	end: async (event) => {
		const { ctx, actor } = event.locals;
		const person = String((await event.request.formData()).get('person') ?? '');
		return attempt(event, 'end', () => endMember(ctx, actor, { draft: event.params.draft as string, person }));
	},
	'withdraw-invite': async (event) => {
		const { ctx, actor } = event.locals;
		const invite = String((await event.request.formData()).get('invite') ?? '');
		return attempt(event, 'withdraw', () => withdrawInvite(ctx, actor, { invite }));
	},
};
