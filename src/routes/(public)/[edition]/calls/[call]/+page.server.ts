import { error } from '@sveltejs/kit';
import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Call } from '#modules/calls/call.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { cachedEdition, clockShift } from '../../../public-edition.ts';
import { callViews } from '../../../views/edition.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const call = bundle.calls.find((one) => one.slug === params.call);
	const now = locals.ctx.clock.edition.now();
	const view = callViews(bundle, locals.locale, now).find((one) => one.slug === params.call);
	if (!call || !view) error(404, 'not-found');
	const { short, slug } = bundle.edition;
	return {
		short,
		slug,
		now,
		shift: clockShift(locals),
		call: view,
		contact: call.contact ?? null,
		...details(call, locals.locale),
	};
};

/** What a reader of the call wants to know before beginning: what will be asked, and what happens then. */
function details(call: Call, locale: Locale) {
	const { zone } = call.window;
	const end = (local: string | undefined) => (local === undefined ? null : instantOf(local, zone, 'end'));
	return {
		sections: call.form.sections.map((section) => ({
			id: section.id,
			title: inLocale(section.title, locale).text,
			fields: call.form.fields
				.filter((field) => field.section === section.id)
				.map((field) => ({
					id: field.id,
					label: inLocale(field.label, locale).text,
					help: field.help ? inLocale(field.help, locale).text : '',
					required: field.required ?? false,
				})),
		})),
		stages: call.stages.map((stage) => ({
			id: stage.id,
			label: inLocale(stage.label, locale).text,
			announceBy: end(stage.announceBy),
			confirmBy: end(stage.confirmBy),
		})),
	};
}
