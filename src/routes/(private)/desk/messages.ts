import { catalogue } from '#core/i18n/index.ts';

/** Words that all pages of the desk share, and those of the list of desks. */
export const messages = catalogue(
	{
		desk: 'Desk',
		sections: 'Parts of the desk',
		today: 'Today',
		applications: 'Applications',
		letters: 'Letters',
		enquiries: 'Enquiries',
		site: 'Site',
		people: 'People',
		outbox: 'Outbox',
		clock: 'Dial',
		title: 'Your desks',
		lead: 'The editions in whose work you have a part.',
		as: 'You are here as',
		open: (edition: string) => `Open the desk of ${edition}`,
		relations: {
			operator: 'operator',
			organiser: 'organiser',
			secretary: 'secretary',
			chair: 'chair',
		},
		chairOf: (tracks: string) => `chair of ${tracks}`,
		refusal: {
			'not-found': 'This is not there any more.',
			other: 'This could not be done. Nothing was changed.',
		},
	},
	{
		desk: '工作台',
		sections: '工作台栏目',
		today: '今日',
		applications: '稿件',
		letters: '函件',
		enquiries: '来信',
		site: '网站',
		people: '人员',
		outbox: '发件箱',
		clock: '拨钟',
		title: '您的工作台',
		lead: '您参与工作的各届会议。',
		as: '您的身份',
		open: (edition) => `进入 ${edition} 工作台`,
		relations: { operator: '系统管理员', organiser: '组织者', secretary: '秘书', chair: '主席' },
		chairOf: (tracks) => `${tracks} 专题主席`,
		refusal: {
			'not-found': '此内容已不存在。',
			other: '未能完成操作，未作任何更改。',
		},
	},
);
