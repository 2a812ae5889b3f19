import { fail, redirect } from '@sveltejs/kit';
import { can, demand } from '#core/access/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type Beginning, callsToClone, callTemplates, readCallFile, startDesign } from '#modules/calls/server/index.ts';
import { sayFinding } from '#modules/calls/ui/design/finding-words.ts';
import { listEditions } from '#modules/editions/server/index.ts';
import { openEditionDesk } from '../../../open-desk.ts';
import { newCallMessages } from './messages.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The organisation of the edition, if whoever asks may make standing calls of it. */
async function openPlace(event: Parameters<PageServerLoad>[0] | RequestEvent) {
	const { ctx, actor } = event.locals;
	const { edition, whole } = await openEditionDesk(event);
	demand(ctx, actor, 'call.edit', whole);
	const organisation = edition.organisationId;
	if (organisation === null) throw notFound();
	const mayStand = can(actor, 'call.edit', { within: { organisation } }, ctx.clock) === 'yes';
	return { edition, organisation, mayStand };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition, mayStand } = await openPlace(event);
	const names = new Map((await listEditions(ctx)).map((one) => [one.id, one.short]));
	const calls = await callsToClone(ctx, actor);
	return {
		mayStand,
		editionName: edition.short,
		templates: callTemplates(),
		calls: calls.map(({ id, title, editionId }) => ({
			value: id,
			label: inLocale(title, locale).text,
			...(editionId && editionId !== edition.id ? { group: names.get(editionId) ?? '' } : {}),
		})),
		clone: event.url.searchParams.get('clone'),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition, organisation, mayStand } = await openPlace(event);
		const form = await event.request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const typed = { begin: text('begin'), call: text('call'), text: text('text'), owner: text('owner') };
		const t = newCallMessages[locale];
		const refused = (errors: { path: string; message: string }[]) => fail(400, { typed, errors });
		let begin: Beginning;
		if (typed.begin === 'blank') begin = { from: 'blank' };
		else if (typed.begin.startsWith('template:'))
			begin = { from: 'template', template: typed.begin.slice('template:'.length) };
		else if (typed.begin === 'clone') {
			if (typed.call === '') return refused([{ path: 'call', message: t.choose }]);
			begin = { from: 'clone', call: typed.call };
		} else if (typed.begin === 'file') {
			const file = form.get('file');
			const content = file instanceof File && file.size > 0 ? await file.text() : typed.text;
			if (content.trim() === '') return refused([{ path: 'file', message: t.noFile }]);
			try {
				begin = { from: 'file', definition: readCallFile(content) };
			} catch (refusal) {
				if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
				typed.text = content;
				return refused(
					refusal.problems.map((problem) => ({
						path: 'text',
						message: `${t.line(Number(problem.params?.line ?? 1))} · ${problem.path === 'file' ? '' : `${problem.path} · `}${sayFinding(problem, locale)}`,
					})),
				);
			}
		} else return refused([{ path: 'begin', message: t.nothing }]);
		const standing = typed.owner === 'standing' && mayStand;
		const id = await startDesign(ctx, actor, {
			edition: standing ? null : edition.id,
			organisation,
			zone: edition.zone,
			begin,
		});
		redirect(303, localePath(locale, `/desk/${edition.slug}/calls/${id}/design/settings`));
	},
};
