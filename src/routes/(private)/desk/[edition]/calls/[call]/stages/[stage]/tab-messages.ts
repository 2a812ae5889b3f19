import { catalogue } from '#core/i18n/index.ts';

/** What the pages of a stage are called in their row of tabs. */
export const tabMessages = catalogue(
	{
		label: 'Pages of this stage',
		parts: {
			overview: 'Overview',
			reviewers: 'Reviewers',
			conflicts: 'Conflicts',
			assigning: 'Assignment',
			progress: 'Progress',
			ranking: 'Ranking',
			decisions: 'Decisions',
			'sub-reviewers': 'Sub-reviewers',
		},
	},
	{
		label: '本阶段的页面',
		parts: {
			overview: '概览',
			reviewers: '评审人',
			conflicts: '利益冲突',
			assigning: '分配',
			progress: '进度',
			ranking: '排名',
			decisions: '评定',
			'sub-reviewers': '协助评审',
		},
	},
);
