import { catalogue } from '#core/i18n/index.ts';

/** Before reviews begin. */
export const preparingMessages = catalogue(
	{
		title: 'Before the reviews',
		bid: 'Say what you would like to review',
		before: 'You can say what you would like to review from',
		until: 'You can say what you would like to review until',
		now: 'You can say what you would like to review.',
		profile: 'What you know, how much you take and when you can:',
	},
	{
		title: '评审之前',
		bid: '表达评审意愿',
		before: '可表达评审意愿的时间自',
		until: '表达评审意愿的截止时间：',
		now: '现在可以表达评审意愿。',
		profile: '您的专长、工作量和可评审时间：',
	},
);
