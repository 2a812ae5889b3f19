import { fail, redirect } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { largestImport, previewImport } from '#modules/calls/server/index.ts';
import { deskSubject, openDesk } from '../../../open-desk.ts';
import { messages } from './messages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'application.enter');
	const open = calls.filter(
		(call) => can(actor, 'application.enter', deskSubject(actor, desk, [call]), ctx.clock) === 'yes',
	);
	const chosen = open.find(({ slug }) => slug === event.url.searchParams.get('call')) ?? open[0];
	return {
		calls: open.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text })),
		chosen: chosen?.slug ?? null,
		fields: (chosen?.form.fields ?? []).map(({ id, label, required, kind }) => ({
			id,
			en: label.en,
			zh: label.zh,
			required,
			fromFile: kind !== 'file',
		})),
	};
};

export const actions: Actions = {
	read: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'application.enter');
		const t = messages[locale].problem;
		const form = await event.request.formData();
		const file = form.get('file');
		const call = String(form.get('call') ?? '');
		const refused = (code: keyof typeof t) => fail(400, { call, error: t[code] });
		if (!(file instanceof File) || file.size === 0) return refused('file-missing');
		if (file.size > largestImport) return refused('file-too-large');
		let id: string;
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			id = await previewImport(ctx, actor, { desk: desk.id, call, name: file.name, bytes });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !(refusal.code in t)) throw refusal;
			return refused(refusal.code as keyof typeof t);
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/applications/import/${id}`));
	},
};
