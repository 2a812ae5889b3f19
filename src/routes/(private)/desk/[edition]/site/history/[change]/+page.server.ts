import { fail, redirect } from '@sveltejs/kit';
import { callsDoor } from '#app/calls-door.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { formOf, isEditable } from '#modules/editions/record-form.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { splitKey } from '#modules/editions/records.ts';
import { historyOf, undoChange } from '#modules/editions/server/index.ts';
import { sayFormProblem } from '#modules/editions/ui/problem-sentences.ts';
import { fieldTitle } from '#modules/editions/ui/readable.ts';
import { shownChange } from '../../changes.ts';
import { consequencesIn } from '../../consequences.ts';
import { openSite } from '../../open-site.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition, state } = await openSite(event);
	const { changes } = await historyOf(ctx, actor, edition.id, { change: event.params.change, locale });
	const [change] = changes;
	if (!change) throw notFound();
	const about = { records: state.merged, zone: edition.zone, locale };
	const { records, ...rest } = change;
	return {
		change: rest,
		records: records.map((one) => ({
			...shownChange(one, about),
			erased: one.erased,
			present: state.merged[one.key] !== undefined,
		})),
		undoable: change.kind !== 'created' && change.kind !== 'closed' && change.undoneBy === null,
	};
};

const known = ['built-upon', 'nothing-to-undo', 'not-undoable', 'invalid'] as const;

export const actions: Actions = {
	undo: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition, state } = await openSite(event);
		const accept = (await event.request.formData()).getAll('accept').map(String);
		try {
			await undoChange(ctx, actor, edition.id, event.params.change, { calls: callsDoor, accept });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['conflict', 'invalid'].includes(refusal.kind)) throw refusal;
			if (refusal.code === 'window-consequences') return fail(409, { consequences: consequencesIn(refusal) });
			const code = refusal.kind === 'invalid' ? 'invalid' : refusal.code;
			const said = refusal.problems.map((problem) => {
				const at = problem.path.indexOf(':');
				const key = problem.path.slice(0, at);
				const { kind } = splitKey(key);
				const name = inLocale(nameOfRecord(state.merged, key), locale).text;
				const field = isEditable(kind) ? fieldTitle(problem.path.slice(at + 1), { form: formOf(kind), locale }) : '';
				const text = refusal.kind === 'invalid' ? sayFormProblem(problem, locale) : field;
				return { key, name, text };
			});
			return fail(refusal.status, { refused: known.find((one) => one === code) ?? ('other' as const), said });
		}
		redirect(303, localePath(locale, `/desk/${event.params.edition}/site/history?undone`));
	},
};
