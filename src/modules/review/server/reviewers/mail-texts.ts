import { mailTemplate } from '#core/mail/index.ts';

/** Asks somebody to review for a call. */
export const reviewerInvitationMail = mailTemplate({
	subject: { en: '{desk}: would you review for us?', zh: '{desk}：邀请您参与评审' },
	head: { en: '{desk}', zh: '{desk}' },
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{
			paragraph: {
				en: '{by} invites you to join the reviewers of {call} as {role}.',
				zh: '{by}诚邀您以{role}身份参与“{call}”的评审。',
			},
		},
		{ if: 'tracks', paragraph: { en: 'It concerns: {tracks}.', zh: '所涉专题：{tracks}。' } },
		{ if: 'words', quote: '{words}' },
		{ button: { en: 'Accept or decline', zh: '接受或婉拒' }, href: '{link}' },
		{
			paragraph: {
				en: 'If you can’t, you may name a colleague whom we could ask instead.',
				zh: '如您无法参与，也可在该页面推荐其他人选。',
			},
		},
		{
			note: {
				en: 'The invitation is for {email} only and holds until {until}. You sign in with a code that is sent to this address.',
				zh: '此邀请仅限 {email} 使用，有效期至 {until}。登录时，验证码会发到此邮箱。',
			},
		},
	],
});
