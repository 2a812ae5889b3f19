import { mailTemplate } from '#core/mail/index.ts';

/** Asks an address whether it wants the newsletter. No list header fields: there is nothing yet to unsubscribe from. */
export const confirmMail = mailTemplate({
	subject: { en: 'Please confirm: newsletter of {house}', zh: '请确认订阅：{house}电子通讯' },
	head: '{house}',
	blocks: [
		{ heading: { en: 'Do you want our newsletter?', zh: '您要订阅我们的电子通讯吗？' } },
		{
			paragraph: {
				en: 'Somebody, probably you, has entered this address for the newsletter of {house}. Press the button, and on the page that opens press “Confirm”.',
				zh: '有人（很可能是您本人）在 {house} 的电子通讯订阅页填写了此邮箱。请点击下方按钮，并在打开的页面上点击“确认订阅”。',
			},
		},
		{ button: { en: 'To the confirmation page', zh: '前往确认页面' }, href: '{link}' },
		{
			note: {
				en: 'If it was not you, do nothing: without your confirmation you get no newsletter, and we delete the address after seven days. On the same page you can say that we are never to write to it again.',
				zh: '如非本人操作，请忽略此邮件：未经确认我们不会寄送通讯，并会在七天后删除此邮箱。您也可以在同一页面上要求我们今后不再向此邮箱发信。',
			},
		},
	],
});
