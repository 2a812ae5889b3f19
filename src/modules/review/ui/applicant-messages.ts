import { catalogue } from '#core/i18n/index.ts';

/** What those who applied read of reviews. */
export const applicantMessages = catalogue(
	{
		title: 'What the reviewers wrote',
		help: 'They came with the decision. Each is the opinion of one reviewer.',
		reviewer: (letter: string) => `Reviewer ${letter}`,
	},
	{
		title: '评审意见',
		help: '随决定一并告知，每份均为一位评审人的意见。',
		reviewer: (letter) => `评审 ${letter}`,
	},
);
