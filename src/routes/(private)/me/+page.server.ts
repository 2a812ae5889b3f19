import { readPerson } from '#modules/people/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { signedInPerson } from '../sign-in/browser.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = await readPerson(event.locals.ctx, signedInPerson(event));
	return { name: displayName(person.names, event.locals.locale) };
};
