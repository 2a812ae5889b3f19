import { redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { batchWithLetters, resumeBatch } from '#modules/letters/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import { batchState, delivered, stillMoves } from '../../batch.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'letter.send');
	const { batch, letters } = await batchWithLetters(ctx, actor, { editionId: desk.id, batch: event.params.batch });
	const call = calls.find(({ id }) => id === batch.callId);
	return {
		batch: { ...batch, state: batchState(batch), delivered: delivered(batch) },
		moves: stillMoves(batch),
		call: call ? inLocale(call.title, locale).text : '',
		letters,
		resumed: event.url.searchParams.has('resumed'),
	};
};

export const actions: Actions = {
	resume: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'letter.send');
		const { batch } = await batchWithLetters(ctx, actor, { editionId: desk.id, batch: event.params.batch });
		await resumeBatch(ctx, actor, batch.id);
		redirect(303, localePath(locale, `/desk/${desk.slug}/letters/batch/${batch.id}?resumed`));
	},
};
