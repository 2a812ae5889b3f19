import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { paces, planBatch, prepareBatch, sendBatch } from '#modules/letters/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import { sayLetterRefusal } from '../../say.ts';
import { type Chosen, chosenOf, notBeforeOf, paceOf } from '../../send-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function openCall(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { desk, calls } = await openDesk(event, 'letter.send');
	const call = calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	return { desk, call };
}

/** What is wrong with the time and the pace, before anything is asked. */
function planProblems(event: RequestEvent, chosen: Chosen): { path: string; message: string }[] {
	const say = (path: string, code: string, params = {}) => ({
		path,
		message: sayLetterRefusal(code, event.locals.locale, params),
	});
	const { perMinute } = paceOf(chosen);
	const badPace = perMinute !== undefined && !(perMinute >= paces.least && perMinute <= paces.most);
	return [
		...(chosen.departure === 'planned' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(chosen.at) ? [say('at', 'bad-time')] : []),
		...(badPace ? [say('perMinute', 'bad-pace', paces)] : []),
	];
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { call } = await openCall(event);
	const deciding = call.stages.filter((one) => one.stage.kind === 'determination').at(-1);
	const base = {
		now: ctx.clock.edition.now(),
		call: { slug: call.slug, title: inLocale(call.title, locale).text, zone: call.window.zone },
		announceBy: deciding?.announceBy ?? null,
	};
	try {
		const { recipients, outcomes, faulty } = await prepareBatch(ctx, actor, { callId: call.id });
		const said = recipients.map(({ problems, ...recipient }) => ({
			...recipient,
			problems: problems.map(({ code, params }) => sayLetterRefusal(code, locale, params)),
		}));
		return { ...base, recipients: said, outcomes, faulty, against: null };
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
		const against = sayLetterRefusal(refusal.code, locale, refusal.params);
		return { ...base, recipients: [], outcomes: [], faulty: 0, against };
	}
};

export const actions: Actions = {
	/** Shows what would be sent, and asks. Changes nothing. */
	review: async (event) => {
		await openCall(event);
		const chosen = chosenOf(await event.request.formData());
		if (chosen.determinations.length === 0) {
			return fail(400, { chosen, refused: sayLetterRefusal('nothing-chosen', event.locals.locale) });
		}
		const problems = planProblems(event, chosen);
		if (problems.length > 0) return fail(400, { chosen, refused: null, problems });
		return { chosen, review: true as const };
	},
	/** Back to the list with what was ticked. Changes nothing. */
	back: async (event) => {
		await openCall(event);
		return { chosen: chosenOf(await event.request.formData()) };
	},
	send: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk, call } = await openCall(event);
		const chosen = chosenOf(await event.request.formData());
		const notBefore = notBeforeOf(chosen.departure, ctx.clock.process.now());
		const what = { callId: call.id, determinations: chosen.determinations, ...paceOf(chosen) };
		let done: string;
		try {
			if (chosen.departure === 'planned') {
				const plan = await planBatch(ctx, actor, { ...what, at: chosen.at, zone: call.window.zone });
				done = `?planned=${plan}`;
			} else {
				const { batch } = await sendBatch(ctx, actor, { ...what, ...(notBefore === undefined ? {} : { notBefore }) });
				done = `/batch/${batch}`;
			}
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['invalid', 'conflict'].includes(refusal.kind)) throw refusal;
			const [first] = refusal.problems;
			const code = refusal.code === 'decision-changed' ? 'batch-changed' : (first?.code ?? refusal.code);
			return fail(refusal.status, { chosen, refused: sayLetterRefusal(code, locale, first?.params ?? refusal.params) });
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/letters${done}`));
	},
};
