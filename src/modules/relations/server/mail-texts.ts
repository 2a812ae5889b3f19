import { mailTemplate } from '#core/mail/index.ts';

/** Offers somebody a part in an edition. */
export const invitationMail = mailTemplate({
	subject: { en: '{edition}: would you serve as {relation}?', zh: '{edition}：邀请您担任{relation}' },
	head: { en: '{edition}', zh: '{edition}' },
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{
			paragraph: {
				en: '{by} invites you to serve as {relation} ({object}).',
				zh: '{by}诚邀您担任{relation}（{object}）。',
			},
		},
		{ if: 'words', quote: '{words}' },
		{ button: { en: 'Accept or decline', zh: '接受或婉拒' }, href: '{link}' },
		{
			note: {
				en: 'The invitation is for {email} only and holds until {until}. You sign in with a code that is sent to this address.',
				zh: '此邀请仅限 {email} 使用，有效期至 {until}。登录时，验证码会发到此邮箱。',
			},
		},
	],
});
