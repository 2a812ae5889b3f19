import { catalogue } from '#core/i18n/index.ts';

/** What reviews come to, as columns of a list. */
export const scoreMessages = catalogue(
	{
		score: 'Mean of the reviews (0–100)',
		reviews: 'Reviews in',
		expected: 'Reviews expected',
		rank: 'Rank, adjusted',
	},
	{
		score: '评审均分（0–100）',
		reviews: '已交评审数',
		expected: '应交评审数',
		rank: '校正后名次',
	},
);
