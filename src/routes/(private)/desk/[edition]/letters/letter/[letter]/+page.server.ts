import { fail, redirect } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { subjectOfDesk } from '#modules/calls/server/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import { letterOfEdition, openLetter, revokeLetter } from '#modules/letters/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import { sayLetterRefusal } from '../../say.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function openHere(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { desk } = await openDesk(event, 'letter.send');
	const letter = await letterOfEdition(event.locals.ctx, event.locals.actor, {
		editionId: desk.id,
		letter: event.params.letter,
	});
	if (!letter) throw notFound();
	return { desk, letter };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor } = event.locals;
	const { desk, letter } = await openHere(event);
	const { html, file } = await openLetter(ctx, actor, letter.id);
	const mayRevoke = can(actor, 'letter.revoke', subjectOfDesk(desk), ctx.clock) === 'yes';
	return {
		letter,
		html,
		file,
		mayRevoke: mayRevoke && letter.state === 'issued',
		revoked: event.url.searchParams.has('revoked'),
	};
};

export const actions: Actions = {
	revoke: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk, letter } = await openHere(event);
		const form = await event.request.formData();
		const text = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value : '';
		};
		const typed = { en: text('reason.en'), zh: text('reason.zh') };
		try {
			await revokeLetter(ctx, actor, { letter: letter.id, reason: typed });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['invalid', 'conflict'].includes(refusal.kind)) throw refusal;
			const problems = refusal.problems.map((problem) =>
				problem.code === 'reason-needed'
					? { path: 'reason.en', message: sayLetterRefusal('revoke-reason-needed', locale) }
					: (sayProblems([problem], locale)[0] ?? { path: problem.path, message: problem.code }),
			);
			const refused = problems.length > 0 ? null : sayLetterRefusal(refusal.code, locale, refusal.params);
			return fail(refusal.status, { typed, problems, refused });
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/letters/letter/${letter.id}?revoked`));
	},
};
