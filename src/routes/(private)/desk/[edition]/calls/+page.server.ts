import { fail, redirect } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { archiveCall, callsForDesk, discardDesign, standingDesigns } from '#modules/calls/server/index.ts';
import { sayFinding } from '#modules/calls/ui/design/finding-words.ts';
import { openDesk } from '../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor } = event.locals;
	const { desk, edition, whole } = await openDesk(event, 'call.read');
	const place = edition?.organisationId
		? { edition: edition.id, organisation: edition.organisationId }
		: { standing: desk.id };
	const { calls, designs } = await callsForDesk(ctx, actor, place);
	const standing = edition ? await standingDesigns(ctx, actor) : [];
	return {
		calls,
		designs: [...designs, ...standing],
		mayMake: edition !== null && can(actor, 'call.edit', whole, ctx.clock) === 'yes',
		done: event.url.searchParams.get('done'),
	};
};

/** Does one thing with a call or draft of this desk, then shows the list again. */
async function doing(event: RequestEvent, done: string, act: (id: string) => Promise<void>) {
	const { locals, params, request } = event;
	await openDesk(event);
	const id = String((await request.formData()).get('id') ?? '');
	try {
		await act(id);
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
		return fail(409, { refused: sayFinding(refusal, locals.locale) });
	}
	redirect(303, localePath(locals.locale, `/desk/${params.edition}/calls?done=${done}`));
}

export const actions: Actions = {
	archive: (event) =>
		doing(event, 'archived', (call) => archiveCall(event.locals.ctx, event.locals.actor, { call, archived: true })),
	unarchive: (event) =>
		doing(event, 'unarchived', (call) => archiveCall(event.locals.ctx, event.locals.actor, { call, archived: false })),
	discard: (event) =>
		doing(event, 'discarded', (design) => discardDesign(event.locals.ctx, event.locals.actor, { design })),
};
