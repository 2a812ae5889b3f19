import { catalogue } from '#core/i18n/index.ts';

/** Rounds of a rolling call. */
export const roundMessages = catalogue(
	{
		now: (place: number, of: number) => `What is submitted now belongs to round ${place} of ${of}.`,
		until: 'The round ends',
		goesOn: 'The call goes on after it, until',
		rounds: 'Rounds',
		ends: 'until',
		over: 'over',
	},
	{
		now: (place, of) => `现在提交的申请归入第 ${place} 轮（共 ${of} 轮）。`,
		until: '本轮截止：',
		goesOn: '此后征集继续进行，直至',
		rounds: '轮次',
		ends: '截止',
		over: '已结束',
	},
);
