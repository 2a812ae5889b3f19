import { redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { changeLists, readListStep, typedFromForm, typedOf } from '#core/record-form/index.ts';
import { fieldChanges } from '#modules/editions/merge.ts';
import { formOf, isEditable } from '#modules/editions/record-form.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { referencesTo } from '#modules/editions/record-references.ts';
import { type RecordValue, splitKey } from '#modules/editions/records.ts';
import { discardDrafts, recordDigest } from '#modules/editions/server/index.ts';
import { fieldTitle } from '#modules/editions/ui/readable.ts';
import { conflictFields, type RecordConflict, withChosen } from '../../conflict.ts';
import { formAbout } from '../../form-about.ts';
import { type OpenSite, openSite } from '../../open-site.ts';
import { publicPlace } from '../../public-place.ts';
import { draftOf, readRecord, recordInput, seenIn } from '../../record-input.ts';
import { saveRecord } from '../../save-record.ts';
import { previewPath } from '../../../../../../../preview.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The record in the address. @throws Refusal `not-found` */
async function openRecord(event: Parameters<PageServerLoad>[0] | RequestEvent) {
	const site = await openSite(event);
	const { key } = event.params;
	const { kind, code } = splitKey(key);
	if (!isEditable(kind)) throw notFound();
	const draft = draftOf(site, key);
	const published = site.state.published[key];
	const present = site.state.merged[key];
	if (!published && !draft) throw notFound();
	return { site, key, kind, code, draft, published, present };
}

/** The public page on which the record stands. */
const placeOf = ({ state, edition }: OpenSite, key: string) =>
	publicPlace(
		edition.slug,
		key,
		Object.keys(state.merged).flatMap((one) => (splitKey(one).kind === 'page' ? splitKey(one).code : [])),
	);

export const load: PageServerLoad = async (event) => {
	const { locale } = event.locals;
	const { site, key, kind, code, draft, published, present } = await openRecord(event);
	const { state, edition } = site;
	const form = formOf(kind);
	const value = present ?? published;
	const aside = state.asides.find((one) => one.key === key);
	const restored = event.url.searchParams.has('aside') && aside?.value ? aside.value : undefined;
	const reading = { form, records: state.merged, zone: edition.zone, locale };
	const place = placeOf(site, key);
	return {
		key,
		kind,
		code,
		name: inLocale(nameOfRecord(state.merged, key, value), locale),
		form,
		typed: typedOf(form.fields, restored ?? value),
		seen: { version: draft?.version ?? 0, base: recordDigest(published), shown: (value ?? null) as RecordValue | null },
		about: formAbout(form, site, locale),
		draft: draft && {
			by: draft.savedByName,
			at: draft.savedAt,
			publishAt: draft.publishAt,
			refused: draft.refused,
			goes: draft.value === null,
		},
		published: published !== undefined,
		visible: value?.state !== 'in-preparation',
		changed:
			draft?.value && published
				? fieldChanges(published, draft.value).map(({ path }) => fieldTitle(path, reading))
				: [],
		dispute: state.conflicts.some((one) => one.key === key) ? disputeOf(site, key, locale) : null,
		aside: aside && !restored ? { at: aside.at } : null,
		restored: restored !== undefined,
		usedBy: referencesTo(state.merged, key).map((one) => ({
			key: one.key,
			kind: splitKey(one.key).kind,
			name: inLocale(nameOfRecord(state.merged, one.key), locale).text,
		})),
		organisation: kind === 'partner' ? code.slice(code.indexOf('/') + 1) : null,
		preview: previewPath({ slug: edition.slug, path: place }),
		publicPath: place,
		done: event.url.searchParams.get('done'),
	};
};

/** A draft and what was published since it was begun, for a choice field by field. */
function disputeOf({ state, edition }: OpenSite, key: string, locale: 'en' | 'zh'): RecordConflict | null {
	const draft = state.drafts.find((one) => one.key === key);
	if (!draft) return null;
	const theirs = state.published[key] ?? null;
	const [mine, shown] = [draft.value, draft.base];
	return {
		by: '',
		at: draft.savedAt,
		published: true,
		fields: conflictFields(key, { shown, mine, theirs }, { records: state.merged, zone: edition.zone, locale }),
		mine,
		shown,
		goes: theirs === null ? 'theirs' : mine === null ? 'mine' : null,
		version: draft.version,
		base: recordDigest(theirs),
	};
}

/** Saves the posted form, then goes on to a page of this desk (an address without language). */
async function saveAnd(event: RequestEvent, next: (unchanged: boolean, site: OpenSite) => string) {
	const { site, key, present, published } = await openRecord(event);
	const input = recordInput(await event.request.formData(), key, present ?? published);
	const saved = await saveRecord(event, site, key, input);
	if ('failed' in saved) return saved.failed;
	redirect(303, localePath(event.locals.locale, next(saved.draft.version === 0, site)));
}

const ownPath = (event: RequestEvent, done: string) =>
	`/desk/${event.params.edition}/site/record/${event.params.key}?done=${done}`;

export const actions: Actions = {
	save: (event) => saveAnd(event, (unchanged) => ownPath(event, unchanged ? 'unchanged' : 'saved')),
	review: (event) =>
		saveAnd(event, (unchanged) =>
			unchanged
				? ownPath(event, 'unchanged')
				: `/desk/${event.params.edition}/site/publish?key=${encodeURIComponent(event.params.key)}`,
		),
	preview: (event) =>
		saveAnd(event, (_, site) => previewPath({ slug: site.edition.slug, path: placeOf(site, event.params.key) })),
	/** Adds, removes or moves an entry of a list in the form. Saves nothing. */
	list: async (event) => {
		const { kind } = await openRecord(event);
		const form = await event.request.formData();
		const { fields } = formOf(kind);
		const typed = typedFromForm(fields, form);
		const step = readListStep(form.get('list'));
		const changed = step ? changeLists(fields, typed, step) : { typed, at: undefined };
		return { arranged: { ...changed, ...seenIn(form) } };
	},
	discard: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { site, key, published } = await openRecord(event);
		await discardDrafts(ctx, actor, site.edition.id, [key]);
		const path = published ? ownPath(event, 'discarded') : `/desk/${event.params.edition}/site`;
		redirect(303, localePath(locale, path));
	},
	/** Takes the fields that were chosen, of two texts of this record. */
	resolve: async (event) => {
		const { site, key, published, draft, kind } = await openRecord(event);
		const form = await event.request.formData();
		const mine = readRecord(form.get('mine'));
		const theirs = form.get('of') === 'published' || !draft ? (published ?? null) : draft.value;
		const whole = form.get('whole');
		const seen = seenIn(form);
		let value: RecordValue | null;
		if (whole === 'mine' || whole === 'theirs') value = whole === 'mine' ? mine : theirs;
		else if (mine === null || theirs === null) value = theirs;
		else {
			const paths = [...form.keys()].filter((name) => name.startsWith('choice:') && form.get(name) === 'mine');
			value = withChosen(
				theirs,
				mine,
				paths.map((name) => name.slice('choice:'.length)),
			);
		}
		const typed = typedOf(formOf(kind).fields, value ?? mine ?? undefined);
		// Who is overtaken once more chooses once more, with all that was written.
		const saved = await saveRecord(event, site, key, { ...seen, value, typed });
		if ('failed' in saved) return saved.failed;
		redirect(303, localePath(event.locals.locale, ownPath(event, saved.draft.version === 0 ? 'unchanged' : 'saved')));
	},
};
