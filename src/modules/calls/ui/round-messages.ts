import { catalogue } from '#core/i18n/index.ts';

/** Rounds of a rolling call. */
export const roundMessages = catalogue(
	{
		of: (place: number, of: number) => `(round ${place} of ${of})`,
		until: 'What is submitted now belongs to this round, until',
		rounds: 'Rounds',
		ends: 'until',
		over: 'over',
		now: 'now',
	},
	{
		of: (place, of) => `（第 ${place} 轮，共 ${of} 轮）`,
		until: '现在提交的申请归入本轮，本轮截止：',
		rounds: '轮次',
		ends: '截止',
		over: '已结束',
		now: '进行中',
	},
);
