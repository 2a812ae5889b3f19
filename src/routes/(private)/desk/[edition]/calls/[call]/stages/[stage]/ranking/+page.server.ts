import { inLocale } from '#core/i18n/index.ts';
import { typedCut } from '#modules/review/cut.ts';
import { stageBallots, stageRanking } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage } = event.params;
	const typed = event.url.searchParams.get('cut');
	const where = { desk: desk.id, call, stage, locale };
	const ranking = await stageRanking(ctx, actor, { ...where, top: typedCut(typed) });
	const ballots = ranking.stage.method === 'ballots' ? await stageBallots(ctx, actor, where) : null;
	const { scope: _, title, ...of } = ranking.call;
	return {
		ranking: { ...ranking, call: { ...of, title: inLocale(title, locale).text }, stage: stageOf(ranking.stage) },
		ballots: ballots && {
			finalists: ballots.finalists,
			voters: ballots.voters,
			aside: ballots.aside,
			result: ballots.result,
		},
		/** What was typed as the cut and is none. */
		wrongCut: typed !== null && typed.trim() !== '' && typedCut(typed) === undefined ? typed : null,
	};
};

function stageOf({ id, label, method, scoreVisibility, carries }: Awaited<ReturnType<typeof stageRanking>>['stage']) {
	return { id, label, method, scoreVisibility, carries: carries.length > 0 };
}
