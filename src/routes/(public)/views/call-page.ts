import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Call } from '#modules/calls/call.ts';
import { cohortEnds } from '#modules/calls/cohort.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { callView } from './edition.ts';

/** What a reader of a call wants to know before beginning: until when, what will be asked, and what happens then. Pure. */
export function callPageView(call: Call, locale: Locale, now: number) {
	const { zone } = call.window;
	const end = (local: string | undefined) => (local === undefined ? null : instantOf(local, zone, 'end'));
	const fieldsOf = (section: string | undefined) =>
		call.form.fields
			.filter((field) => field.section === section)
			.map((field) => ({
				id: field.id,
				label: inLocale(field.label, locale).text,
				help: field.help ? inLocale(field.help, locale).text : '',
				required: field.required ?? false,
			}));
	return {
		call: callView(call, locale, now),
		contact: call.contact ?? null,
		invited: call.invited ?? false,
		sections: [
			{ id: '', title: '', fields: fieldsOf(undefined) },
			...call.form.sections.map(({ id, title }) => ({
				id,
				title: inLocale(title, locale).text,
				fields: fieldsOf(id),
			})),
		].filter(({ fields }) => fields.length > 0),
		/** Of a call with rounds, all of them. */
		rounds: cohortEnds(call.cohorts ?? [], zone).map(({ cohort, until }) => ({
			id: cohort.id,
			label: inLocale(cohort.label, locale).text,
			until,
			over: now >= until,
		})),
		stages: call.stages.map((stage) => ({
			id: stage.id,
			label: inLocale(stage.label, locale).text,
			announceBy: end(stage.announceBy),
			confirmBy: end(stage.confirmBy),
		})),
	};
}

export type CallPageView = ReturnType<typeof callPageView>;
