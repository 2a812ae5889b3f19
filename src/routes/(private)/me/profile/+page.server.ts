import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { type ProfileInput, mostAffiliations, profileInput } from '#modules/people/profile.ts';
import { readPerson, updateProfile } from '#modules/people/server/index.ts';
import { refused, signedInPerson, textOf } from '../../sign-in/browser.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = await readPerson(event.locals.ctx, signedInPerson(event));
	return {
		profile: profileInput(person),
		zones: Intl.supportedValuesOf('timeZone'),
		saved: event.url.searchParams.has('saved'),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const personId = signedInPerson(event);
		const input = fromForm(await event.request.formData());
		try {
			await updateProfile(ctx, actor, personId, input);
		} catch (thrown) {
			return refused(event, thrown, { ...input });
		}
		redirect(303, localePath(locale, '/me/profile?saved'));
	},
};

function fromForm(form: FormData): ProfileInput {
	const names = [
		'given',
		'family',
		'han',
		'full',
		'preferredLanguage',
		'zone',
		'orcid',
		'titlesEn',
		'titlesZh',
	] as const;
	const texts = Object.fromEntries(names.map((name) => [name, textOf(form, name)])) as Record<
		(typeof names)[number],
		string
	>;
	const affiliations = Array.from({ length: mostAffiliations }, (_, place) => ({
		en: textOf(form, `affiliations.${place}.en`),
		zh: textOf(form, `affiliations.${place}.zh`),
		ror: textOf(form, `affiliations.${place}.ror`),
	}));
	// Empty rows at the end were only offered.
	while (affiliations.length > 0 && Object.values(affiliations.at(-1) ?? {}).every((text) => text === ''))
		affiliations.pop();
	return { ...texts, affiliations };
}
