import { catalogue } from '#core/i18n/index.ts';

/** What an applicant reads of requests for information and of his appeal. */
export const messages = catalogue(
	{
		list: 'My applications',
		request: {
			title: 'What the organisers ask you for',
			waiting: 'The organisers ask you for something.',
			open: 'Give what is asked',
			until: 'Please answer before',
			help: 'Only what stands here can be changed, although the call may be closed. What you send counts as a new version.',
			send: 'Send the answer',
			back: 'Back to the application',
			answered: 'Thank you. The organisers have what they asked for.',
			over: {
				answered: 'You have answered this.',
				expired: 'The date has passed. Please write to the organisers if you still want to answer.',
				closed: 'The organisers wait for this no longer.',
			},
		},
		appeal: {
			title: 'Appeal',
			open: 'Appeal against this decision',
			help: 'Say why it should be looked at once more. You can do this once, before',
			text: 'Your reasons',
			send: 'Make the appeal',
			made: 'You have appealed:',
			state: {
				open: 'The organisers have not answered yet.',
				upheld: 'Your appeal is upheld: it will be decided again.',
				rejected: 'The decision stands.',
			},
		},
	},
	{
		list: '我的申请',
		request: {
			title: '组委会需要您补充的内容',
			waiting: '组委会需要您补充材料。',
			open: '前往补充',
			until: '请在此时间之前提交：',
			help: '即使征集已经截止，此处所列内容仍可修改；其他内容不变。提交后成为新版本。',
			send: '提交',
			back: '返回申请',
			answered: '谢谢，组委会已收到您补充的内容。',
			over: {
				answered: '您已提交补充内容。',
				expired: '期限已过。如仍需补充，请联系组委会。',
				closed: '组委会已不再需要此项补充。',
			},
		},
		appeal: {
			title: '复议',
			open: '对结果申请复议',
			help: '请说明应当重新审议的理由。仅可申请一次，截止时间：',
			text: '理由',
			send: '提交复议申请',
			made: '您已申请复议：',
			state: {
				open: '组委会尚未答复。',
				upheld: '复议成立，将重新评定。',
				rejected: '维持原结果。',
			},
		},
	},
);
