import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { confirmImport, readImportView } from '#modules/calls/server/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import { openDesk } from '../../../../open-desk.ts';
import { messages } from '../messages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.enter');
	const found = await readImportView(ctx, actor, { desk: desk.id, import: event.params.import });
	const own = messages[locale].fault as Record<string, (params: Record<string, string | number>) => string>;
	const faults = found.report.faults.map(({ line, column, code, params = {}, value }) => {
		const said = own[code]?.(params) ?? sayProblems([{ path: column, code, params }], locale)[0]?.message ?? code;
		return { line, column, value, said };
	});
	return { found: { ...found, report: { ...found.report, faults } } };
};

export const actions: Actions = {
	enter: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'application.enter');
		const mail = (await event.request.formData()).get('mail') === 'yes';
		try {
			await confirmImport(ctx, actor, { desk: desk.id, import: event.params.import, mail, locale });
		} catch (refusal) {
			if (!(refusal instanceof Refusal)) throw refusal;
			if (refusal.code === 'import-faulty') return fail(409, { wrong: 'faulty' as const });
			if (refusal.code === 'import-outdated') return fail(409, { wrong: 'outdated' as const });
			throw refusal;
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/applications/import/${event.params.import}`));
	},
};
