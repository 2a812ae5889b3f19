import { catalogue } from '#core/i18n/index.ts';

/** Words about an edition that is not public yet, and about one that is closed. */
export const messages = catalogue(
	{
		archived: {
			name: 'Archived edition',
			text: 'This symposium is over. Its pages stay as they were when it was closed.',
			present: 'To the front page',
		},
		preparing:
			'This edition is in preparation. Its dates, tracks and calls will stand here as soon as the committee publishes them.',
		allEditions: 'All editions',
		whatCame: 'What came of it',
		outcomes: {
			lead: 'What was released, founded and counted.',
			documents: 'Documents and bodies',
			figures: 'Figures',
			pictures: 'Pictures',
			report: 'Report',
			reportText: (date: string) =>
				`Counted from the records when the edition was closed on ${date}, and not changed since.`,
			none: 'Nothing has been recorded of what came of this edition.',
			read: 'Read it',
			released: 'Date',
			elsewhere: 'Its own site',
			sample: 'Sample',
			news: 'Reports',
			allNews: 'All news of this edition',
			toStatement: 'Read the statement and who signed it',
			fromArticle: (title: string) => `From: ${title}`,
			preparing: 'The text is in preparation.',
		},
		kinds: {
			statement: 'Statement',
			consensus: 'Consensus',
			body: 'Founded',
			report: 'Report',
			other: 'Outcome',
		},
		list: { past: 'Past', report: 'Report and figures', news: 'Reports' },
	},
	{
		archived: {
			name: '往届存档',
			text: '本届会议已经结束，页面保持归档时的内容。',
			present: '前往首页',
		},
		preparing: '本届会议正在筹备。日期、专题与征稿信息由委员会公布后在此刊登。',
		allEditions: '历届会议',
		whatCame: '会议成果',
		outcomes: {
			lead: '会议发布的文件、成立的机构与各项数据。',
			documents: '文件与机构',
			figures: '数据',
			pictures: '图片',
			report: '总结报告',
			reportText: (date) => `以下数字于${date}归档时根据记录统计，此后未作更改。`,
			none: '本届会议尚无成果记录。',
			read: '查看全文',
			released: '日期',
			elsewhere: '专题网站',
			sample: '样例',
			news: '报道',
			allNews: '本届会议全部新闻',
			toStatement: '阅读声明全文与签署人名单',
			fromArticle: (title) => `选自：${title}`,
			preparing: '文本正在整理。',
		},
		kinds: { statement: '倡议与声明', consensus: '共识', body: '成立机构', report: '报告', other: '其他成果' },
		list: { past: '往届', report: '报告与数据', news: '报道' },
	},
);
