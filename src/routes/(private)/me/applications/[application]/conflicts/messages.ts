import { catalogue } from '#core/i18n/index.ts';

/** Words of the page on which applicants say with whom of the committee they have a conflict of interest. */
export const messages = catalogue(
	{
		applications: 'My applications',
		title: 'Conflicts of interest',
		lead: 'These people judge in this call. Say with whom of them you or your co-authors have a conflict of interest: they are not asked to judge your application. Who reads it in the end is not told here.',
		known:
			'What is known already need not be said: your co-authors, and whoever is at the same institution or mail domain.',
		until: 'You can say so until',
		over: 'The call has closed, or the application is decided: nothing can be said here any more. If something was forgotten, write to the organisers.',
		done: {
			stated: 'Saved. It counts at once.',
			'taken-back': 'Taken back.',
		},
		list: 'What you have said',
		end: 'Take back',
		endOf: (name: string) => `Take back: ${name}`,
		add: 'Somebody of the committee',
		person: 'Person',
		choose: 'Choose',
		kind: 'Relation',
		text: 'In your own words',
		textHelp: 'Read by the chairs, never by the person.',
		submit: 'Say so',
		none: { title: 'Nobody is appointed yet', text: 'As soon as the committee of this call is known, it stands here.' },
	},
	{
		applications: '我的申请',
		title: '利益冲突',
		lead: '以下人员参与本次征集的评审。如果您或合作者与其中某人有利益冲突，请在此说明，您的申请将不会交由其评审。最终由谁评审不在此公布。',
		known: '合作者、同一单位或同一邮箱域名的人员系统已知，无需说明。',
		until: '说明截止时间',
		over: '征集已截止或申请已有结果，无法再作说明。如有遗漏，请联系组织者。',
		done: { stated: '已保存，立即生效。', 'taken-back': '已撤回。' },
		list: '您的说明',
		end: '撤回',
		endOf: (name) => `撤回：${name}`,
		add: '委员会成员',
		person: '人员',
		choose: '请选择',
		kind: '关系',
		text: '说明',
		textHelp: '仅主席可见，当事人不可见。',
		submit: '提交说明',
		none: { title: '委员会尚未确定', text: '评审人员确定后将在此列出。' },
	},
);
