import { fail, redirect } from '@sveltejs/kit';
import { stringify } from 'yaml';
import { localePath } from '#core/i18n/index.ts';
import { changeLists, isEmpty, readListStep, typedFromForm, withoutEmptyItems } from '#core/record-form/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { asObject, partForm, partMark, readPath, typedPart, valueAt, writePath } from '#modules/calls/design.ts';
import { checkDesign, DesignConflict, saveDesign } from '#modules/calls/server/index.ts';
import { frameOf } from '../../../../design-frame.ts';
import { partPath, sectionOf } from '../../../../design-paths.ts';
import { type StepEvent, stepActions } from '../../../../design-steps.ts';
import { kindName, nameOfPart, rowsOf } from '../../../../design-view.ts';
import { openDesign, surroundingsOf } from '../../../../open-design.ts';
import { foldFields, partAbout } from '../../../../part-about.ts';
import { listsAt } from '../../../../part-lists.ts';
import type { Actions, PageServerLoad } from './$types';

/** The part in the address. @throws Refusal `not-found` */
async function openPart(event: StepEvent) {
	const open = await openDesign(event);
	const path = event.params.path === 'call' ? [] : readPath(event.params.path ?? '');
	const form = path && partForm(open.design.definition, path);
	if (!path || !form) throw notFound();
	// When a call that is there opens and closes is not changed here.
	if (form.part === 'form' || (form.part === 'window' && open.present)) throw notFound();
	const value = valueAt(open.design.definition, path);
	if (value === undefined && form.part !== 'follows') throw notFound();
	return { open, path, form, value };
}

/** Where one comes from: the part around, or the section that lists it. */
function backOf(base: string, path: readonly (string | number)[]): string {
	const around = path.slice(0, -2);
	return around.length > 1 ? partPath(base, around) : `${base}/design/${sectionOf(path)}`;
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { open, path, form, value } = await openPart(event);
	const { definition } = open.design;
	const surroundings = await surroundingsOf(ctx, open.design.editionId);
	const findings = await checkDesign(ctx, actor, { design: open.design.id, ...surroundings });
	const fields = open.present && form.part === 'call' ? form.fields.filter(({ name }) => name !== 'slug') : form.fields;
	const about = partAbout(open, { part: form.part, path }, findings.problems, surroundings.letters, locale);
	const typed = typedPart({ fields }, value);
	const { open: shown, folds } = foldFields(form.part, fields);
	const around = path.slice(0, -2);
	return {
		frame: frameOf(open, findings, locale),
		section: sectionOf(path),
		part: form.part,
		kind: kindName(form.part, asObject(value).kind, locale),
		name: path.length === 0 ? null : nameOfPart(value, form.part, locale),
		shown,
		folds: folds.map((fold) => ({
			...fold,
			set: fold.fields.filter(
				({ name, shape, preset }) => name !== 'id' && preset === undefined && !isEmpty(shape, typed[name]),
			).length,
			bad: fold.fields.some(({ name }) =>
				Object.keys(about.problems).some((at) => at === name || at.startsWith(`${name}.`)),
			),
		})),
		typed,
		about,
		// What was never saved is not reproached with being empty.
		fresh: event.url.searchParams.get('done') === 'added',
		mark: partMark(definition, path),
		advice: findings.advice.filter((one) => one.path === writePath(path) || one.path.startsWith(`${writePath(path)}.`)),
		lists: listsAt(definition, path, locale)
			.filter(() => path.length > 0)
			.map((list) => ({ ...list, rows: rowsOf(definition, [...path, list.name], list.part, findings, locale) })),
		around:
			around.length > 1
				? { name: nameOfPart(valueAt(definition, around), 'stage', locale), path: partPath(open.base, around) }
				: null,
		back: backOf(open.base, path),
		isOpenCall: open.present !== undefined,
		removable: form.part === 'follows' && value !== undefined,
	};
};

export const actions: Actions = {
	...stepActions(({ params: { edition, call, path } }, at) => {
		const base = `/desk/${edition}/calls/${call}`;
		return path === 'follows' ? `${base}/design/${sectionOf(at)}` : `${base}/design/part/${path}`;
	}),
	save: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { open, path, form } = await openPart(event);
		const posted = await event.request.formData();
		const typed = withoutEmptyItems(form.fields, typedFromForm(form.fields, posted));
		// The address of a call that is there stays as it is.
		if (open.present && form.part === 'call') typed.slug = String(asObject(open.design.definition).slug ?? '');
		try {
			await saveDesign(ctx, actor, {
				design: open.design.id,
				step: { do: 'write', path, typed },
				seen: String(posted.get('mark') ?? ''),
			});
		} catch (refusal) {
			if (!(refusal instanceof DesignConflict)) throw refusal;
			const theirs = stringify(refusal.theirs ?? null, { lineWidth: 90 });
			return fail(409, {
				conflict: { typed, theirs, mark: partMark((await openDesign(event)).design.definition, path) },
			});
		}
		const next =
			posted.get('then') === 'back'
				? `${backOf(open.base, path)}?done=saved#row-${writePath(path)}`
				: `${partPath(open.base, path)}?done=saved`;
		redirect(303, localePath(locale, next));
	},
	/** Adds, removes or moves an entry of a list within the form. Saves nothing. */
	list: async (event) => {
		const { form } = await openPart(event);
		const posted = await event.request.formData();
		const typed = typedFromForm(form.fields, posted);
		const step = readListStep(posted.get('list'));
		const changed = step ? changeLists(form.fields, typed, step) : { typed, at: undefined };
		// The fold in which the list stands stays open.
		const touched = step?.path.split('.')[0];
		return { arranged: { ...changed, touched, mark: String(posted.get('mark') ?? '') } };
	},
};
