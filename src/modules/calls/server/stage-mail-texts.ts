import { mailTemplate } from '#core/mail/index.ts';

/** Asks an applicant for something, or moves the date of it. */
export const requestMail = mailTemplate({
	subject: { en: 'Please complete {number}: {title}', zh: '请补充材料：{title}（{number}）' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'While looking at “{title}” ({number}), the organisers found that something is missing. Please give it by {due}.',
				zh: '组委会在审阅《{title}》（{number}）时，需要您补充材料。请在 {due} 之前提交。',
			},
		},
		{ if: 'note', quote: '{note}' },
		{ facts: [{ label: { en: 'Asked for', zh: '需补充' }, value: '{asked}' }] },
		{ button: { en: 'Give what is asked', zh: '前往补充' }, href: '{link}' },
		{
			note: {
				en: 'Only what is asked for can be changed, although the call may be closed. After the date it can’t.',
				zh: '即使征集已经截止，上述内容仍可修改；其他内容不变。逾期将无法提交。',
			},
		},
	],
});

/** Tells the desk that what it asked for has come. */
export const requestAnsweredMail = mailTemplate({
	subject: { en: 'Answered: what you asked about {number}', zh: '已补充：{number}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'The applicant of “{title}” ({number}) has given what was asked for.',
				zh: '《{title}》（{number}）的申请人已提交所需材料。',
			},
		},
		{ button: { en: 'See the application', zh: '查看申请' }, href: '{link}' },
	],
});

/** Tells the desk that somebody appeals. */
export const appealMail = mailTemplate({
	subject: { en: 'An appeal: {number} {title}', zh: '复议申请：{title}（{number}）' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'The applicant of “{title}” ({number}) appeals against the decision:',
				zh: '《{title}》（{number}）的申请人对结果提出复议：',
			},
		},
		{ quote: '{text}' },
		{ button: { en: 'Read and answer', zh: '查看并答复' }, href: '{link}' },
	],
});

const appealSubject = { en: 'Your appeal about {number}: {title}', zh: '关于 {number} 的复议答复：{title}' };

/** Tells an applicant that his appeal is upheld. */
export const appealUpheldMail = mailTemplate({
	subject: appealSubject,
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'Your appeal about “{title}” ({number}) is upheld: it will be decided again, and you will hear of it.',
				zh: '您就《{title}》（{number}）提出的复议成立：我们将重新评定，并另行通知您。',
			},
		},
		{ quote: '{text}' },
		{ button: { en: 'See your application', zh: '查看申请' }, href: '{link}' },
	],
});

/** Tells an applicant that the decision stands. */
export const appealRejectedMail = mailTemplate({
	subject: appealSubject,
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'Your appeal about “{title}” ({number}) was looked at. The decision stands.',
				zh: '您就《{title}》（{number}）提出的复议已经审议，维持原结果。',
			},
		},
		{ quote: '{text}' },
		{ button: { en: 'See your application', zh: '查看申请' }, href: '{link}' },
	],
});
