import { catalogue } from '#core/i18n/index.ts';

export const messages = catalogue(
	{
		title: 'Documentation',
		lead: 'How to use and run Orrery. It belongs to the version that serves this site.',
		contents: 'Contents',
		audience: {
			author: 'For authors',
			reviewer: 'For reviewers',
			organiser: 'For organisers',
			operator: 'For operators',
			developer: 'For developers',
		},
		about: {
			author: 'Submitting, signing in, what happens afterwards.',
			reviewer: 'Reading and judging.',
			organiser: 'Preparing an edition, running calls, writing to people.',
			operator: 'Installing, updating, backing up.',
			developer: 'How the house is built, and why.',
		},
		decisions: 'Decisions',
		englishOnly: 'This part is in English only.',
	},
	{
		title: '使用文档',
		lead: '如何使用和运行 Orrery。内容与本站所运行的版本一致。',
		contents: '目录',
		audience: {
			author: '作者',
			reviewer: '审稿人',
			organiser: '组织者',
			operator: '运维人员',
			developer: '开发者',
		},
		about: {
			author: '投稿、登录以及之后的流程。',
			reviewer: '审阅与评议。',
			organiser: '筹备会议、管理征集、与参会者联系。',
			operator: '安装、升级与备份。',
			developer: '系统的结构及其缘由。',
		},
		decisions: '设计决定',
		englishOnly: '这一部分只有英文。',
	},
);
