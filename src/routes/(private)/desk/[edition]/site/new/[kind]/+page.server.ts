import { type ActionFailure, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { notFound, type Problem } from '#core/refusal/index.ts';
import {
	changeLists,
	readListStep,
	type TypedGroup,
	typedFromForm,
	typedOf,
	valueOf,
	withoutEmptyItems,
} from '#core/record-form/index.ts';
import { proposeCode } from '#modules/editions/record-code.ts';
import { formOf, isEditable, type RecordForm } from '#modules/editions/record-form.ts';
import { keyOf } from '#modules/editions/record-names.ts';
import type { Records, RecordValue } from '#modules/editions/records.ts';
import { recordDigest } from '#modules/editions/server/index.ts';
import { singleKinds } from '#modules/editions/ui/kinds.ts';
import { formAbout } from '../../form-about.ts';
import { openSite } from '../../open-site.ts';
import { saveRecord, type Unsaved, unsaved } from '../../save-record.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The form of a record that is not there yet: with its code, and, among its fields, with a default state. */
function newForm(name: string): RecordForm {
	if (!isEditable(name) || singleKinds.has(name)) throw notFound();
	return formOf(name);
}

/** What a new record is unless its writer says otherwise: kept inside until it is ready. */
const preset: RecordValue = { state: 'in-preparation' };

export const load: PageServerLoad = async (event) => {
	const site = await openSite(event);
	const form = newForm(event.params.kind);
	const chosen = Object.fromEntries(
		form.code.flatMap(({ name }) => {
			const given = event.url.searchParams.get(name);
			return given === null ? [] : [[name, given]];
		}),
	);
	const fields = [...form.code, ...form.fields];
	return {
		kind: form.kind,
		fields,
		typed: typedOf(fields, { ...preset, ...chosen }),
		proposed: form.kind === 'track' ? proposeCode('track', {}, site.state.merged) : '',
		about: formAbout(form, site, event.locals.locale),
	};
};

/** The code that the form says or its name proposes, or what is wrong with it. Pure. */
function codeOf(
	form: RecordForm,
	typed: TypedGroup,
	value: RecordValue,
	records: Records,
): { code: string } | { problem: Problem } {
	const parts: string[] = [];
	for (const { name, shape } of form.code) {
		const said = String(typed[name] ?? '').trim();
		const inside = parts.map((part) => `${part}/`).join('');
		const part = said || (shape.as === 'text' ? proposeCode(form.kind, value, records, inside) : '');
		if (part === '') return { problem: { path: name, code: shape.as === 'text' ? 'code-needed' : 'missing' } };
		parts.push(part);
	}
	const code = parts.join('/');
	return records[keyOf(form.kind, code)] ? { problem: taken(form, code) } : { code };
}

async function create(event: RequestEvent, next: (key: string) => string) {
	const { locale } = event.locals;
	const site = await openSite(event);
	const form = newForm(event.params.kind);
	const fields = [...form.code, ...form.fields];
	const typed = withoutEmptyItems(fields, typedFromForm(fields, await event.request.formData()));
	const value = valueOf(form.fields, typed);
	const { published, merged } = site.state;
	const code = codeOf(form, typed, value, { ...published, ...merged });
	const seen = { version: 0, base: recordDigest(undefined), shown: null, typed };
	if ('problem' in code) return unsaved(merged, keyOf(form.kind, 'new'), seen, [code.problem], locale);
	const key = keyOf(form.kind, code.code);
	const saved = await saveRecord(event, site, key, { ...seen, value });
	if ('draft' in saved) redirect(303, localePath(locale, next(key)));
	if ('unsaved' in saved.failed.data) return saved.failed as ActionFailure<{ unsaved: Unsaved }>;
	// Somebody made one of the same code at the same moment.
	return unsaved(merged, key, seen, [taken(form, code.code)], locale);
}

function taken(form: RecordForm, code: string): Problem {
	return { path: form.code.at(-1)?.name ?? '', code: 'duplicate-id', params: { id: code.split('/').at(-1) ?? '' } };
}
export const actions: Actions = {
	save: (event) => create(event, (key) => `/desk/${event.params.edition}/site/record/${key}?done=saved`),
	review: (event) =>
		create(event, (key) => `/desk/${event.params.edition}/site/publish?key=${encodeURIComponent(key)}`),
	list: async (event) => {
		await openSite(event);
		const form = await event.request.formData();
		const { code, fields } = newForm(event.params.kind);
		const all = [...code, ...fields];
		const typed = typedFromForm(all, form);
		const step = readListStep(form.get('list'));
		return { arranged: step ? changeLists(all, typed, step) : { typed, at: undefined } };
	},
};
