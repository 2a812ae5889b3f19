import { outboxLists, resolutions, resolveMail } from '#core/mail/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { issueMails, issueOutbox, resumeIssue, stopIssue } from '#modules/newsletter/server/index.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor } = locals;
	const list = outboxLists.find((name) => name === url.searchParams.get('list')) ?? 'uncertain';
	const asked = Number(url.searchParams.get('page') ?? 1);
	const page = Number.isInteger(asked) && asked >= 1 ? asked : 1;
	const { issue, decide } = await issueMails(ctx, actor, params.issue, { list, page });
	return { issue, list, decide, zone: ctx.config.zone };
};

export const actions: Actions = {
	stop: async ({ locals, params }) => ({
		done: 'stop' as const,
		count: await stopIssue(locals.ctx, locals.actor, params.issue),
	}),
	resume: async ({ locals, params }) => ({
		done: 'resume' as const,
		count: await resumeIssue(locals.ctx, locals.actor, params.issue),
	}),
	resolve: async ({ locals, params, request }) => {
		const form = await request.formData();
		const as = resolutions.find((name) => name === form.get('as'));
		if (!as) return fail(400, { settled: true });
		try {
			const place = issueOutbox(locals.actor, params.issue);
			await resolveMail(locals.ctx, locals.actor, place, String(form.get('id') ?? ''), as);
			return { settled: false };
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || (thrown.kind !== 'conflict' && thrown.kind !== 'invalid')) throw thrown;
			return fail(409, { settled: thrown.code !== 'mail-unwanted', unwanted: thrown.code === 'mail-unwanted' });
		}
	},
};
