import { inLocale } from '#core/i18n/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { editionBySlug } from '#modules/editions/server/index.ts';
import { ask } from '#modules/enquiries/server/index.ts';
import { sayRefusal } from '#modules/enquiries/ui/say.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const edition = await editionBySlug(ctx, params.edition);
	if (edition?.state !== 'published') throw notFound();
	const person = actor.kind === 'person' ? await readPerson(ctx, actor.personId) : null;
	const to = url.searchParams.get('to') ?? '';
	return {
		short: edition.short,
		slug: edition.slug,
		publicEdition: {
			slug: edition.slug,
			name: edition.name,
			short: { en: edition.short, zh: edition.short },
			zone: edition.zone,
		},
		roles: edition.contacts.map((one) => ({
			role: one.role,
			name: inLocale(one.name, locale).text,
			about: one.about ? inLocale(one.about, locale).text : '',
		})),
		values: {
			role: edition.contacts.some((one) => one.role === to) ? to : '',
			name: person ? displayName(person.names, locale) : '',
			email: person ? ((await mailAddressOf(ctx, person.id)) ?? '') : '',
			subject: '',
			text: '',
		},
	};
};

const fields = ['role', 'name', 'email', 'subject', 'text', 'website'] as const;

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const edition = await editionBySlug(ctx, params.edition);
		if (edition?.state !== 'published') throw notFound();
		const form = await request.formData();
		const values = Object.fromEntries(
			fields.map((name) => {
				const value = form.get(name);
				return [name, typeof value === 'string' ? value : ''];
			}),
		) as Record<(typeof fields)[number], string>;
		try {
			const reference = await ask(ctx, actor, { ...values, edition: edition.id, locale, ip: locals.client });
			return { sent: { reference, email: values.email.trim() } };
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || !['invalid', 'too-many'].includes(thrown.kind)) throw thrown;
			return fail(thrown.status, { values, ...sayRefusal(thrown, locale) });
		}
	},
};
