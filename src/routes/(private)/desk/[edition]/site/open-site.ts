import type { RequestEvent } from '@sveltejs/kit';
import type { EditingState } from '#modules/editions/editing.ts';
import { recordsForEditing } from '#modules/editions/server/index.ts';
import { type OpenEditionDesk, openEditionDesk } from '../../open-desk.ts';

export interface OpenSite extends OpenEditionDesk {
	state: EditingState;
}

/**
 * The public side of the edition in the address, for whoever may change it, with everything that is being written.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openSite(event: {
	locals: RequestEvent['locals'];
	params: { edition?: string };
}): Promise<OpenSite> {
	const { ctx, actor, locale } = event.locals;
	const desk = await openEditionDesk(event, 'edition.edit');
	return { ...desk, state: await recordsForEditing(ctx, actor, desk.edition.id, { locale }) };
}
