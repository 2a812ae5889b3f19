import { catalogue } from '#core/i18n/index.ts';

/** What reviewers are called, in lists and in letters. */
export const reviewerMessages = catalogue(
	{
		role: { chair: 'Chair', senior: 'Senior reviewer', reviewer: 'Reviewer', emergency: 'Emergency reviewer' },
		/** 'as …' */
		asRole: {
			chair: 'chair of a track',
			senior: 'senior reviewer',
			reviewer: 'reviewer',
			emergency: 'emergency reviewer (asked only when somebody drops out)',
		},
		bid: { eager: 'Eager', willing: 'Willing', pinch: 'In a pinch', no: 'No' },
		/** What each of them means. */
		bidHelp: {
			eager: 'I would very much like to review it.',
			willing: 'I can review it well.',
			pinch: 'Only if nobody else can.',
			no: 'I don’t want to review it.',
		},
		noBid: 'No answer',
	},
	{
		role: { chair: '主席', senior: '资深评审人', reviewer: '评审人', emergency: '应急评审人' },
		asRole: {
			chair: '专题主席',
			senior: '资深评审人',
			reviewer: '评审人',
			emergency: '应急评审人（仅在有人退出时请您补位）',
		},
		bid: { eager: '很想评', willing: '愿意', pinch: '必要时', no: '不评' },
		bidHelp: {
			eager: '很希望由我评审。',
			willing: '我能胜任评审。',
			pinch: '没有其他人时可以评审。',
			no: '不希望评审。',
		},
		noBid: '未表态',
	},
);
