import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import {
	applicationForDesk,
	askAgain,
	askByDesk,
	attestationsForDesk,
	enteredFor,
	membersOf,
	originalsOf,
	possibleDuplicates,
} from '#modules/calls/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const input = { application: event.params.id };
	const found = await applicationForDesk(ctx, actor, { ...input, locale });
	if ((found.editionId ?? found.callId) !== desk.id) throw notFound();
	const [asked, entered, originals, alike, people] = await Promise.all([
		attestationsForDesk(ctx, actor, input),
		enteredFor(ctx, found.id, locale),
		originalsOf(ctx, actor, input),
		possibleDuplicates(ctx, actor, input),
		membersOf(ctx, { applicationId: found.id }, locale),
	]);
	const { id, number, title, window } = found;
	return {
		slug: desk.slug,
		short: desk.short,
		of: { id, number, title, people: found.people, zone: window.zone },
		asked,
		entered,
		originals,
		alike,
		members: people.members,
	};
};

async function attempt(event: RequestEvent, work: () => Promise<unknown>) {
	try {
		await work();
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
		return fail(refusal.status, { refusal: { code: refusal.code, params: refusal.params } });
	}
	redirect(
		303,
		localePath(event.locals.locale, `/desk/${event.params.edition}/applications/${event.params.id}/people`),
	);
}

export const actions: Actions = {
	ask: async (event) => {
		const rule = String((await event.request.formData()).get('rule') ?? '');
		const { ctx, actor } = event.locals;
		return attempt(event, () => askByDesk(ctx, actor, { application: event.params.id as string, rule }));
	},
	'ask-again': async (event) => {
		const attestation = String((await event.request.formData()).get('attestation') ?? '');
		const { ctx, actor } = event.locals;
		const application = event.params.id as string;
		return attempt(event, () => askAgain(ctx, actor, { application, attestation, as: 'desk' }));
	},
};
