import { fail, redirect } from '@sveltejs/kit';
import { issueCertificates, mostAtOnce, recordSeveralDone, someForDesk } from '#modules/fulfilments/server/index.ts';
import { listPath, openFulfilments, said } from '../open.ts';
import type { Actions, PageServerLoad } from './$types';

/** What will happen to the chosen lines, before anything does. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor } = event.locals;
	const { searchParams } = event.url;
	const { desk, listed } = await openFulfilments(event);
	const what = searchParams.get('do') === 'certificates' ? ('certificates' as const) : ('done' as const);
	const ids = [...new Set(searchParams.getAll('f'))].slice(0, mostAtOnce);
	const lines = await someForDesk(ctx, actor, { calls: listed, ids });
	const can = (line: (typeof lines)[number]) =>
		what === 'done'
			? line.against === null && line.kind === 'benefit'
			: line.kind === 'certificate' && line.state === 'open' && line.certificate === null;
	return {
		slug: desk.slug,
		short: desk.short,
		what,
		will: lines.filter(can),
		wont: lines.filter((line) => !can(line)),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { ctx, actor, locale } = event.locals;
		await openFulfilments(event);
		const form = await event.request.formData();
		const fulfilments = form.getAll('f').map(String);
		const note = String(form.get('note') ?? '');
		try {
			if (form.get('do') === 'certificates') await issueCertificates(ctx, actor, { fulfilments });
			else await recordSeveralDone(ctx, actor, { fulfilments, note });
		} catch (thrown) {
			const { status, ...refusal } = said(thrown, locale);
			return fail(status, { ...refusal, note });
		}
		redirect(303, listPath(locale, event.params.edition, '?done=several'));
	},
};
