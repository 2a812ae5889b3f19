import { redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { createStatement, demandAnyStatement, placesForStatement } from '#modules/statements/server/index.ts';
import { statementKinds } from '#modules/statements/statement.ts';
import { deskAct, textOf } from '../desk-act.ts';
import type { Actions, PageServerLoad } from './$types';

const keyOf = (one: { organisation: string; edition: string | null }) => `${one.organisation}/${one.edition ?? ''}`;

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, actor, locale } = locals;
	await demandAnyStatement(ctx, actor);
	const places = await placesForStatement(ctx, actor);
	if (places.length === 0) throw notFound();
	return {
		places: places.map((one) => ({
			key: keyOf(one),
			organisation: inLocale(one.organisationName, locale).text,
			short: one.short,
		})),
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const { ctx, actor, locale } = locals;
		const form = await request.formData();
		const typed = { place: textOf(form, 'place'), slug: textOf(form, 'slug'), kind: textOf(form, 'kind') };
		const { value, refused } = await deskAct(locale, typed, async () => {
			const place = (await placesForStatement(ctx, actor)).find((one) => keyOf(one) === typed.place);
			const kind = statementKinds.find((one) => one === typed.kind);
			if (!place) throw invalid([{ path: 'place', code: 'missing' }]);
			if (!kind) throw invalid([{ path: 'kind', code: 'missing' }]);
			const { organisation, edition, zone } = place;
			return createStatement(ctx, actor, {
				slug: typed.slug.trim(),
				organisation,
				edition,
				kind,
				zone,
				authoritative: locale,
			});
		});
		return refused ?? redirect(303, localePath(locale, `/desk/statements/${value}`));
	},
};
