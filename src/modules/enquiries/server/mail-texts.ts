import { mailTemplate } from '#core/mail/index.ts';

/** The answer to an enquiry, with what was asked below it. */
export const answerMail = mailTemplate({
	subject: { en: 'Re: {subject} ({reference})', zh: '回复：{subject}（{reference}）' },
	head: { en: '{edition}', zh: '{edition}' },
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{ paragraph: { en: '{text}', zh: '{text}' } },
		{ paragraph: { en: '{role}', zh: '{role}' } },
		{ note: { en: 'You had written:', zh: '您此前的来信：' } },
		{ quote: '{question}' },
		{
			button: { en: 'Write to us again', zh: '再次联系我们' },
			href: '{link}',
		},
		{
			note: {
				en: 'Please write on the page and name {reference}: mail to this address is not read.',
				zh: '如需继续联系，请在网页上留言并注明 {reference}，发往此邮箱的邮件无人查收。',
			},
		},
	],
});

/** Tells a role with an address of its own that somebody has asked. */
export const noticeMail = mailTemplate({
	subject: { en: 'Enquiry {reference}: {subject}', zh: '来信 {reference}：{subject}' },
	head: { en: '{edition}', zh: '{edition}' },
	blocks: [
		{ paragraph: { en: '{name} has written to you as {role}:', zh: '{name} 致{role}：' } },
		{ quote: '{text}' },
		{ button: { en: 'Read and answer', zh: '查看并回复' }, href: '{link}' },
	],
});
