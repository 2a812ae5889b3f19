import { mailTemplate } from '#core/mail/index.ts';

/** Reminds somebody of what he has not scored, while it can be. */
export const reminderMail = mailTemplate({
	subject: { en: '{count} still to score: {call}', zh: '尚有 {count} 份待评审：{call}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'Of the applications that you were asked to score ({stage}), {count} still wait for you.',
				zh: '请您评审的申请（{stage}）中，尚有 {count} 份未完成。',
			},
		},
		{
			facts: [
				{ label: { en: 'To score', zh: '待评审' }, value: '{numbers}' },
				{ label: { en: 'Wanted by', zh: '希望完成' }, value: '{wanted}', if: 'wanted' },
				{ label: { en: 'Taken until', zh: '评分截止' }, value: '{closes}', if: 'closes' },
			],
		},
		{ button: { en: 'See what is due', zh: '查看待评审' }, href: '{link}' },
		{
			note: {
				en: 'If you can’t score one of them, please say so on its page soon: somebody else can then be asked.',
				zh: '如有无法评审的申请，请尽早在其页面说明，以便另请他人。',
			},
		},
	],
});

/** Tells somebody that the stage has closed without his scores. */
export const lateMail = mailTemplate({
	subject: { en: '{count} not scored: {call}', zh: '{count} 份未评审：{call}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'The stage “{stage}” has closed, and {count} of the applications that you were asked to score have no score of yours.',
				zh: '“{stage}”阶段已经截止，请您评审的申请中尚有 {count} 份没有您的评分。',
			},
		},
		{
			facts: [
				{ label: { en: 'Not scored', zh: '未评审' }, value: '{numbers}' },
				{ label: { en: 'Closed', zh: '已于此时截止' }, value: '{closes}', if: 'closes' },
			],
		},
		{ button: { en: 'See them', zh: '查看' }, href: '{link}' },
		{
			note: {
				en: 'If you have them ready, please write to the organisers, who may open the stage again.',
				zh: '如已准备好，请与组委会联系，由其决定是否重新开放。',
			},
		},
	],
});
