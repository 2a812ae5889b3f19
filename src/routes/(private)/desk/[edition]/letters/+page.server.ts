import { redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { batchesOf, cancelPlan, plansOf, prepareBatch } from '#modules/letters/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { batchState, delivered } from './batch.ts';
import { sayLetterRefusal } from './say.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'letter.send');
	const batches = await batchesOf(ctx, actor, desk.id);
	const waiting = await Promise.all(
		calls.map(async ({ id, slug, title, stages }) => {
			const call = {
				slug,
				title: inLocale(title, locale).text,
				announceBy: stages.filter((one) => one.stage.kind === 'determination').at(-1)?.announceBy ?? null,
			};
			try {
				const { recipients, outcomes, faulty } = await prepareBatch(ctx, actor, { callId: id });
				return { ...call, count: recipients.length, outcomes, faulty, refusal: null };
			} catch (refusal) {
				// What keeps one call from its letters (no letterhead yet) must not hide the others.
				if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
				return { ...call, count: 0, outcomes: [], faulty: 0, refusal: { code: refusal.code, params: refusal.params } };
			}
		}),
	);
	const titleOf = (id: string) => waiting.find((_, place) => calls[place]?.id === id)?.title ?? '';
	return {
		now: ctx.clock.edition.now(),
		plans: (await plansOf(ctx, actor, desk.id)).map((plan) => ({
			...plan,
			call: titleOf(plan.callId),
			why: plan.refusal === null ? null : sayLetterRefusal(plan.refusal, locale),
		})),
		planned: event.url.searchParams.has('planned'),
		waiting,
		batches: batches.map((batch) => ({
			...batch,
			state: batchState(batch),
			delivered: delivered(batch),
			call: titleOf(batch.callId),
		})),
	};
};

export const actions: Actions = {
	cancel: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'letter.send');
		const plan = (await event.request.formData()).get('plan');
		const [known] = (await plansOf(ctx, actor, desk.id)).filter(({ id }) => id === plan);
		if (!known) throw notFound();
		try {
			await cancelPlan(ctx, actor, known.id);
		} catch (refusal) {
			// Its time came in this moment: the page says so by itself.
			if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/letters`));
	},
};
