import { inLocale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { batchesOf, prepareBatch } from '#modules/letters/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { batchState, delivered } from './batch.ts';
import type { PageServerLoad } from './$types';

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
	return {
		now: ctx.clock.edition.now(),
		waiting,
		batches: batches.map((batch) => ({
			...batch,
			state: batchState(batch),
			delivered: delivered(batch),
			call: waiting.find((_, place) => calls[place]?.id === batch.callId)?.title ?? '',
		})),
	};
};
