import { mailTemplate } from '#core/mail/index.ts';

/** Tells somebody that he is mentioned, and nothing of by whom or in what: mail is read by others and kept for long. */
export const mentionMail = mailTemplate({
	subject: { en: '{number}: you were mentioned in the discussion', zh: '{number}：讨论中有人提到您' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'Somebody mentioned you in the discussion of {number} ({stage}). What was said stands on its page only.',
				zh: '在 {number}（{stage}）的讨论中有人提到了您。讨论内容仅在系统内可见。',
			},
		},
		{ facts: [{ label: { en: 'Open until', zh: '讨论截止' }, value: '{closes}', if: 'closes' }] },
		{ button: { en: 'Read the discussion', zh: '查看讨论' }, href: '{link}' },
		{
			note: {
				en: 'Please answer on the page: what is sent to this address does not reach the discussion.',
				zh: '请在页面上回复；直接回复此邮件，内容不会进入讨论。',
			},
		},
	],
});
