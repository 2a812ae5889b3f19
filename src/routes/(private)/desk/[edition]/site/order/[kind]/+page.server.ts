import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { partnerKinds } from '#modules/editions/bundle/partner.ts';
import { type EditableKind, isEditable } from '#modules/editions/record-form.ts';
import { nameOfRecord, recordGroups } from '#modules/editions/record-names.ts';
import { recordDigest } from '#modules/editions/server/index.ts';
import { singleKinds } from '#modules/editions/ui/kinds.ts';
import { openSite } from '../../open-site.ts';
import { draftOf } from '../../record-input.ts';
import { saveRecord } from '../../save-record.ts';
import { groupName } from '../../site-list.ts';
import type { Actions, PageServerLoad } from './$types';

function orderedKind(name: string): EditableKind {
	if (!isEditable(name) || singleKinds.has(name)) throw notFound();
	return name;
}

export const load: PageServerLoad = async (event) => {
	const { locale } = event.locals;
	const { state } = await openSite(event);
	const kind = orderedKind(event.params.kind);
	const { merged, published } = state;
	const groups = recordGroups(merged, kind, partnerKinds).map(({ of, keys }) => ({
		of,
		name: groupName(merged, kind, of, locale),
		items: keys.map((key) => {
			const draft = state.drafts.find((one) => one.key === key);
			const wanted = draft?.value?.position;
			return {
				key,
				name: inLocale(nameOfRecord(merged, key), locale),
				version: draft?.version ?? 0,
				base: recordDigest(published[key]),
				moved: wanted !== undefined && published[key] !== undefined && wanted !== draft?.base?.position,
			};
		}),
	}));
	return {
		kind,
		groups,
		moved: groups.flatMap(({ items }) => items.filter(({ moved }) => moved).map(({ key }) => key)),
	};
};

export const actions: Actions = {
	/** Moves one record within its group, by a step or to a place that is counted from 1. */
	move: async (event) => {
		const site = await openSite(event);
		const kind = orderedKind(event.params.kind);
		const form = await event.request.formData();
		const key = String(form.get('key') ?? '');
		const { merged } = site.state;
		const group = recordGroups(merged, kind, partnerKinds).find(({ keys }) => keys.includes(key));
		const value = merged[key];
		if (!group || !value) throw notFound();
		const place = group.keys.indexOf(key);
		const verb = form.get('verb');
		const wanted = verb === 'up' ? place - 1 : verb === 'down' ? place + 1 : Number(form.get('place')) - 1;
		const to = Math.min(group.keys.length - 1, Math.max(0, Number.isInteger(wanted) ? wanted : place));
		if (to !== place) {
			// It takes the place of whoever stands there; those between make room.
			const position = merged[group.keys[to] as string]?.position;
			const seen = { version: Number(form.get('version')) || 0, base: String(form.get('base') ?? ''), shown: value };
			const saved = await saveRecord(event, site, key, { ...seen, value: { ...value, position }, typed: {} });
			if ('failed' in saved) return fail(saved.failed.status, { overtaken: draftOf(site, key)?.savedByName ?? '' });
		}
		redirect(
			303,
			localePath(
				event.locals.locale,
				`/desk/${event.params.edition}/site/order/${kind}?at=${encodeURIComponent(key)}#at`,
			),
		);
	},
};
