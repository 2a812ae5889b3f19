import { mailTemplate } from '#core/mail/index.ts';

/** Asks somebody of a panel to score. */
export const assignedMail = mailTemplate({
	subject: { en: '{count} to score: {call}', zh: '{count} 份待评审：{call}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'You were asked to score {count} of the applications to {call} ({stage}).',
				zh: '您受邀评审“{call}”（{stage}）的 {count} 份申请。',
			},
		},
		{ facts: [{ label: { en: 'Until', zh: '截止' }, value: '{closes}', if: 'closes' }] },
		{ button: { en: 'See what is due', zh: '查看待评审' }, href: '{link}' },
		{
			note: {
				en: 'If you have anything to do with one of them, please recuse yourself on its page; it then leaves your list.',
				zh: '如与其中任何一份有利害关系，请在其页面申请回避，该申请随即从您的列表中移除。',
			},
		},
	],
});
