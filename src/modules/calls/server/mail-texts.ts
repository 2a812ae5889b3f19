import { mailTemplate } from '#core/mail/index.ts';

/** Says what was received: the first version, or a later one. */
export const receiptMail = mailTemplate({
	subject: { en: 'Received: {title} ({number})', zh: '已收到：{title}（{number}）' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'Thank you. We have received what you submitted.',
				zh: '感谢您的投稿，您提交的内容我们已经收到。',
			},
		},
		{
			facts: [
				{ label: { en: 'Number', zh: '编号' }, value: '{number}' },
				{ label: { en: 'Title', zh: '题目' }, value: '{title}' },
				{ label: { en: 'Track', zh: '专题' }, value: '{track}', if: 'track' },
				{ label: { en: 'Version', zh: '版本' }, value: '{version}' },
				{ label: { en: 'Received', zh: '收到时间' }, value: '{at}' },
			],
		},
		{
			paragraph: {
				en: 'Please name the number whenever you write to us. You may change or withdraw what you submitted until {closes}.',
				zh: '来信请注明编号。在 {closes} 之前，您可以修改或撤回。',
			},
		},
		{ button: { en: 'See your application', zh: '查看投稿' }, href: '{link}' },
	],
});

/** Says that the other side has written. */
export const messageMail = mailTemplate({
	subject: { en: 'A message about {number}: {title}', zh: '关于 {number} 的留言：{title}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'There is a message about “{title}” ({number}):',
				zh: '关于《{title}》（{number}）有一条新留言：',
			},
		},
		{ quote: '{text}' },
		{ button: { en: 'Read and answer', zh: '查看并回复' }, href: '{link}' },
		{
			note: {
				en: 'Please answer on the page, so that the message stays with the application.',
				zh: '请在网页上回复，以便留言与投稿一并保存。',
			},
		},
	],
});
