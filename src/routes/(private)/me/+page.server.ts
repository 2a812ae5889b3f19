import { readPerson } from '#modules/people/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { signedInPerson } from '../sign-in/browser.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = await readPerson(event.locals.ctx, signedInPerson(event));
	const { actor } = event.locals;
	const held = actor.kind === 'person' ? actor.relations : [];
	return {
		name: displayName(person.names, event.locals.locale),
		/** Somebody has asked him to score an application. */
		scores: held.some(({ relation, on }) => on === 'application' && (relation === 'reviewer' || relation === 'juror')),
	};
};
