import { mailTemplate } from '#core/mail/index.ts';

/*
 * The mails of signing in. They come unasked when somebody else types the address, so each says what to do then: nothing.
 * `{site}` is the host, so that a reader sees where the code belongs.
 */

export const signInMail = mailTemplate({
	subject: { en: '{code} is your sign-in code for {site}', zh: '{site} 登录验证码：{code}' },
	blocks: [
		{
			paragraph: {
				en: 'Type this code in the window where you asked for it:',
				zh: '请在您申请验证码的页面中输入：',
			},
		},
		{ code: '{code}' },
		{
			paragraph: {
				en: 'Or sign in by this link. It opens a page with a button; nothing happens before you press it.',
				zh: '您也可以打开下面的链接，在页面上点击按钮登录；点击之前不会有任何操作。',
			},
		},
		{ button: { en: 'Open the sign-in page', zh: '打开登录页面' }, href: '{link}' },
		{
			note: {
				en: 'Code and link are good once, for {minutes} minutes. If you did not ask to sign in, do nothing: without this mail nobody gets in. Never tell the code to anyone.',
				zh: '验证码和链接只能使用一次，{minutes} 分钟内有效。如非本人操作，请忽略此邮件：没有这封邮件，任何人都无法登录。请勿将验证码告知他人。',
			},
		},
	],
	foot: ['{site}'],
});

export const addressMail = mailTemplate({
	subject: { en: '{code} confirms this address for an account on {site}', zh: '{site} 邮箱确认验证码：{code}' },
	blocks: [
		{
			paragraph: {
				en: 'Somebody who is signed in on {site} says that this address is theirs as well. If that is you, type this code in the window where you asked for it:',
				zh: '有人在 {site} 登录后表示，此邮箱也属于该账号。如果是您本人，请在申请验证码的页面中输入：',
			},
		},
		{ code: '{code}' },
		{
			note: {
				en: 'The code is good once, for {minutes} minutes. If this was not you, do nothing, and tell the code to nobody: with it the account of this address could be joined to another.',
				zh: '验证码只能使用一次，{minutes} 分钟内有效。如非本人操作，请忽略此邮件，切勿将验证码告知他人：他人可凭此码将您的账号并入其账号。',
			},
		},
	],
	foot: ['{site}'],
});
