import { castOf, readCastLink } from '#core/identity/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson, signInAsCast } from '#modules/people/server/index.ts';
import { clientOf, enter } from '../../browser.ts';
import type { Actions, PageServerLoad } from './$types';

/** One click to be somebody in a rehearsal, at this machine only; elsewhere there is nothing here (404). */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, client, locale } = locals;
	const { personId } = await readCastLink(ctx, params.secret, url.host, client);
	const [person, cast] = [await readPerson(ctx, personId), await castOf(ctx)];
	return {
		name: displayName(person.names, locale),
		role: cast.find((one) => one.personId === person.id)?.role ?? ('none' as const),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { ctx } = event.locals;
		enter(event, await signInAsCast(ctx, event.params.secret, event.url.host, clientOf(event)));
	},
};
