import { redirect } from '@sveltejs/kit';
import { askForBackup } from '#app/upkeep/runs.ts';
import { viewInstallation } from '#app/upkeep/view.ts';
import { demand } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	view: await viewInstallation(locals.ctx, locals.actor),
	asked: url.searchParams.has('asked'),
});

export const actions: Actions = {
	backup: async ({ locals }) => {
		const { ctx, actor, locale } = locals;
		demand(ctx, actor, 'installation.operate', { within: {} });
		await transaction(ctx, async (tx) => {
			if (!(await askForBackup(tx))) return;
			await record(tx, actor, {
				action: 'ask-backup',
				subject: { type: 'installation', id: 'installation' },
				data: {},
			});
		});
		redirect(303, localePath(locale, '/desk/installation?asked'));
	},
};
